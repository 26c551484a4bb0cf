"""Calls: whom to telephone because letters do not reach them, or nobody says that they did; and that somebody has.

An agency is on the list when its address returns letters and it has no other, when it has none at all, or when nobody
there has answered anything, not even that the task was received, some working days after the notice left. Who was called
leaves the list for as many days. Those that were only invited are not called for their silence.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from engine.directory.models import Contact
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.mails import ReturnedAddress, returned_addresses
from engine.ledger.reader import tracked_at
from engine.ledger.registers import last_import
from engine.ledger.tables import letters, reminders
from engine.obligations.history import OPENING
from engine.obligations.values import Tracked
from engine.register.freshness import age_words

Why = Literal["returned", "no-contact", "silent"]
By = Literal["phone", "zalo"]


@dataclass(frozen=True)
class Call:
    """One agency to call. `said` is why, in words; `contact` whom, with their telephone, where anybody is on record."""

    agency: str
    agency_name: str
    why: Why
    said: str
    contact: Contact | None
    obligations: tuple[Tracked, ...]


def to_call(ledger: Ledger, at: dt.datetime) -> list[Call]:
    """Return the agencies to call at `at`, each once, those that letters do not reach first."""
    if not ledger.exists:
        return []
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        reading = _Reading(ledger, at, read_address_book(connection), returned_addresses(connection, at))
        reading.noticed = _noticed(connection, at)
        still_open = _by_agency(connection, at)
    calls = (reading.call(agency, tracked) for agency, tracked in still_open.items())
    return sorted(filter(None, calls), key=lambda call: (call.why == "silent", call.agency_name))


def register_age(ledger: Ledger, at: dt.datetime) -> str:
    """Return how old what is known of incoming documents is: it stands above the list."""
    with ledger.read() as connection:
        return age_words(last_import(connection, ledger.as_of(connection, at)))


def _by_agency(connection: sa.Connection, at: dt.datetime) -> dict[str, list[Tracked]]:
    found: dict[str, list[Tracked]] = defaultdict(list)
    for tracked in tracked_at(connection, at):
        if not (tracked.facts.settled or tracked.facts.own):
            found[tracked.obligation.agency].append(tracked)
    return found


def _noticed(connection: sa.Connection, at: dt.datetime) -> dict[str, dt.datetime]:
    """Return when the notice of each obligation left, and did not come back."""
    query = (
        sa.select(reminders.c.obligation, sa.func.min(letters.c.sent_at))
        .join(letters, letters.c.uid == reminders.c.letter)
        .where(reminders.c.rung == OPENING, letters.c.status == "sent", letters.c.sent_at <= at)
        .group_by(reminders.c.obligation)
    )
    return dict(connection.execute(query).tuples().all())


@dataclass
class _Reading:
    """What is known at one moment."""

    ledger: Ledger
    at: dt.datetime
    book: AddressBook
    returned: dict[str, ReturnedAddress]
    noticed: dict[str, dt.datetime] | None = None

    def call(self, agency: str, tracked: list[Tracked]) -> Call | None:
        """Return why an agency is to be called about what it owes, or None."""
        uncalled = [one for one in tracked if not self._was_called(one)]
        contact, email = self.book.contacts.get(agency), self.book.email(agency)
        if not uncalled:
            return None
        if email is None:
            return self._of(agency, "no-contact", "chưa có địa chỉ thư", uncalled)
        if email in self.returned and self.book.contact(agency, self.at.date()) is None:
            return self._of(agency, "returned", f"thư gửi {email} bị trả lại: {self.returned[email].why}", uncalled)
        silent = [one for one in uncalled if contact and self._is_silent(one)]
        said = f"chưa phản hồi sau {self.ledger.settings.call_after:02d} ngày làm việc kể từ ngày gửi thông báo"
        return self._of(agency, "silent", said, silent) if silent else None

    def _of(self, agency: str, why: Why, said: str, tracked: list[Tracked]) -> Call:
        return Call(agency, self.book.name(agency), why, said, self.book.contacts.get(agency), tuple(tracked))

    def _was_called(self, tracked: Tracked) -> bool:
        called = tracked.facts.called_at
        return called is not None and not self._is_over(called)

    def _is_silent(self, tracked: Tracked) -> bool:
        facts, noticed = tracked.facts, (self.noticed or {}).get(tracked.id)
        answered = facts.received_at or facts.extension_asked or facts.reassign_asked or facts.replied_at
        if noticed is None or answered or facts.missed_at is None:
            return False
        return self._is_over(noticed)

    def _is_over(self, since: dt.datetime) -> bool:
        return self.ledger.calendar.shift(since.date(), self.ledger.settings.call_after) <= self.at.date()


def called(ledger: Ledger, obligations: list[str], at: dt.datetime, by: By, note: str = "") -> None:
    """Đã gọi, đã nhắn: somebody has spoken or written to the agency about these obligations."""
    with ledger.write(at) as unit:
        for obligation in dict.fromkeys(obligations):
            unit.record("called", obligation, {"by": by, "note": note})
        ledger.commit(unit)


def call_json(call: Call) -> dict[str, Any]:
    """Return a call as `calls --json` prints it."""
    contact = call.contact
    return {
        "agency": call.agency,
        "agency_name": call.agency_name,
        "why": call.why,
        "said": call.said,
        "name": contact.name if contact else "",
        "position": contact.position if contact else "",
        "phone": contact.phone if contact else "",
        "obligations": [tracked.id for tracked in call.obligations],
        "called_at": [_iso(tracked.facts.called_at) for tracked in call.obligations],
    }


def call_lines(call: Call) -> Iterator[str]:
    """Yield a call for a person: whom, at what number, why, about what."""
    contact = call.contact
    who = " · ".join(filter(None, (contact.name, contact.position, contact.phone))) if contact else ""
    yield f"{call.agency_name}: {call.said}"
    yield f"  Gọi: {who or 'chưa có tên và số điện thoại đầu mối'}"
    yield from (f"  - {tracked.obligation.text}  [{tracked.id}]" for tracked in call.obligations)


def _iso(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
