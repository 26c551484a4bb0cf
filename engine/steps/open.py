"""Open: plans roll on by themselves. New occurrences of what recurs open 400 days ahead, reorganised agencies are followed.

Everything else that a changed spec or group would change waits for `diff` and `apply`. A plan says in `look_at` when it
must be looked at again, so that a run costs nothing on the days between.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from engine.deadlines.rules import VIETNAM, Every
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import tracked_all
from engine.ledger.tables import plans
from engine.ledger.unit import Unit
from engine.obligations.difference import Difference
from engine.steps.actors import AUTOMATIC
from engine.steps.changes import Changing, PlanFile, changes_of, only_rolled_on

ROLLS_ON_EVERY = dt.timedelta(days=30)


def open_due(ledger: Ledger, at: dt.datetime, plan: str | None = None) -> int:
    """Open what has come into reach, in every plan or in one; return how many obligations."""
    with ledger.read() as connection:
        if connection.execute(_due(at, plan).limit(1)).first() is None:
            return 0
    with ledger.write(at, AUTOMATIC) as unit:
        opened = [
            _rolled_on(ledger, unit, row.id, row.spec) for row in unit.connection.execute(_due(unit.at, plan)).all()
        ]
        ledger.commit(unit)
    return sum(opened)


def _due(at: dt.datetime, plan: str | None) -> sa.Select[tuple[str, str]]:
    query = sa.select(plans.c.id, plans.c.spec).where(plans.c.look_at <= at).order_by(plans.c.id)
    return query if plan is None else query.where(plans.c.id == plan)


def _rolled_on(ledger: Ledger, unit: Unit, plan: str, stored: str) -> int:
    file = PlanFile.stored(stored)
    changes = rolling_changes(unit.connection, ledger, file, unit.at)
    office = ledger.settings.office or read_address_book(unit.connection).plans[plan].coordinator
    Changing(unit, file, ledger.calendar, office).make(changes)
    again = sa.update(plans).where(plans.c.id == plan).values(look_at=look_again_at(file, unit.at))
    unit.connection.execute(again)
    return len(changes.added)


def rolling_changes(connection: sa.Connection, ledger: Ledger, file: PlanFile, at: dt.datetime) -> Difference:
    """Return what a run at `at` opens and hands on by itself."""
    changes = changes_of(connection, file, ledger.calendar, at)
    return only_rolled_on(changes, tracked_all(connection, file.spec.plan.id))


def look_again_at(file: PlanFile, at: dt.datetime) -> dt.datetime | None:
    """Return when a plan must be looked at again: the next reorganisation, or a month on where it recurs without end."""
    if file.spec.plan.status != "in-force":
        return None
    coming = [_midnight(one.date) for one in file.directory.successions if _midnight(one.date) > at]
    if file.spec.plan.period.end is None and _recurs(file):
        coming.append(at + ROLLS_ON_EVERY)
    return min(coming, default=None)


def _recurs(file: PlanFile) -> bool:
    tasks = (task.due for assignment in file.spec.assignments for task in assignment.tasks)
    return any(isinstance(due, Every) for due in (*tasks, *(report.due for report in file.spec.reports)))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), VIETNAM)
