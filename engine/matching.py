"""Finding what was typed without diacritics, in composed and in decomposed spelling alike."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[^\w/]+")
MOST_SIGNS = 1_000
MOST_WORDS = 20  # who pastes a whole document is not looking for all of it
_BAR = str.maketrans({"đ": "d", "Đ": "D"})


def fold(text: str) -> str:
    """Return the letters of a text without tone marks, accents, bars or case."""
    spread = unicodedata.normalize("NFD", text.translate(_BAR))
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).casefold()


def searchable(*texts: str) -> str:
    """Return texts as `matches` wants them: folded words, each after a space."""
    return " " + _BREAKS.sub(" ", fold(" ".join(texts)))


def words_of(typed: str) -> list[str]:
    """Return the first words typed, folded."""
    return _BREAKS.sub(" ", fold(typed[:MOST_SIGNS])).split()[:MOST_WORDS]


def matches(typed: str, prepared: str) -> bool:
    """Say whether every word typed begins a word of a text made by `searchable`; nothing typed matches all."""
    return all(f" {word}" in prepared for word in words_of(typed))
