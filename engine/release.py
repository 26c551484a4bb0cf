"""Release: a person lets a held letter go. It is said anew as of that moment, and leaves at once, or after a moment to undo it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow, letter_rows
from engine.ledger.registers import last_import
from engine.ledger.unit import Unit
from engine.register.freshness import ask_for_import, is_fresh
from engine.steps.releasing import desk_of, let_go
from engine.steps.waiting import refresh


class NothingHeldError(PhancongError):
    """Không có thư nào đang chờ phát hành cho đầu việc này."""


class AlreadyGoneError(PhancongError):
    """Thư đã gửi, không hoàn tác được nữa."""


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
        gone = let_go(ledger, unit, _held_for(unit, obligations))
        asks = _asks(ledger, unit, at)
        ledger.commit(unit)
    return Released(gone.going, gone.dropped, asks)


def release_letters(ledger: Ledger, uids: Iterable[str], at: dt.datetime) -> Released:
    """Let go these letters, those that are still held. The caller delivers."""
    with ledger.write(at) as unit:
        held = set(outbox.held(unit.connection).values())
        gone = let_go(ledger, unit, [uid for uid in uids if uid in held])
        ledger.commit(unit)
    return Released(gone.going, gone.dropped)


def schedule(ledger: Ledger, uids: Iterable[str], at: dt.datetime, wait: dt.timedelta) -> tuple[str, ...]:
    """Let held letters leave after `wait`, by whoever comes first then, this terminal or a run; return which.

    Until then `unschedule` takes it back as if nothing had been.
    """
    with ledger.write(at) as unit:
        held = set(outbox.held(unit.connection).values())
        going = tuple(uid for uid in uids if uid in held)
        if not going:
            raise NothingHeldError
        for uid in going:
            outbox.schedule(unit.connection, uid, unit.at + wait)
            unit.note("letter_scheduled", {}, letter=uid)
        ledger.commit(unit)
    return going


def unschedule(ledger: Ledger, uids: Iterable[str], at: dt.datetime) -> tuple[str, ...]:
    """Hold again what has not left; return which. Raises AlreadyGoneError when everything has."""
    with ledger.write(at) as unit:
        held = set(outbox.held(unit.connection).values())
        back = tuple(uid for uid in uids if uid in held)
        if not back:
            raise AlreadyGoneError
        for uid in back:
            outbox.schedule(unit.connection, uid, None)
            unit.note("letter_unscheduled", {}, letter=uid)
        ledger.commit(unit)
    return back


def letters_as_of(ledger: Ledger, uids: Iterable[str], at: dt.datetime) -> list[LetterRow]:
    """Return held letters exactly as they would go out at `at`; those that nothing is left to say in are left out.

    Nothing of it is kept.
    """
    with ledger.write(at) as unit:
        desk, held = desk_of(ledger, unit), set(outbox.held(unit.connection).values())
        said = [uid for uid in uids if uid in held and refresh(unit, desk, uid)]
        rows = {row.uid: row for row in letter_rows(unit.connection, uids=said)}
    return [rows[uid] for uid in said]


def asks_first(ledger: Ledger, at: dt.datetime) -> str:
    """Return what a person should do before an urging: empty while the register of incoming documents is fresh."""
    with ledger.read() as connection:
        imported_at = last_import(connection, ledger.as_of(connection, at))
    return "" if is_fresh(imported_at, at, ledger.calendar) else ask_for_import(imported_at)


def _asks(ledger: Ledger, unit: Unit, at: dt.datetime) -> str:
    imported_at = last_import(unit.connection, unit.at)
    return "" if is_fresh(imported_at, at, ledger.calendar) else ask_for_import(imported_at)


def _held_for(unit: Unit, obligations: list[str]) -> list[str]:
    wanted = {unit.tracked(obligation).id for obligation in obligations}
    held = outbox.held(unit.connection).values()
    uids = [uid for uid in held if wanted.intersection(outbox.obligations_of(unit.connection, uid))]
    if not uids:
        raise NothingHeldError
    return uids
