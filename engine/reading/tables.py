"""The table inside a sheet: where it begins, what its columns are called, what a cell says as a date.

People's tables have a title above, a header of two rows, merged cells and their own words for a column. So columns are
found by their words, whatever their order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.reading.sayings import slug
from engine.reading.sheets import Sheet, Value

NUMBERING = frozenset({"stt", "tt", "so-tt", "so-thu-tu"})
HEADER_WITHIN = 50  # rows
_SHOWN = 60  # characters of a cell repeated in a message
_EARLIEST = 2000
_TIME = r"(?:[ T]+\d{1,2}[:hg]\d{0,2}.*)?"
_WRITTEN = (
    re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})" + _TIME, re.IGNORECASE),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TIME),
)
_TIME_FIRST = re.compile(r"\d{1,2}[:hg]\d{0,2}(?::\d{2})?\s+(?=\d)")


@dataclass(frozen=True)
class Headings:
    """What columns are called: `titles` as we print them, `others` as people write them, the better word first.

    `enough` says whether the columns found in a row make it the head of a table.
    """

    titles: Mapping[str, str]
    others: Mapping[str, str]
    enough: Callable[[Collection[str]], bool]

    @cached_property
    def _ranked(self) -> dict[str, tuple[str, int]]:
        known = ((key, (slug(self.titles[key]), *self.others.get(key, "").split())) for key in self.titles)
        return {word: (key, rank) for key, words in known for rank, word in enumerate(words)}

    def key(self, cell: Value) -> str | None:
        """Return which column a heading names, a remark in brackets aside."""
        found = self._found(str(cell))
        return found[0] if found else None

    def _found(self, cell: str) -> tuple[str, int] | None:
        return self._ranked.get(slug(cell)) or self._ranked.get(slug(cell.partition("(")[0]))

    def columns(self, cells: tuple[Value, ...], above: tuple[Value, ...] = ()) -> dict[str, int]:
        """Return the places, counted from 1, of the columns a row heads; of two for one thing the one better named."""
        best: dict[str, tuple[int, int]] = {}
        for place, cell in enumerate(cells, start=1):
            over = str(above[place - 1]) if place <= len(above) else ""
            found = self._found(str(cell)) or (self._found(f"{cell} {over}") if over and cell != over else None)
            if found:
                key, rank = found
                best[key] = min(best.get(key, (rank, place)), (rank, place))
        return {key: place for key, (_, place) in best.items()}


@dataclass(frozen=True)
class Header:
    """Where a table begins. `columns` are the places, counted from 1, of the columns that are read."""

    sheet: Sheet
    row: int
    columns: dict[str, int]

    @property
    def cells(self) -> tuple[Value, ...]:
        """Return the row as it stands."""
        return self.sheet.rows[self.row - 1]


def header_of(sheet: Sheet, headings: Headings) -> Header | None:
    """Return the first row that heads a table; of a header of two rows the lower, read together with the upper."""
    found: Header | None = None
    above: tuple[Value, ...] = ()
    for row, cells in enumerate(sheet.rows[:HEADER_WITHIN], start=1):
        columns = headings.columns(cells, above)
        if headings.enough(columns):
            found = Header(sheet, row, columns)
        elif found:
            break
        above = cells
    return found


def short(value: Any) -> str:
    """Return a cell's text as a message repeats it."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def day_written(value: Value) -> dt.date | None:
    """Return a date as a cell holds it or as people write it, an hour aside; None for what is none, or lies before 2000."""
    day = value if isinstance(value, dt.date) else None
    text = _TIME_FIRST.sub("", str(value).strip())
    for form in _WRITTEN if day is None else ():
        if written := form.fullmatch(text):
            try:
                day = dt.date(int(written["y"]), int(written["m"]), int(written["d"]))
            except ValueError:
                return None
    return day if day and day.year >= _EARLIEST else None
