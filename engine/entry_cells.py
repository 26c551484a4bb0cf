"""A row of quick entry as it was typed: what its cells say, which of them cannot be, and how a cell is written out.

Pure: the same for a cell typed, repeated from the one above, or pasted from a spreadsheet.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from engine.deadlines.typed import day_typed
from engine.deadlines.words import date_words
from engine.matching import fold, matches, searchable
from engine.obligations.ways import WAY_WORDS, Way

Cell = Literal["number", "document_date", "sent", "way"]
CELLS: tuple[Cell, ...] = ("number", "document_date", "sent", "way")
TITLES: Mapping[Cell, str] = {
    "number": "Số văn bản",
    "document_date": "Ngày văn bản",
    "sent": "Ngày gửi",
    "way": "Hình thức nhận",
}
NOTHING = "không phát sinh"
LONGEST = 100  # characters of a cell
_NOTHING = frozenset({"0", "kps", "khong", "khong phat sinh"})
_ALSO: Mapping[Way, str] = {
    "qlvb": "quan ly van ban truc lien thong ioffice dien tu",
    "paper": "giay buu dien",
    "email": "mail email gmail",
    "zalo": "",
    "fax": "",
}
WRONG_DATE = "ghi dạng ngày/tháng/năm, ví dụ {}."
WRONG_WAY = f"Hình thức nhận là một trong: {', '.join(WAY_WORDS.values())}."
NO_NUMBER = "Chưa ghi số văn bản; không phát sinh thì ghi 0."
NO_DAY = "Chưa ghi ngày gửi."


@dataclass(frozen=True)
class Typed:
    """What a row says. `wrong` are cells that cannot be, `missing` those still to be filled, each with a sentence."""

    number: str | None = None
    nothing: bool = False
    document_date: dt.date | None = None
    sent: dt.date | None = None
    way: Way | None = None
    wrong: Mapping[Cell, str] = field(default_factory=dict)
    missing: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Say whether it can be recorded."""
        return not self.wrong and not self.missing


def tidy(cell: Cell, typed: str, today: dt.date) -> str:
    """Return how a cell is written out: dates in full, known words; what is not understood stays as it was typed."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())[:LONGEST]
    if cell == "number":
        return NOTHING if fold(text) in _NOTHING else text
    if cell == "way":
        way = way_typed(text)
        return WAY_WORDS[way] if way else text
    day = _day(text, today)
    return date_words(day) if day else text


def way_typed(typed: str) -> Way | None:
    """Return how a document came by the beginning of a word: `q`, `giay`, `thu`; None for what is none or two of them."""
    if not fold(typed).strip():
        return None
    named: list[Way] = [way for way, words in WAY_WORDS.items() if matches(typed, searchable(words))]
    found = named or [way for way, words in WAY_WORDS.items() if matches(typed, searchable(words, _ALSO[way]))]
    return found[0] if len(found) == 1 else None


def read_row(cells: Sequence[str], today: dt.date) -> Typed | None:
    """Return what the cells of one agency say, in the order of CELLS; None for a row left empty.

    A document for which no day of sending is given was sent on its own day (Nghị định 30/2020/NĐ-CP, Điều 18).
    """
    said = {cell: tidy(cell, text, today) for cell, text in zip(CELLS, cells, strict=True)}
    if not any(said.values()):
        return None
    days = {cell: _day(said[cell], today) for cell in ("document_date", "sent")}
    wrong: dict[Cell, str] = {
        cell: f"{TITLES[cell]}: {WRONG_DATE.format(date_words(today))}"
        for cell in ("document_date", "sent")
        if said[cell] and days[cell] is None
    }
    if said["way"] and way_typed(said["way"]) is None:
        wrong["way"] = WRONG_WAY
    missing: dict[Cell, str] = {} if said["number"] else {"number": NO_NUMBER}
    if not said["sent"] and not said["document_date"]:
        missing["sent"] = NO_DAY
    nothing = said["number"] == NOTHING
    return Typed(
        number=None if nothing else said["number"] or None,
        nothing=nothing,
        document_date=days["document_date"],
        sent=days["sent"] or days["document_date"],
        way=way_typed(said["way"]),
        wrong=wrong,
        missing=missing,
    )


def _day(text: str, today: dt.date) -> dt.date | None:
    """Return a day as it is typed or as a spreadsheet copies it, an hour aside."""
    return day_typed(text, today) or day_typed(text.partition(" ")[0], today)
