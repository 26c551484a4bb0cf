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

    def __add__(self, other: LetGo) -> LetGo:
        """Return both together."""
        return LetGo((*self.going, *other.going), (*self.dropped, *other.dropped))


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
    """Let go the letters whose moment has come, in the name of who let them go: every run does so, a terminal may end.

    Before new letters are drafted: what a person has let go is not to be overtaken by a newer draft that waits again.
    """
    with ledger.read() as connection:
        if not outbox.leaving(connection, at):
            return LetGo()
    gone = LetGo()
    with ledger.write(at) as unit:
        for person, uids in outbox.leaving_by(unit.connection, unit.at).items():
            unit.actor = person
            gone += let_go(ledger, unit, uids)
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
