"""The matrix of a plan: agencies down, what each owes by when across, a state in each cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.deadlines.rules import Due
from engine.lists.order import vietnamese_order
from engine.obligations.states import State

Key = tuple[str, str]
DONE: tuple[State, ...] = ("done_on_time", "done_late", "awaiting_review")
NOT_OWED: tuple[State, ...] = ("withdrawn", "before_tracking", "ongoing")
LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Cell:
    """One obligation in the matrix."""

    id: str
    agency: str
    column: Key
    state: State
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
    """One column: how many owe it by a day, and of how many it was recorded."""

    key: Key
    heading: Heading
    owed: int
    recorded: int


@dataclass(frozen=True)
class Matrix:
    """The whole: `cells` by agency and column; where there is none, the agency does not owe it."""

    plan: str
    agencies: tuple[str, ...]
    names: Mapping[str, str]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, Key], Cell]

    def recorded(self, agency: str) -> tuple[int, int]:
        """Return of how many obligations of an agency a result was recorded, and how many it owes by a day."""
        found = [cell for column in self.columns if (cell := self.cells.get((agency, column.key)))]
        owed = [cell for cell in found if cell.state not in NOT_OWED]
        return sum(cell.state in DONE for cell in owed), len(owed)


def matrix_of(
    plan: str,
    cells: Iterable[Cell],
    names: Mapping[str, str],
    headings: Callable[[Iterable[str]], Mapping[str, Heading]],
    *,
    undated: bool,
) -> Matrix:
    """Put cells together: columns by their limits, agencies in Vietnamese order.

    `headings` returns what is said over a column for one obligation in each. What no agency owes by a day is left out
    unless `undated`.
    """
    by_column: dict[Key, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_column[cell.column].append(cell)
    shown = {key: some for key, some in by_column.items() if undated or any(one.missed_at for one in some)}
    order = sorted(shown, key=lambda key: min(one.missed_at or LATEST for one in shown[key]))
    heads = headings(shown[key][0].id for key in order)
    found = {(cell.agency, key): cell for key in order for cell in shown[key]}
    agencies = {agency: names.get(agency, agency) for agency, _ in found}
    return Matrix(
        plan=plan,
        agencies=tuple(sorted(agencies, key=lambda one: (vietnamese_order(agencies[one]), one))),
        names=agencies,
        columns=tuple(_column(key, shown[key], heads[shown[key][0].id]) for key in order),
        cells=found,
    )


def _column(key: Key, cells: list[Cell], heading: Heading) -> Column:
    owed = [cell for cell in cells if cell.state not in NOT_OWED]
    return Column(key, heading, len(owed), sum(cell.state in DONE for cell in owed))
