"""Gather: letters not yet on their way follow what agencies have answered meanwhile, and the days that have passed.

A letter whose every obligation is settled is dropped; one that says too much is said anew. Nobody is asked for what it
has sent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.obligations.ladder import is_sending_time
from engine.steps.actors import AUTOMATIC
from engine.steps.drafting import Desk
from engine.steps.waiting import move_to, refresh, stale


@dataclass(frozen=True)
class Gathered:
    """What the step did: letters dropped, letters said anew."""

    dropped: int = 0
    redrafted: int = 0


def gather(ledger: Ledger, at: dt.datetime) -> Gathered:
    """Bring waiting letters up to date with the answers that have come, and with today when they leave today."""
    with ledger.read() as connection:
        if not any(_behind(connection, ledger, at)):
            return Gathered()
    with ledger.write(at, AUTOMATIC) as unit:
        desk = Desk(ledger.settings, read_address_book(unit.connection), ledger.calendar, ledger.keys.links)
        overtaken, late = _behind(unit.connection, ledger, unit.at)
        kept = {uid: refresh(unit, desk, uid) for uid in dict.fromkeys([*overtaken, *late])}
        for uid in filter(kept.get, late):
            move_to(unit, uid)
        ledger.commit(unit)
    return Gathered(dropped=list(kept.values()).count(False), redrafted=list(kept.values()).count(True))


def _behind(connection: sa.Connection, ledger: Ledger, at: dt.datetime) -> tuple[list[str], list[str]]:
    """Return the letters that answers have overtaken, and those left from an earlier day when letters leave now."""
    late = stale(connection, at, urgent_only=not is_sending_time(at, ledger.calendar))
    return outbox.overtaken(connection), late
