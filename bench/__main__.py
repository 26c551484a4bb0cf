"""Run every benchmark and end with 1 when a bound is broken."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.letters import measure_letters
from bench.page import measure_page
from bench.plans import measure_plans
from bench.starts import measure_starts
from bench.terminal import measure_terminal
from bench.year import live_year


def main() -> int:
    """Print the figures beside their bounds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = [
            *live_year(home),
            *measure_starts(home / "demo"),
            *measure_plans(),
            *measure_letters(),
            *measure_page(),
            *measure_terminal(),
        ]
    for figure in figures:
        print(figure)
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
