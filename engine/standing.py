"""Where things stand at a moment, counting only what was recorded by then: what screens, pages and verbs show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, PlanHead, read_address_book
from engine.ledger.reader import letters_sent, tracked_at
from engine.obligations.ladder import soon_at
from engine.obligations.states import Flag, State, flags_of, state_of
from engine.obligations.values import Tracked


@dataclass(frozen=True)
class Line:
    """One obligation as lists show it."""

    tracked: Tracked
    agency_name: str
    state: State
    flags: tuple[Flag, ...]
    reminders_sent: int

    @property
    def id(self) -> str:
        """Return the obligation's id."""
        return self.tracked.id


@dataclass(frozen=True)
class PlanStanding:
    """One plan with its obligations, in the order of the document."""

    plan: PlanHead
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[State, int]:
        """Return how many obligations are in each state that occurs."""
        return dict(Counter(line.state for line in self.lines))


@dataclass(frozen=True)
class Standing:
    """Where everything stands at `at`."""

    at: dt.datetime
    plans: tuple[PlanStanding, ...]
    book: AddressBook

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the obligations of all plans."""
        return tuple(line for plan in self.plans for line in plan.lines)


def standing(
    connection: sa.Connection,
    calendar: WorkingCalendar,
    at: dt.datetime,
    plan: str | None = None,
    only: Collection[str] | None = None,
) -> Standing:
    """Read where things stand: of every plan, of one, or of some obligations."""
    book = read_address_book(connection)
    sent = letters_sent(connection, at)
    lines = [line_of(book, calendar, one, at, sent.get(one.id, 0)) for one in tracked_at(connection, at, plan, only)]
    plans = tuple(
        PlanStanding(head, mine)
        for head in book.plans.values()
        if (mine := tuple(line for line in lines if line.tracked.obligation.plan == head.id))
    )
    return Standing(at, plans, book)


def line_of(book: AddressBook, calendar: WorkingCalendar, tracked: Tracked, at: dt.datetime, sent: int) -> Line:
    """Return one obligation as it stands at `at`."""
    facts = tracked.facts
    soon = None if facts.settled or facts.missed_at is None else soon_at(facts, calendar)
    return Line(
        tracked=tracked,
        agency_name=book.name(tracked.obligation.agency),
        state=state_of(facts, at, soon),
        flags=tuple(flags_of(facts)),
        reminders_sent=sent,
    )
