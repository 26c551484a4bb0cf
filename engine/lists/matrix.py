"""The matrix of a plan: agencies down, what each owes by when across, a state in each cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.deadlines.rules import Dated, Due
from engine.ledger.view import Stands
from engine.lists.order import vietnamese_order

Key = tuple[str, str]
Count = tuple[int, int]
DONE: tuple[Stands, ...] = ("done_on_time", "done_late", "awaiting_review")
NOT_OWED: tuple[Stands, ...] = ("withdrawn", "handed_on", "before_tracking", "ongoing", "suspended")
LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


class Cell(NamedTuple):
    """One obligation in the matrix; there may be tens of thousands, so it is made cheaply."""

    id: str
    agency: str
    column: Key
    stands: Stands
    missed_at: dt.datetime | None


@dataclass(frozen=True)
class Heading:
    """What one column is about: a task or report in one of its periods, and its limit as the plan first set it."""

    text: str
    section: str
    occurrence: str
    due: Due
    moved_to: dt.date | None


@dataclass(frozen=True)
class Column:
    """One column: of how many it was recorded, and how many owe it by a day."""

    key: Key
    heading: Heading
    recorded: int
    owed: int


@dataclass(frozen=True)
class Matrix:
    """The whole: `cells` by agency and column; where there is none, the agency does not owe it.

    `counts` says of how many obligations of an agency a result was recorded, and how many it owes by a day.
    """

    plan: str
    agencies: tuple[str, ...]
    names: Mapping[str, str]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, Key], Cell]
    counts: Mapping[str, Count]


def matrix_of(
    plan: str,
    cells: Iterable[Cell],
    names: Mapping[str, str],
    headings: Callable[[Iterable[str]], Mapping[str, Heading]],
    *,
    undated: bool,
) -> Matrix:
    """Put cells together: columns by their limits, agencies in Vietnamese order.

    `headings` returns what is said over a column for one obligation in each. What has no limit is left out unless
    `undated`; what has one stays while the plan rests.
    """
    by_column: dict[Key, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_column[cell.column].append(cell)
    limits = {key: min(one.missed_at or LATEST for one in some) for key, some in by_column.items()}
    heads = headings(some[0].id for some in by_column.values())
    shown = {
        key: heads[some[0].id]
        for key, some in by_column.items()
        if undated or limits[key] < LATEST or isinstance(heads[some[0].id].due, Dated)
    }
    order = sorted(shown, key=lambda key: limits[key])
    by_agency: dict[str, list[Cell]] = defaultdict(list)
    for cell in (cell for key in order for cell in by_column[key]):
        by_agency[cell.agency].append(cell)
    named = {agency: names.get(agency, agency) for agency in by_agency}
    return Matrix(
        plan=plan,
        agencies=tuple(sorted(named, key=lambda one: (vietnamese_order(named[one]), one))),
        names=named,
        columns=tuple(Column(key, shown[key], *_count(by_column[key])) for key in order),
        cells={(cell.agency, cell.column): cell for some in by_agency.values() for cell in some},
        counts={agency: _count(some) for agency, some in by_agency.items()},
    )


def _count(cells: list[Cell]) -> Count:
    owed = [cell for cell in cells if cell.stands not in NOT_OWED]
    return sum(cell.stands in DONE for cell in owed), len(owed)
