"""Renewing: fresh links by fresh letters, to the contact on record and nobody else, once a day for an address.

The rung `renewed-20241211` stands for it: unique for each obligation and address, as every rung is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.outbox import Drafted, Reminder
from engine.ledger.tables import reminders
from engine.ledger.unit import Unit
from engine.obligations.ladder import RENEWED
from engine.obligations.values import Tracked
from engine.steps.addresses import Address
from engine.steps.drafting import Desk, Spoken, new_uid


def renew(ledger: Ledger, unit: Unit, letters: Iterable[str]) -> list[str]:
    """Draft for what is still open in these letters one letter an address, to leave next; return the addresses.

    Who has had one today gets no other; whom nobody knows the address of, none.
    """
    book, rung = read_address_book(unit.connection), f"{RENEWED}-{unit.at:%Y%m%d}"
    desk = Desk(ledger.settings, book, ledger.calendar, ledger.keys.links)
    by_email: dict[str, list[Tracked]] = defaultdict(list)
    for tracked in _open_in(unit, letters):
        email = book.email(tracked.obligation.agency, unit.at.date())
        if email and not _had_one(unit, email, rung):
            by_email[email].append(tracked)
    outbox.add(unit.connection, [_draft(unit, desk, to, of, rung) for to, of in by_email.items()], unit.at)
    return list(by_email)


def _open_in(unit: Unit, letters: Iterable[str]) -> list[Tracked]:
    ids = (obligation for uid in letters for obligation in outbox.obligations_of(unit.connection, uid))
    spoken_of = (unit.tracked(obligation) for obligation in dict.fromkeys(ids))
    return [tracked for tracked in spoken_of if not tracked.facts.settled]


def _had_one(unit: Unit, email: str, rung: str) -> bool:
    query = sa.select(reminders.c.id).where(reminders.c.email == email, reminders.c.rung == rung).limit(1)
    return unit.connection.execute(query).first() is not None


def _draft(unit: Unit, desk: Desk, email: str, of: list[Tracked], rung: str) -> Drafted:
    uid, to = new_uid(), Address(email)
    written = desk.write(uid, [Spoken(tracked, (rung,)) for tracked in of], unit.at, to)
    unit.note("link_renewed", {"to": email}, letter=uid)
    reached = tuple(Reminder(tracked.id, rung, tracked.facts.version) for tracked in of)
    out = desk.outgoing(uid, to, "now", written)
    return Drafted(out, written.letter, unit.last_seq, reached, desk.token(uid))
