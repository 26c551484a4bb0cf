"""Recalculate: when the working calendar has changed, every open obligation's limit and reminders are reckoned anew.

A decree that swaps working days (hoán đổi ngày làm việc) moves limits that roll off days off, terms in working days and
"the last working day"; the agencies that had been told another day are told of it once. Runs notice by the calendar's
digest, so that a changed table never waits for anybody to remember it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import counted, moved
from engine.deadlines.rules import After, Ahead, Due
from engine.ledger.ledger import Ledger
from engine.ledger.reader import tracked_all
from engine.ledger.tables import meta, plans
from engine.ledger.unit import Unit
from engine.obligations.values import Obligation, Tracked
from engine.steps.actors import AUTOMATIC
from engine.steps.changes import PlanFile, changes_of, limit_data

CALENDAR = "calendar"


@dataclass(frozen=True)
class Recalculation:
    """An open obligation whose limit falls on another day now; `due` and `moved_to` are the new one."""

    tracked: Tracked
    obligation: Obligation
    due: Due
    moved_to: dt.date | None


def recalculate(ledger: Ledger, at: dt.datetime) -> list[Recalculation]:
    """Bring every open obligation up to the calendar, once for each change of it."""
    with ledger.read() as connection:
        if _known(connection) == ledger.calendar.digest:
            return []
    with ledger.write(at, AUTOMATIC) as unit:
        found = recalculations(unit.connection, ledger.calendar, unit.at)
        for one in found:
            unit.redefine(one.obligation)
            unit.record("recalculated", one.tracked.id, limit_data(one.due, ledger.calendar))
        _look_at_all(unit)
        remember(unit.connection, ledger.calendar)
        ledger.commit(unit)
    return found


def recalculations(connection: sa.Connection, calendar: WorkingCalendar, at: dt.datetime) -> list[Recalculation]:
    """Return what a calendar moves among the obligations that are open."""
    if _known(connection) is None:
        return []
    specs = connection.execute(sa.select(plans.c.spec)).scalars().all()
    defined = {one.id: one for spec in specs for one in _redefined(connection, spec, calendar, at)}
    tracked = (one for one in tracked_all(connection) if not one.facts.settled)
    return [found for one in tracked for found in _recalculated(one, defined.get(one.id, one.obligation), calendar)]


def _redefined(
    connection: sa.Connection, spec: str, calendar: WorkingCalendar, at: dt.datetime
) -> Iterator[Obligation]:
    """Return the obligations whose rule itself names another day: "the last working day of the month"."""
    file = PlanFile.stored(spec)
    return (redating.obligation for redating in changes_of(connection, file, calendar, at).redated)


def _recalculated(tracked: Tracked, obligation: Obligation, calendar: WorkingCalendar) -> Iterator[Recalculation]:
    facts = tracked.facts
    due = obligation.due if obligation.due != tracked.obligation.due else facts.due
    if facts.event_at is not None and isinstance(obligation.due, After | Ahead):
        due = counted(obligation.due, facts.event_at, calendar)
    moved_to = moved(due, calendar)
    if (due, moved_to) != (facts.due, facts.moved_to):
        yield Recalculation(tracked, obligation, due, moved_to)


def _look_at_all(unit: Unit) -> None:
    """Reckon reminders anew too: they are counted in working days."""
    for tracked in tracked_all(unit.connection):
        if not tracked.facts.settled:
            unit.look_again(tracked)


def _known(connection: sa.Connection) -> str | None:
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == CALENDAR)).scalar()


def remember(connection: sa.Connection, calendar: WorkingCalendar) -> None:
    """Keep which calendar the ledger has been reckoned with."""
    connection.execute(sa.delete(meta).where(meta.c.key == CALENDAR))
    connection.execute(sa.insert(meta).values(key=CALENDAR, value=calendar.digest))


def remember_first(connection: sa.Connection, calendar: WorkingCalendar) -> None:
    """Keep the calendar with which the first plan is adopted; a later one is noticed by the next run."""
    if _known(connection) is None:
        remember(connection, calendar)
