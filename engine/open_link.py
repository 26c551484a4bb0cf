"""Open link: what stands behind a letter's link. Looking changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from engine.attachments import kept
from engine.deadlines.calendar import WorkingCalendar
from engine.directory.models import Contact
from engine.errors import PhancongError
from engine.ledger import links, log, outbox
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.links import Link, UnknownLinkError
from engine.ledger.reader import history
from engine.ledger.tables import obligations
from engine.obligations.values import Event
from engine.standing import Line, responsible_now, standing


class NoSuchFileError(PhancongError):
    """Không có tệp này."""


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

    link: Link
    at: dt.datetime
    office: Office
    lines: tuple[Line, ...]
    events: dict[str, tuple[Event, ...]]
    responsible: dict[str, tuple[str, ...]]
    book: AddressBook
    calendar: WorkingCalendar

    @property
    def answerable(self) -> list[str]:
        """Return the obligations that still take an answer, in the order of the letter; none through what was handed over."""
        return [] if self.link.handed_at else [line.id for line in self.lines if line.state != "withdrawn"]


@dataclass(frozen=True)
class OpenList:
    """All that the agencies of a letter have, of every plan; `in_letter` are those that its link answers for."""

    at: dt.datetime
    office: Office
    lines: tuple[Line, ...]
    in_letter: tuple[str, ...]
    book: AddressBook
    calendar: WorkingCalendar


@dataclass(frozen=True)
class OpenFile:
    """A file sent along with an answer: where it is kept, and the name it came under."""

    path: Path
    name: str


@dataclass(frozen=True)
class Glance:
    """As little as can be known of a good link: `seq` is the place in the log of the newest event."""

    at: dt.datetime
    seq: int


def glance(ledger: Ledger, token: str, at: dt.datetime) -> Glance:
    """Return what decides whether the page of a link is still the one made before; refuse as `open_link` does."""
    with _opening(ledger, token, at) as (connection, _, moment):
        return Glance(moment, log.last(connection)[0].seq)


def open_link(ledger: Ledger, token: str, at: dt.datetime) -> OpenLetter:
    """Return what a link shows; refuse a token that is unknown, expired or revoked."""
    with _opening(ledger, token, at) as (connection, link, moment):
        return _open(ledger, connection, link, moment)


def open_list(ledger: Ledger, token: str, at: dt.datetime) -> OpenList:
    """Return everything the agencies of a letter have; refuse as `open_link` does."""
    with _opening(ledger, token, at) as (connection, link, moment):
        in_letter = outbox.obligations_of(connection, link.letter)
        found = standing(connection, ledger.calendar, moment, only=_of_same_agencies(connection, in_letter))
        plan = in_letter[0].split("/")[0] if in_letter else None
        office = _office(ledger, found.book, plan)
        return OpenList(moment, office, found.lines, tuple(in_letter), found.book, ledger.calendar)


def open_file(ledger: Ledger, token: str, digest: str, at: dt.datetime) -> OpenFile:
    """Return a file that was sent along with an answer to one of the letter's obligations; refuse as `open_link` does."""
    with _opening(ledger, token, at) as (connection, link, moment):
        events = history(connection, outbox.obligations_of(connection, link.letter), moment)
    said = (event.data for some in events.values() for event in some if event.kind == "done_reported")
    name = next((data.get("attachment_name", "") for data in said if data["attachment"] == digest), None)
    path = kept(ledger.settings.home, digest)
    if name is None or path is None:
        raise NoSuchFileError
    return OpenFile(path, name)


@contextmanager
def _opening(ledger: Ledger, token: str, at: dt.datetime) -> Iterator[tuple[sa.Connection, Link, dt.datetime]]:
    """Find a good link, and read as of `at` what stands behind it."""
    if not ledger.exists:
        raise UnknownLinkError
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        yield connection, links.good(connection, token, at), at


def _of_same_agencies(connection: sa.Connection, in_letter: list[str]) -> list[str]:
    agencies = sa.select(obligations.c.agency).where(obligations.c.id.in_(in_letter))
    query = sa.select(obligations.c.id).where(obligations.c.agency.in_(agencies))
    return list(connection.execute(query).scalars())


def _open(ledger: Ledger, connection: sa.Connection, link: Link, at: dt.datetime) -> OpenLetter:
    wanted = outbox.obligations_of(connection, link.letter)
    found = standing(connection, ledger.calendar, at, only=wanted)
    lines = {line.id: line for line in found.lines}
    shown = tuple(lines[obligation] for obligation in wanted if obligation in lines)
    plan = shown[0].tracked.obligation.plan if shown else None
    events = history(connection, lines, at)
    handed_on = (line.tracked for line in shown if line.to_agencies)
    return OpenLetter(
        link=link,
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
