"""Open link: what stands behind a letter's link. Looking changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.directory.models import Contact
from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import history
from engine.ledger.tables import letters
from engine.links import verify
from engine.obligations.values import Event
from engine.standing import Line, responsible_now, standing


class UnknownLinkError(PhancongError):
    """Liên kết này không đúng hoặc chưa đầy đủ."""


class ExpiredLinkError(PhancongError):
    """Liên kết này đã hết hiệu lực."""


class RevokedLinkError(PhancongError):
    """Liên kết này đã được thu hồi."""


@dataclass(frozen=True)
class Office:
    """Whom to call."""

    name: str
    contact: Contact | None


@dataclass(frozen=True)
class OpenLetter:
    """A letter as its link shows it at `at`. `events` are what has happened, by obligation, in order.

    `responsible` are the names of those who do now what was handed on, by obligation.
    """

    uid: str
    at: dt.datetime
    office: Office
    lines: tuple[Line, ...]
    events: dict[str, tuple[Event, ...]]
    responsible: dict[str, tuple[str, ...]]
    book: AddressBook
    calendar: WorkingCalendar

    @property
    def answerable(self) -> list[str]:
        """Return the obligations that still take an answer, in the order of the letter."""
        return [line.id for line in self.lines if line.state != "withdrawn"]


def open_link(ledger: Ledger, token: str, at: dt.datetime) -> OpenLetter:
    """Return what a link shows; refuse a token that is forged, expired or revoked."""
    uid = verify(token, ledger.keys.links) if ledger.exists else None
    if uid is None:
        raise UnknownLinkError
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        _refuse_dead(connection, uid, at)
        return _open(ledger, connection, uid, at)


def _refuse_dead(connection: sa.Connection, uid: str, at: dt.datetime) -> None:
    query = sa.select(letters.c.revoked_at, letters.c.expires_at).where(letters.c.uid == uid)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownLinkError
    if row.revoked_at is not None and row.revoked_at <= at:
        raise RevokedLinkError
    if row.expires_at <= at:
        raise ExpiredLinkError


def _open(ledger: Ledger, connection: sa.Connection, uid: str, at: dt.datetime) -> OpenLetter:
    wanted = outbox.obligations_of(connection, uid)
    found = standing(connection, ledger.calendar, at, only=wanted)
    lines = {line.id: line for line in found.lines}
    shown = tuple(lines[obligation] for obligation in wanted if obligation in lines)
    plan = shown[0].tracked.obligation.plan if shown else None
    events = history(connection, lines, at)
    handed_on = (line.tracked for line in shown if line.to_agencies)
    return OpenLetter(
        uid=uid,
        at=at,
        office=_office(ledger, found.book, plan),
        lines=shown,
        events={obligation: tuple(events.get(obligation, ())) for obligation in lines},
        responsible={one.id: responsible_now(connection, found.book, one, at) for one in handed_on},
        book=found.book,
        calendar=ledger.calendar,
    )


def whom_to_call(ledger: Ledger) -> Office | None:
    """Return the coordinating office, for pages that have no letter to speak of."""
    if not ledger.exists:
        return None
    with ledger.read() as connection:
        book = read_address_book(connection)
    first = next(iter(book.plans), None)
    return _office(ledger, book, first) if first else None


def _office(ledger: Ledger, book: AddressBook, plan: str | None) -> Office:
    office = ledger.settings.office or (book.plans[plan].coordinator if plan else "")
    return Office(book.name(office), book.contacts.get(office))
