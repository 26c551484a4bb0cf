"""Deliver: take letters from the outbox, some at a time under a lease, and hand them over one by one."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import suppress
from dataclasses import dataclass

from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.connection import writing, writing_at_once
from engine.ledger.ledger import HOWEVER_LATE, Ledger
from engine.ledger.outbox import HandedOver, Outgoing
from engine.mail.carriers import Carrier, LetterDelayedError, LetterRefusedError, MailServerError
from engine.mail.message import Mail, Parcel, sealed
from engine.mail.services import Services
from engine.obligations.ladder import is_sending_time
from engine.steps.actors import AUTOMATIC

TOLD_TOGETHER = 500  # letters handed over before the log hears of them


@dataclass(frozen=True)
class Delivered:
    """How many letters left, how many should have; `notices` are those to our own side, counted apart.

    `trouble` is the sentence for the person who looks.
    """

    delivered: int = 0
    failed: int = 0
    trouble: str | None = None
    notices: int = 0


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
        self.delivered = self.refused = self.notices = 0
        self.services = Services(ledger.settings.alert_urls)
        self.trouble: str | None = None
        self.renewed = 0.0
        self.told = 0
        self.made: dict[str, Mail] = {}

    def all(self) -> Delivered:
        if not self._anything_waits():
            return Delivered()
        self._free_dead()
        self._record_handed()
        with writing_at_once(self.ledger.engine) as connection:
            handing = outbox.HandedOver(connection, self.who)
            try:
                self._send_all(handing)
            finally:
                handing.close()
                self._record_handed()
        failed = self.refused + (self._undelivered() if self.trouble else 0)
        return Delivered(self.delivered, failed, self.trouble, self.notices)

    def _send_all(self, handing: HandedOver) -> None:
        while claimed := self._claim():
            try:
                self._send_some(claimed, handing)
            except MailServerError as error:
                self.trouble = error.message
                return
            if self.delivered - self.told >= TOLD_TOGETHER:
                self._record_handed()

    def _anything_waits(self) -> bool:
        with self.ledger.read() as connection:
            return outbox.anything_on_its_way(connection)

    def _free_dead(self) -> None:
        with writing(self.ledger.engine) as connection:
            outbox.free_dead(connection)
            connection.commit()

    def _claim(self) -> list[Outgoing]:
        with writing(self.ledger.engine) as connection:
            letters = outbox.claim(connection, self.who, self.delayed, released_only=self.released_only)
            connection.commit()
        self.renewed = time.monotonic()
        return letters

    def _send_some(self, claimed: list[Outgoing], handing: HandedOver) -> None:
        """Send what was claimed; what a server in trouble leaves over is put back, each with the reason."""
        left = list(claimed)
        try:
            while left:
                self._keep_leases()
                self._send(left[0], handing, left[1:2])
                left.pop(0)
        except MailServerError as error:
            self._let_go(left, error)
            raise

    def _make(self, letters: list[Outgoing]) -> None:
        """Make the mails that come next; one that cannot be made is an error only when its turn has come."""
        with suppress(Exception):
            self.made = {letter.uid: self._mail(letter) for letter in letters}

    def _mail(self, letter: Outgoing) -> Mail:
        parcel = Parcel(
            letter.uid,
            letter.email,
            letter.subject,
            letter.text,
            letter.html,
            letter.message_id,
            calendar=letter.calendar,
            follows=letter.follows,
        )
        return sealed(parcel, self.ledger.settings, self.at)

    def _send(self, letter: Outgoing, handing: HandedOver, following: list[Outgoing]) -> None:
        carrier = self.services if letter.audience == "services" else self.carrier
        mail = self.made.get(letter.uid) or self._mail(letter)
        try:
            carrier.send(mail, letter.uid, lambda: self._make(following))
        except LetterRefusedError as error:
            self.refused += 1
            self._give_up(letter, error)
        except LetterDelayedError as error:
            self.trouble = error.message
            self._let_go([letter], error)
        else:
            ours = handing.mark(letter.uid, self.at)
            self.notices += ours and letter.audience in outbox.OURS
            self.delivered += ours and letter.audience not in outbox.OURS

    def _keep_leases(self) -> None:
        """Renew what we hold while a slow server keeps us waiting."""
        if time.monotonic() - self.renewed > outbox.LEASE_SECONDS / 5:
            with writing(self.ledger.engine) as connection:
                outbox.renew(connection, self.who)
                connection.commit()
            self.renewed = time.monotonic()

    def _record_handed(self) -> None:
        """Let the log know of what has left, of a process that died too."""
        with self.ledger.read() as connection:
            if not outbox.handed(connection):
                return
        with self.ledger.write(self.at, AUTOMATIC, HOWEVER_LATE) as unit:
            left = outbox.handed(unit.connection)
            outbox.mark_sent(unit.connection, [uid for uid, _ in left])
            for uid, email in left:
                unit.note("letter_sent", {"to": email}, letter=uid)
            self.ledger.commit(unit)
        self.told = self.delivered

    def _give_up(self, letter: Outgoing, error: PhancongError) -> None:
        with self.ledger.write(self.at, AUTOMATIC, HOWEVER_LATE) as unit:
            if outbox.end_claim(unit.connection, [letter.uid], self.who, "failed", error.message):
                unit.note("letter_refused", {"to": letter.email}, letter=letter.uid)
            self.ledger.commit(unit)

    def _let_go(self, letters: list[Outgoing], error: PhancongError) -> None:
        """Put letters back for a later run, with the reason."""
        uids = [letter.uid for letter in letters]
        with writing(self.ledger.engine) as connection:
            outbox.end_claim(connection, uids, self.who, "pending", error.message)
            connection.commit()
        self.delayed += uids

    def _undelivered(self) -> int:
        with self.ledger.read() as connection:
            return outbox.undelivered(connection, released_only=self.released_only)
