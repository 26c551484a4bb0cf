"""Name the deadline phrases that the plan language has no form for, and why: `python -m tools.phrases LIST.tsv`.

The list (research/deadline_phrases.tsv) is no part of the project; what each of its phrases means here stands in
tests/deadlines/phrases.yaml, by number. tests/deadlines/test_phrases.py holds the two against each other.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

FORMS = Path(__file__).parents[1] / "tests" / "deadlines" / "phrases.yaml"


def main(listed: Path) -> int:
    """Print how many phrases have a form, and each that has none; end with 1 when one was never looked at."""
    phrases = [line.split("\t")[0] for line in listed.read_text("utf-8").splitlines()[1:]]
    entries = {int(number): entry for number, entry in yaml.safe_load(FORMS.read_text("utf-8")).items()}
    without = {number: entry["none"] for number, entry in entries.items() if isinstance(entry, dict)}
    print(f"{len(entries) - len(without)} of {len(phrases)} deadline phrases have a form in the plan language.")
    for number, why in without.items():
        print(f"  without: “{phrases[number - 1]}”: {why}")
    return 0 if set(entries) == set(range(1, len(phrases) + 1)) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
