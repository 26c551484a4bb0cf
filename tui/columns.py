"""How wide columns are: some fit what they hold, the others share what is left of the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

GAP = 1


@dataclass(frozen=True)
class Column:
    """One column of a list. `share` 0 fits its content; others divide the rest in proportion.

    `wide_from` is the width of terminal from which it is shown at all.
    """

    title: str
    share: int = 0
    wide_from: int = 0


def cut(text: str, width: int) -> str:
    """Return a text that fits. One a little too long loses its middle: reports and communes differ in their last words."""
    if cell_len(text) <= width:
        return text
    tail = _last_words(text, width // 2) if cell_len(text) <= 2 * width else ""
    head = set_cell_size(text, max(width - cell_len(tail) - 1, 0)).rstrip()
    return f"{head}…{tail}"


def _last_words(text: str, width: int) -> str:
    words = text.split()
    while words and cell_len(" ".join(words)) > width:
        words.pop(0)
    return " ".join(words)


def shown(columns: Sequence[Column], total: int) -> list[int]:
    """Return the places of the columns that a terminal of this width shows."""
    return [place for place, column in enumerate(columns) if column.wide_from <= total]


def widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """Return the width of each column so that together, with a gap after each, they fill `total`."""
    natural = [max([cell_len(column.title), *(cell_len(row[i]) for row in cells)]) for i, column in enumerate(columns)]
    return fitted(columns, natural, total)


def fitted(columns: Sequence[Column], natural: Sequence[int], total: int) -> list[int]:
    """Return the same where it is known how wide the widest content of each column is."""
    left = total - GAP * len(columns) - sum(w for w, column in zip(natural, columns, strict=True) if not column.share)
    found = dict(enumerate(natural))
    places = (place for place, column in enumerate(columns) if column.share)
    sharing = sorted(places, key=lambda place: natural[place] / columns[place].share)
    for count, place in enumerate(sharing):
        shares = sum(columns[other].share for other in sharing[count:])
        fair = max(left, 0) * columns[place].share // shares
        found[place] = fair if place == sharing[-1] else min(natural[place], fair)
        left -= found[place]
    return [found[place] for place in range(len(columns))]
