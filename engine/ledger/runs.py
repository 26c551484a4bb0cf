"""The runs that have ended: what `doctor` and the terminal tell the watcher from."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.ledger.connection import writing
from engine.ledger.ledger import Ledger
from engine.ledger.tables import runs


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


def last_run(connection: sa.Connection) -> RunRow | None:
    """Return the newest run."""
    row = connection.execute(sa.select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    return None if row is None else RunRow(row.at, json.loads(row.result))
