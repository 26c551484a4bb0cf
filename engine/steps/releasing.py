"""Letting held letters go: said as of now, at once or when the moment to undo it has passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.unit import Unit
from engine.steps.drafting import Desk
from engine.steps.waiting import refresh


@dataclass(frozen=True)
class LetGo:
    """Letters let go, and those no longer needed because everything in them was answered meanwhile."""

    going: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def let_go(ledger: Ledger, unit: Unit, uids: Iterable[str]) -> LetGo:
    """Let letters go, each said as of the unit's moment."""
    desk = desk_of(ledger, unit)
    wanted = list(uids)
    going = [uid for uid in wanted if _let_go(unit, desk, uid)]
    return LetGo(tuple(going), tuple(uid for uid in wanted if uid not in going))


def desk_of(ledger: Ledger, unit: Unit) -> Desk:
    """Return what letters are written with."""
    return Desk(ledger.settings, read_address_book(unit.connection), ledger.calendar, ledger.keys.links)


def release_due(ledger: Ledger, at: dt.datetime) -> LetGo:
    """Let go the letters whose moment has come: who was to do it may have gone. Every run does so before it delivers."""
    with ledger.read() as connection:
        if not outbox.leaving(connection, at):
            return LetGo()
    with ledger.write(at) as unit:
        gone = let_go(ledger, unit, outbox.leaving(unit.connection, unit.at))
        ledger.commit(unit)
    return gone


def _let_go(unit: Unit, desk: Desk, uid: str) -> bool:
    if not refresh(unit, desk, uid):
        return False
    outbox.release(unit.connection, uid, unit.at)
    unit.note("letter_released", {}, letter=uid)
    if outbox.waiting_letter(unit.connection, uid).audience == "agency":
        for obligation in outbox.obligations_of(unit.connection, uid):
            unit.record("urged", obligation, letter=uid)
    return True
