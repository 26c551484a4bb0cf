"""Where things stand at a moment, counting only what was recorded by then: what screens, pages and verbs show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, PlanHead, read_address_book
from engine.ledger.reader import letters_sent, tracked_at
from engine.ledger.registers import last_import
from engine.obligations.ladder import soon_at
from engine.obligations.states import Flag, State, flags_of, state_of
from engine.obligations.values import Tracked, agency_of


@dataclass(frozen=True)
class Line:
    """One obligation as lists show it; `from_agencies` and `to_agencies` are whose it was and who carries it on, by name."""

    tracked: Tracked
    agency_name: str
    state: State
    flags: tuple[Flag, ...]
    reminders_sent: int
    from_agencies: tuple[str, ...] = ()
    to_agencies: tuple[str, ...] = ()

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
    """Where everything stands at `at`; `imported_at` is how old what is known of incoming documents is."""

    at: dt.datetime
    plans: tuple[PlanStanding, ...]
    book: AddressBook
    imported_at: dt.datetime | None = None

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
    sent = letters_sent(connection, at, only)
    soon = partial(soon_at, calendar=calendar)
    found = tracked_at(connection, at, plan, only)
    lines = [line_of(book, one, at, soon(one.facts), sent.get(one.id, 0)) for one in found]
    plans = tuple(
        PlanStanding(head, mine)
        for head in book.plans.values()
        if (mine := tuple(line for line in lines if line.tracked.obligation.plan == head.id))
    )
    return Standing(at, plans, book, last_import(connection, at))


def line_of(book: AddressBook, tracked: Tracked, at: dt.datetime, soon: dt.datetime | None, sent: int) -> Line:
    """Return one obligation as it stands at `at`; `soon` is from when its limit is near."""
    facts = tracked.facts
    return Line(
        tracked=tracked,
        agency_name=book.name(tracked.obligation.agency),
        state=state_of(facts, at, soon),
        flags=tuple(flags_of(facts)),
        reminders_sent=sent,
        from_agencies=_agencies(book, facts.predecessors),
        to_agencies=_agencies(book, facts.successors),
    )


def responsible_now(connection: sa.Connection, book: AddressBook, tracked: Tracked, at: dt.datetime) -> tuple[str, ...]:
    """Return by name who carries on what was handed on, hand-overs followed to their end; nobody for what was not."""
    last: list[str] = []
    seen, wanted = {tracked.id}, list(tracked.facts.successors)
    while wanted:
        seen.update(wanted)
        reached = tracked_at(connection, at, only=wanted)
        last += [one.id for one in reached if not one.facts.successors]
        wanted = [further for one in reached for further in one.facts.successors if further not in seen]
    return _agencies(book, last or tracked.facts.successors)


def _agencies(book: AddressBook, obligations: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(book.name(agency_of(obligation)) for obligation in obligations))
