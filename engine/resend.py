"""Resend: a person decides on a letter that the mail server refused: once more, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.unit import Unit
from engine.steps.drafting import Desk
from engine.steps.waiting import move_to, refresh


class NotRefusedError(PhancongError):
    """Thư này không còn ở tình trạng bị máy chủ thư từ chối."""


@dataclass(frozen=True)
class Resent:
    """Letters that wait to be sent again, and those no longer needed because everything in them was answered."""

    going: tuple[str, ...]
    dropped: tuple[str, ...]


def try_again(ledger: Ledger, letters: Collection[str], at: dt.datetime) -> Resent:
    """Let refused letters go once more, each said as of now. The caller delivers."""
    with ledger.write(at) as unit:
        refused = [uid for uid in letters if outbox.end_failed(unit.connection, uid, "pending")]
        if not refused:
            raise NotRefusedError
        desk = Desk(ledger.settings, read_address_book(unit.connection), ledger.calendar, ledger.keys.links)
        going = tuple(uid for uid in refused if _again(unit, desk, uid))
        ledger.commit(unit)
    return Resent(going, tuple(uid for uid in refused if uid not in going))


def _again(unit: Unit, desk: Desk, uid: str) -> bool:
    if outbox.rungs_of(unit.connection, uid) and not refresh(unit, desk, uid):
        return False
    if outbox.waiting_letter(unit.connection, uid).mode == "auto":
        move_to(unit, uid)
    unit.note("letter_retried", {}, letter=uid)
    return True


def set_aside(ledger: Ledger, letters: Collection[str], at: dt.datetime) -> tuple[str, ...]:
    """Give refused letters up: what they say is told another way. Return which."""
    with ledger.write(at) as unit:
        refused = tuple(uid for uid in letters if outbox.end_failed(unit.connection, uid, "dropped"))
        if not refused:
            raise NotRefusedError
        for uid in refused:
            to = outbox.waiting_letter(unit.connection, uid).email
            unit.note("letter_dropped", {"to": to, "because": "set_aside"}, letter=uid)
        ledger.commit(unit)
    return refused
