"""Deliver: take letters from the outbox one by one, each under a lease, and hand them over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.connection import writing
from engine.ledger.ledger import HOWEVER_LATE, Ledger
from engine.ledger.outbox import Outgoing
from engine.mail.carriers import Carrier, LetterDelayedError, LetterRefusedError, MailServerError
from engine.mail.message import Parcel, build
from engine.obligations.ladder import is_sending_time
from engine.steps.actors import AUTOMATIC


@dataclass(frozen=True)
class Delivered:
    """How many letters left, how many should have; `trouble` is the sentence for the person who looks."""

    delivered: int = 0
    failed: int = 0
    trouble: str | None = None


def deliver(ledger: Ledger, carrier: Carrier, at: dt.datetime) -> Delivered:
    """Send what waits. Outside sending hours only what a person released. Stops at a server in trouble."""
    delivery = _Delivery(ledger, carrier, at)
    try:
        return delivery.all()
    finally:
        carrier.close()


class _Delivery:
    """One worker's pass over the outbox."""

    def __init__(self, ledger: Ledger, carrier: Carrier, at: dt.datetime) -> None:
        self.ledger, self.carrier, self.at = ledger, carrier, at
        self.who = outbox.holder()
        self.released_only = not is_sending_time(at, ledger.calendar)
        self.delayed: list[str] = []

    def all(self) -> Delivered:
        if not self._anything_waits():
            return Delivered()
        self._free_dead()
        delivered, refused, trouble = 0, 0, None
        while (letter := self._claim()) is not None:
            try:
                delivered += self._send(letter)
            except LetterRefusedError as error:
                refused += 1
                self._give_up(letter, error)
            except LetterDelayedError as error:
                trouble = self._let_go(letter, error)
            except MailServerError as error:
                trouble = self._let_go(letter, error)
                break
        return Delivered(delivered, refused + (self._undelivered() if trouble else 0), trouble)

    def _anything_waits(self) -> bool:
        with self.ledger.read() as connection:
            return outbox.anything_on_its_way(connection)

    def _free_dead(self) -> None:
        with writing(self.ledger.engine) as connection:
            outbox.free_dead(connection)
            connection.commit()

    def _claim(self) -> Outgoing | None:
        with writing(self.ledger.engine) as connection:
            letter = outbox.claim(connection, self.who, self.delayed, released_only=self.released_only)
            connection.commit()
        return letter

    def _send(self, letter: Outgoing) -> int:
        parcel = Parcel(letter.uid, letter.email, letter.subject, letter.text, letter.html, letter.message_id)
        self.carrier.send(build(parcel, self.ledger.settings, self.at), letter.uid)
        with self.ledger.write(self.at, AUTOMATIC, HOWEVER_LATE) as unit:
            ours = outbox.mark(unit.connection, letter.uid, self.who, "sent", at=unit.at)
            if ours:
                unit.note("letter_sent", {"to": letter.email}, letter=letter.uid)
            self.ledger.commit(unit)
        return int(ours)

    def _give_up(self, letter: Outgoing, error: PhancongError) -> None:
        with self.ledger.write(self.at, AUTOMATIC, HOWEVER_LATE) as unit:
            if outbox.mark(unit.connection, letter.uid, self.who, "failed", error=error.message):
                unit.note("letter_refused", {"to": letter.email}, letter=letter.uid)
            self.ledger.commit(unit)

    def _let_go(self, letter: Outgoing, error: PhancongError) -> str:
        """Put a letter back for a later run; return why."""
        with writing(self.ledger.engine) as connection:
            outbox.mark(connection, letter.uid, self.who, "pending", error=error.message)
            connection.commit()
        self.delayed.append(letter.uid)
        return error.message

    def _undelivered(self) -> int:
        with self.ledger.read() as connection:
            return outbox.undelivered(connection, released_only=self.released_only)
