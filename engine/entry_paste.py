"""A stretch of a spreadsheet pasted over rows of agencies: which of its cells goes where.

A first column of agency names says itself which row is whose, in any order; without one, rows follow from the cursor on.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from engine.matching import words_of

MOST_ROWS, MOST_CELLS = 1_000, 40
LONGEST = 200  # characters of a cell
_FORMS = {
    ("uy", "ban", "nhan", "dan"): ("ubnd",),
    ("uy", "ban", "mat", "tran", "to", "quoc"): ("ubmttq",),
}
_LEFT_OUT = frozenset({"ubnd", "xa", "phuong", "thi", "tran", "tt", "huyen", "tinh"})
Names = Sequence[str]


@dataclass(frozen=True)
class Pasted:
    """The cells by (row, column), and the names that no row has, each as it was written."""

    cells: dict[tuple[int, int], str]
    unknown: tuple[str, ...] = ()


def read_paste(text: str, names: Names, columns: int, at: tuple[int, int]) -> Pasted:
    """Return where the cells of a pasted text go: by the names in its first column, else from the cursor `at` on."""
    table = list(_table(text))
    places = _places(names)
    for ahead in (0, 1):  # a column of numbers may stand before the names
        rows = [row[ahead:] for row in table]
        named = [_place(row[0], places) if row else None for row in rows]
        if any(place is not None for place in named):
            return _by_name(rows, named, columns)
    cells = {
        (at[0] + i, at[1] + j): cell
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
        if at[0] + i < len(names) and at[1] + j < columns
    }
    return Pasted(cells)


def _by_name(table: list[list[str]], named: Sequence[int | None], columns: int) -> Pasted:
    cells = {
        (place, j): cell
        for row, place in zip(table, named, strict=True)
        if place is not None
        for j, cell in enumerate(row[1 : columns + 1])
    }
    rows = list(zip(table, named, strict=True))[_head(named) :]
    unknown = [row[0] for row, place in rows if place is None and row and row[0] and any(row[1:])]
    return Pasted(cells, tuple(unknown))


def _head(named: Sequence[int | None]) -> int:
    """Return how many rows of headings stand above the first agency: no more than one is taken for that."""
    return 1 if named[0] is None else 0


def _table(text: str) -> Iterator[list[str]]:
    """Yield the rows of what a spreadsheet copies: tabs between cells, quotes around those of several lines."""
    reader = csv.reader(io.StringIO(unicodedata.normalize("NFC", text.replace("\0", ""))), delimiter="\t")
    try:
        for number, row in enumerate(reader):
            if number == MOST_ROWS:
                return
            yield [" ".join(cell[:LONGEST].split()) for cell in row[:MOST_CELLS]]
    except csv.Error:  # a cell without end
        return


def _places(names: Names) -> dict[tuple[str, ...], int | None]:
    """Return the row of each name, in full and by its own words alone; None where two share those."""
    found: dict[tuple[str, ...], int | None] = {}
    for place, name in enumerate(names):
        full = _words(name)
        for words in {full, _own(full)} - {()}:
            found[words] = place if words not in found else None
    return found


def _place(cell: str, places: dict[tuple[str, ...], int | None]) -> int | None:
    full = _words(cell)
    return places.get(full, places.get(_own(full)))


def _words(name: str) -> tuple[str, ...]:
    words = tuple(words_of(name))
    for form, short in _FORMS.items():
        if words[: len(form)] == form:
            words = short + words[len(form) :]
    return words


def _own(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dropwhile(_LEFT_OUT.__contains__, words))
