"""What kind of document a row is: a report, a letter about one, or something else.

The sign says it first ("45/BC-UBND"; Nghị định 30/2020/NĐ-CP, Phụ lục III lists the abbreviations), then the column of
kinds, then the first words of the summary. Only a report is ever proposed.
"""

from __future__ import annotations

import re
from typing import Literal

from engine.reading.sayings import slug
from engine.register.rows import Document
from engine.register.wording import plain
from engine.register.words import listed

Kind = Literal["report", "letter", "other"]
_SIGNS: dict[str, Kind] = {**dict.fromkeys(listed("other_kinds"), "other"), "bc": "report", "cv": "letter"}
_BODIES = frozenset(listed("other_bodies"))
_NO_KIND = frozenset({"van-ban", "van-ban-den", "khac", "loai-khac", "van-ban-khac"})


def kind_of(document: Document) -> Kind:
    """Return what kind a document is."""
    parts = sign_parts(document.number)
    by_sign = next((_SIGNS[part] for part in parts if part in _SIGNS), None)
    # a sign without a kind is a letter's: 45/UBND-VX
    unnamed: Kind | None = "letter" if parts[:1] == ["ubnd"] else None
    return by_sign or _by_column(document.kind) or unnamed or _by_summary(document.summary)


def is_anothers(document: Document) -> bool:
    """Say that the sign names another body than a People's Committee, though the sender is one: `12/BC-HĐND`."""
    return not _BODIES.isdisjoint(sign_parts(document.number)) and "ubnd" not in sign_parts(document.number)


def sign_parts(number: str) -> list[str]:
    """Return the abbreviations in a sign: `45/BC-UBND` gives `bc`, `ubnd`."""
    return re.findall(r"[a-z]+", plain(number).removeprefix("so"))


def _by_column(kind: str) -> Kind | None:
    word = slug(kind)
    if not word or word in _NO_KIND:
        return None
    if "bao-cao" in word or word == "bc":
        return "report"
    return "letter" if "cong-van" in word or word == "cv" else "other"


def _by_summary(summary: str) -> Kind:
    text = plain(summary)
    if re.match(r"\W*(?:bao cao|bc)\b", text):
        return "report"
    return "letter" if re.match(r"\W*(?:v/?v|ve viec|cong van|gui)\b", text) else "other"
