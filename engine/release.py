"""Release: a person lets a held letter go. It is said anew as of that moment, and leaves at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.registers import last_import
from engine.ledger.unit import Unit
from engine.register.freshness import ask_for_import, is_fresh
from engine.steps.drafting import Desk
from engine.steps.waiting import refresh


class NothingHeldError(PhancongError):
    """Không có thư nào đang chờ phát hành cho đầu việc này."""


@dataclass(frozen=True)
class Released:
    """Letters let go, and those no longer needed because everything in them was answered meanwhile.

    `asks` is what a person should do before an urging: empty while the register of incoming documents is fresh.
    """

    released: tuple[str, ...]
    dropped: tuple[str, ...]
    asks: str = ""


def release(ledger: Ledger, obligations: list[str], at: dt.datetime) -> Released:
    """Let go the letters held for these obligations; a letter for several goes once. The caller delivers."""
    with ledger.write(at) as unit:
        uids = _held_for(unit, obligations)
        if not uids:
            raise NothingHeldError
        desk = Desk(ledger.settings, read_address_book(unit.connection), ledger.calendar, ledger.keys.links)
        going = [uid for uid in uids if _let_go(unit, desk, uid)]
        imported_at = last_import(unit.connection, unit.at)
        ledger.commit(unit)
    asks = "" if is_fresh(imported_at, at, ledger.calendar) else ask_for_import(imported_at)
    return Released(tuple(going), tuple(uid for uid in uids if uid not in going), asks)


def _held_for(unit: Unit, obligations: list[str]) -> list[str]:
    wanted = {unit.tracked(obligation).id for obligation in obligations}
    held = outbox.held(unit.connection).values()
    return [uid for uid in held if wanted.intersection(outbox.obligations_of(unit.connection, uid))]


def _let_go(unit: Unit, desk: Desk, uid: str) -> bool:
    if not refresh(unit, desk, uid):
        return False
    outbox.release(unit.connection, uid, unit.at)
    unit.note("letter_released", {}, letter=uid)
    if outbox.waiting_letter(unit.connection, uid).audience == "agency":
        for obligation in outbox.obligations_of(unit.connection, uid):
            unit.record("urged", obligation, letter=uid)
    return True
