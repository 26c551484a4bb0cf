"""Rehearse: the letters and alerts of a run at some moment, each to be read before there is any. Nothing is kept.

What stands now is taken as it is: of a day further off, what the runs in between would have said is said by this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.errors import PhancongError
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow, last_event_at, letter_rows, tracked_all
from engine.ledger.tables import events, moment_text
from engine.ledger.unit import Unit
from engine.obligations.values import Tracked
from engine.run import RunResult, rehearse

MOST = 1_000  # of each kind are told one by one


class DayIsPastError(PhancongError):
    """Chỉ chạy thử được một ngày từ nay trở đi. Hãy chọn ngày khác."""


@dataclass(frozen=True)
class Told:
    """A letter as it would be written, and the names of those it speaks of."""

    letter: LetterRow
    names: tuple[str, ...]


@dataclass(frozen=True)
class Missed:
    """An alert as it would be raised."""

    tracked: Tracked
    name: str


@dataclass
class Rehearsal:
    """What a run would do; of very many letters or alerts the first are told, all of them counted."""

    at: dt.datetime
    letters: list[Told] = field(default_factory=list)
    alerts: list[Missed] = field(default_factory=list)
    counted: RunResult | None = None

    @property
    def held(self) -> int:
        """Return how many of the letters told wait for a person."""
        return sum(one.letter.mode == "hold" for one in self.letters)


def rehearsal_of(ledger: Ledger, at: dt.datetime) -> Rehearsal:
    """Return what a run at `at` would write and raise; refuse a moment before what is recorded already."""
    with ledger.read() as connection:
        if last_event_at(connection) > moment_text(ledger.as_of(connection, at)):
            raise DayIsPastError
    found = Rehearsal(at)
    found.counted = rehearse(ledger, at, lambda unit: _watch(unit, found))
    return found


def _watch(unit: Unit, found: Rehearsal) -> None:
    names = read_address_book(unit.connection).names
    drafted = letter_rows(unit.connection, uids=_new(unit, "letter_drafted", events.c.letter, found.letters))
    found.letters += [Told(row, tuple(names.get(one, one) for one in row.agencies)) for row in drafted[::-1]]
    raised = tracked_all(unit.connection, only=_new(unit, "alert_raised", events.c.obligation, found.alerts))
    found.alerts += [Missed(one, names.get(one.obligation.agency, one.obligation.agency)) for one in raised]


def _new(unit: Unit, kind: str, of: sa.Column[str], known: Sequence[object]) -> list[str]:
    """Return of what this transaction has recorded something."""
    query = sa.select(of).where(events.c.seq > unit.began, events.c.kind == kind).order_by(events.c.seq)
    return list(unit.connection.execute(query.limit(MOST - len(known))).scalars())
