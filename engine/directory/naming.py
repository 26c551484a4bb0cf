"""How a name is compared and how it must be written.

Officials write one office in several ways, and none of them is a mistake: case, spaces, the kind of dash, the place of
a tone mark (hoà, hòa) and the two long names that are hardly ever written out make no difference; every other letter does.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_AND = re.compile(r"\s*&\s*")
_SHORTENED = (
    (re.compile(r"lao động[-, ]*thương binh[-, ]*(?:và )?xã hội|lđ[- ]?tb[- ]?(?: ?và )?xh"), "lđtbxh"),
    (re.compile(r"ủy ban nhân dân"), "ubnd"),
)
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_MOVED = {
    unicodedata.normalize("NFC", vowels + tone): unicodedata.normalize("NFC", vowels[0] + tone + vowels[1])
    for vowels, tone in product(("oa", "oe", "uy"), _TONES)
}
_TONE_ON_THE_LAST = re.compile("|".join(_MOVED))
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def folded(name: str) -> str:
    """Return what the spellings of one name have in common: `Phòng LĐ–TB & XH` and `phòng LĐTBXH` are alike."""
    text = unicodedata.normalize("NFC", name).casefold()
    text = _TONE_ON_THE_LAST.sub(lambda found: _MOVED[found[0]], text)
    text = " ".join(_AND.sub(" và ", _DASHES.sub("-", text)).split())
    for words, short in _SHORTENED:
        text = words.sub(short, text)
    return text


def is_one_line(text: str) -> bool:
    """Say that a text can stand in the head of a letter: no line break, nothing that cannot be seen (RFC 5322, 2.2)."""
    return not any(unicodedata.category(letter) in _UNSEEN for letter in text)


def _one_line(value: object) -> object:
    if isinstance(value, str) and not is_one_line(value):
        raise PydanticCustomError("unseen_characters", "một dòng chữ, không có ký tự ẩn")
    return value


Line = Annotated[str, BeforeValidator(_one_line)]
