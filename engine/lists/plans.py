"""The plans followed: how far each has come, on which days its limits fall, and the scoreboard that offices publish."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.ledger.address_book import PlanHead
from engine.obligations.states import State, sent_in_time
from engine.standing import Line

DONE: tuple[State, ...] = ("done_on_time", "done_late", "awaiting_review")
NOT_COUNTED: tuple[State, ...] = ("withdrawn", "before_tracking", "ongoing")


@dataclass(frozen=True)
class PlanRow:
    """One plan in the list: how many obligations are in each state, and the next limit that is not past."""

    head: PlanHead
    states: Mapping[State, int]
    next_limit: dt.datetime | None = None

    @property
    def owed(self) -> int:
        """Return how many are owed by a day."""
        return sum(number for state, number in self.states.items() if state not in NOT_COUNTED)

    @property
    def recorded(self) -> int:
        """Return of how many of these a result was recorded."""
        return sum(self.states.get(state, 0) for state in DONE)

    @property
    def late(self) -> int:
        """Return how many are past their limit without a result."""
        return self.states.get("overdue", 0)


@dataclass(frozen=True)
class Mark:
    """One day on which limits fall: how many, of how many a result was recorded, how many are late."""

    last_day: dt.date
    owed: int
    recorded: int
    late: int


@dataclass(frozen=True)
class Score:
    """The two-by-two of a set of limits: done in time or after, not done within the limit or past it.

    The four categories are those in which the Government's monitoring of assigned tasks reports (hoàn thành đúng hạn,
    hoàn thành quá hạn; chưa hoàn thành trong hạn, chưa hoàn thành quá hạn).
    """

    done_in_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_late: int = 0

    @property
    def total(self) -> int:
        """Return how many are counted."""
        return self.done_in_time + self.done_late + self.open_in_time + self.open_late


@dataclass(frozen=True)
class PlanPage:
    """One plan whole. `left_out` counts what no score counts, by why."""

    row: PlanRow
    marks: tuple[Mark, ...]
    first: Score
    present: Score
    left_out: Mapping[State, int] = field(default_factory=dict)


def page_of(head: PlanHead, lines: Iterable[Line], at: dt.datetime) -> PlanPage:
    """Return the page of a plan from its obligations as they stood at `at`."""
    lines = tuple(lines)
    states = Counter(line.state for line in lines)
    limits = [line.tracked.facts.missed_at for line in lines if line.state not in NOT_COUNTED]
    ahead = (limit for limit in limits if limit is not None and limit > at)
    return PlanPage(
        row=PlanRow(head, states, min(ahead, default=None)),
        marks=tuple(_marks(lines)),
        first=_score(lines, at, first=True),
        present=_score(lines, at, first=False),
        left_out={state: states[state] for state in NOT_COUNTED if states[state]},
    )


def _marks(lines: Iterable[Line]) -> Iterable[Mark]:
    by_day: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        missed = line.tracked.facts.missed_at
        if missed is not None and line.state not in NOT_COUNTED:
            by_day[last_day_of(missed)].append(line)
    for day, some in sorted(by_day.items()):
        late = sum(line.state == "overdue" for line in some)
        yield Mark(day, len(some), sum(line.state in DONE for line in some), late)


def last_day_of(missed_at: dt.datetime) -> dt.date:
    """Return the last day in time of a limit that is missed at an instant."""
    return (missed_at - dt.timedelta(microseconds=1)).date()


def _score(lines: Iterable[Line], at: dt.datetime, *, first: bool) -> Score:
    found: Counter[tuple[bool, bool]] = Counter()
    for line in lines:
        facts = line.tracked.facts
        limit = facts.first_missed_at if first else facts.missed_at
        if line.state in NOT_COUNTED or limit is None:
            continue
        in_time = sent_in_time(facts.done.sent, limit) if facts.done else at < limit
        found[facts.done is not None, in_time] += 1
    return Score(found[True, True], found[True, False], found[False, True], found[False, False])
