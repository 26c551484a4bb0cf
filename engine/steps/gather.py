"""Gather: letters not yet on their way follow what agencies have answered meanwhile.

A letter whose every obligation is settled is dropped; one that says too much is said anew. Nobody is asked for what it
has sent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.unit import Unit
from engine.steps.actors import AUTOMATIC
from engine.steps.drafting import Desk


@dataclass(frozen=True)
class Gathered:
    """What the step did: letters dropped, letters said anew."""

    dropped: int = 0
    redrafted: int = 0


def gather(ledger: Ledger, at: dt.datetime) -> Gathered:
    """Bring waiting letters up to date with the answers that have come."""
    with ledger.read() as connection:
        if not outbox.overtaken(connection):
            return Gathered()
    with ledger.write(at, AUTOMATIC) as unit:
        desk = Desk(ledger.settings, read_address_book(unit.connection), ledger.calendar, ledger.keys.links)
        kept = [refresh(unit, desk, uid) for uid in outbox.overtaken(unit.connection)]
        ledger.commit(unit)
    return Gathered(dropped=kept.count(False), redrafted=kept.count(True))


def refresh(unit: Unit, desk: Desk, uid: str) -> bool:
    """Say a waiting letter as of now; drop it and return False when nothing is left to say."""
    waiting = outbox.waiting_letter(unit.connection, uid)
    tracked = [unit.tracked(obligation) for obligation in outbox.obligations_of(unit.connection, uid)]
    still_open = [t for t in tracked if not t.facts.settled]
    if not still_open:
        outbox.drop(unit.connection, uid)
        unit.note("letter_dropped", {"to": waiting.email, "because": "answered"}, letter=uid)
        return False
    new = {t.id for t in still_open} if waiting.kind == "notice" else set()
    outbox.redraft(unit.connection, uid, desk.letter(uid, still_open, unit.at, waiting.mode, new), unit.last_seq)
    return True
