"""How near two spellings are: the slips of a hand, told from another word.

A letter too many, too few, changed or exchanged with the next is a slip where it makes no Vietnamese syllable. Where
it makes one it may well be another name (Vĩnh Nam is not Vĩnh Lâm, nor Vĩnh Hậu Vĩnh Hà), so it counts only where people
write one for the other: s and x, i and y, and at the end n, ng and nh, c and ch.
"""

from __future__ import annotations

import re

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?(?:[aeo]?[aeiouy]{1,2}|uye|ieu|yeu|uoi|uou)(?:ch|ng|nh|[cmnpt])?"
)
_ENDINGS = ("ng", "nh", "ch")
_WRITTEN_FOR = frozenset({frozenset("sx"), frozenset("iy")})
_NONE = re.compile(r".*[^aeouy]ing|.*(?:aa|ee|ii|uu|yy).*")  # an i takes nh, no vowel but o is doubled
_LONG_ENOUGH = 3


def one_edit(word: str, other: str) -> bool:
    """Say that one slip makes a word of three letters or more into another: Damerau's distance of 1."""
    if word == other or max(len(word), len(other)) < _LONG_ENOUGH or abs(len(word) - len(other)) > 1:
        return False
    start = _common(word, other)
    end = _common(word[start:][::-1], other[start:][::-1])
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    exchanged = len(left) == len(right) == 2 and left == right[::-1]  # noqa: PLR2004 - two letters
    return exchanged or max(len(left), len(right)) == 1


def is_slip(word: str, meant: str) -> bool:
    """Say that `word` is how a hand misspells `meant`, and hardly a word of its own."""
    if not one_edit(word, meant):
        return False
    if not _SYLLABLE.fullmatch(word) or _NONE.fullmatch(word):
        return True
    if len(word) != len(meant):
        short, long = sorted((word, meant), key=len)
        return long.startswith(short) and long.endswith(_ENDINGS)
    changed = [{a, b} for a, b in zip(word, meant, strict=True) if a != b]
    return len(changed) == 1 and frozenset(changed[0]) in _WRITTEN_FOR


def _common(word: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
