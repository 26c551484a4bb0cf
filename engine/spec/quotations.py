"""Is a quotation in the source document, word for word? And if not, which passage was probably meant?

Word for word after NFC and with all white space folded to one space: lines are wrapped differently in every copy.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

LONGEST = 120
_CANDIDATES = 3  # passages compared letter by letter, chosen by the words they share
_LIKENESS = 0.5


def folded(text: str) -> str:
    """Return text in NFC with all white space folded to one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class Source:
    """The text of a plan document, ready to be searched."""

    text: str

    @cached_property
    def whole(self) -> str:
        """Return the folded text."""
        return folded(self.text)

    @cached_property
    def sentences(self) -> list[str]:
        """Return the folded sentences; a line may end one too."""
        return _sentences(self.text)

    def has(self, quote: str) -> bool:
        """Say whether `quote` stands in the text."""
        return folded(quote) in self.whole

    def lines_of(self, quote: str) -> range:
        """Return the lines of the text, from 0, in which `quote` stands first; an empty range where it does not."""
        wanted = folded(quote)
        lines = [folded(line) for line in self.text.splitlines()]
        for first in range(len(lines)):
            joined = ""
            for last in range(first, len(lines)):
                joined = f"{joined} {lines[last]}".strip()
                if wanted in joined:
                    return range(_begins(lines, first, last, wanted), last + 1)
                if len(joined) > len(lines[first]) + len(wanted):
                    break
        return range(0)

    def nearest(self, quote: str) -> str | None:
        """Return the passage most like `quote`, around the first difference, at most 120 characters."""
        wanted = folded(quote)
        likeliest = sorted(self._passages(quote), key=lambda passage: _shared(passage, wanted), reverse=True)
        scored = [(_likeness(passage, wanted), passage) for passage in likeliest[:_CANDIDATES]]
        best, passage = max(scored, default=(0.0, ""))
        return _around_the_difference(passage, wanted) if best >= _LIKENESS else None

    def _passages(self, quote: str) -> list[str]:
        """Return every run of as many sentences as the quotation has."""
        count = max(1, len(_sentences(quote)))
        starts = range(max(1, len(self.sentences) - count + 1))
        return [" ".join(self.sentences[start : start + count]) for start in starts]


def _begins(lines: list[str], first: int, last: int, wanted: str) -> int:
    """Return the last line from which on the passage is still whole."""
    while first < last and wanted in " ".join(filter(None, lines[first + 1 : last + 1])):
        first += 1
    return first


def _sentences(text: str) -> list[str]:
    return [sentence for part in re.split(r"(?<=[.;:!?])\s+|\n+", text) if (sentence := folded(part))]


def _shared(one: str, other: str) -> float:
    words, others = set(one.lower().split()), set(other.lower().split())
    return 2 * len(words & others) / (len(words) + len(others) or 1)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _around_the_difference(passage: str, wanted: str) -> str:
    if len(passage) <= LONGEST:
        return passage
    blocks = difflib.SequenceMatcher(None, passage, wanted, autojunk=False).get_matching_blocks()
    difference = blocks[0].size if (blocks[0].a, blocks[0].b) == (0, 0) else 0
    start = min(max(0, difference - LONGEST // 2), len(passage) - LONGEST)
    cut = passage[start : start + LONGEST]
    cut = cut if start == 0 else "…" + cut[1:]
    return cut if start + LONGEST == len(passage) else cut[:-1] + "…"
