"""Names in Vietnamese order: letters first (a ă â b c d đ e ê ...), then tones (ngang huyền hỏi ngã sắc nặng), numbers as numbers."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_WORDS = re.compile(r"\d+|[^\W\d]+")

Syllable = tuple[int, tuple[int, ...], tuple[int, ...]]


def vietnamese_order(name: str) -> tuple[Syllable, ...]:
    """Return the key by which names are sorted."""
    return tuple(_syllable(word) for word in _WORDS.findall(unicodedata.normalize("NFC", name).casefold()))


def _syllable(word: str) -> Syllable:
    if word.isdecimal():
        return int(word), (), ()
    tones = [_TONES[mark] for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    return -1, tuple(_LETTERS.get(letter, ord(letter)) for letter in _toneless(word)), tuple(tones)


def _toneless(word: str) -> str:
    spread = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in spread if sign not in _TONES))
