"""The runs that have ended, and when the next ones have something to do."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.deadlines.rules import VIETNAM
from engine.ledger.connection import writing
from engine.ledger.ledger import Ledger
from engine.ledger.tables import events, obligations, runs

_O = obligations.c
MINUTE_WRITTEN = len("2024-12-10T08:00")


@dataclass(frozen=True)
class RunRow:
    """A run that has ended, and what it counted."""

    at: dt.datetime
    result: dict[str, Any]


def record_run(ledger: Ledger, at: dt.datetime, result: str) -> None:
    """Remember that a run has ended."""
    ledger.prepare()
    with writing(ledger.engine) as connection:
        connection.execute(sa.insert(runs).values(at=at, result=result))
        connection.commit()


def last_run(connection: sa.Connection, at: dt.datetime | None = None) -> RunRow | None:
    """Return the newest run, or the newest of those that were by `at`."""
    return next(iter(last_runs(connection, at, 1)), None)


def last_runs(connection: sa.Connection, at: dt.datetime | None, at_most: int) -> list[RunRow]:
    """Return some runs, the newest first."""
    query = sa.select(runs).limit(at_most)
    if at is None:
        query = query.order_by(runs.c.id.desc())
    else:
        query = query.where(runs.c.at <= at).order_by(runs.c.at.desc(), runs.c.id.desc())
    return [RunRow(row.at, json.loads(row.result)) for row in connection.execute(query)]


def began_at(connection: sa.Connection) -> dt.datetime | None:
    """Return when the first thing was recorded: before it no run could have been."""
    first = connection.execute(sa.select(sa.func.min(events.c.at))).scalar()
    return dt.datetime.fromisoformat(first) if first else None


def looks_ahead(connection: sa.Connection, until: dt.datetime) -> Counter[dt.datetime]:
    """Return at how many obligations a run must look from each moment on, should nothing happen before: one index."""
    return _by_minute(connection, _O.next_action_at, _O.next_action_at <= until)


def limits_ahead(connection: sa.Connection, after: dt.datetime, until: dt.datetime) -> Counter[dt.datetime]:
    """Return how many limits of open obligations end at each moment: a stretch of one index."""
    ends = (_O.missed_at > after) & (_O.missed_at <= until)
    return _by_minute(connection, _O.missed_at, (_O.standing == "open") & ends)


def _by_minute(
    connection: sa.Connection, moment: sa.Column[Any], condition: sa.ColumnElement[bool]
) -> Counter[dt.datetime]:
    minute = sa.func.substr(sa.type_coerce(moment, sa.String), 1, MINUTE_WRITTEN)
    found = connection.execute(sa.select(minute, sa.func.count()).where(condition).group_by(minute))
    return Counter({dt.datetime.fromisoformat(written).replace(tzinfo=VIETNAM): number for written, number in found})
