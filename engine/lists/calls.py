"""Whom to call: because letters do not reach them, or because nobody there has answered.

An agency is on the list when its address returns letters and it has no other, when it has none at all, or when nobody
there has answered anything, not even that the task was received, some working days after the notice left. Who was called
leaves the list for as many days. Those that were only invited are not called for their silence.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.directory.models import Contact
from engine.ledger import calls as ask
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.mails import ReturnedAddress, returned_addresses
from engine.obligations.calls import over_before, unheard_since
from engine.obligations.values import Tracked

Why = Literal["returned", "no-contact", "silent"]


@dataclass(frozen=True)
class Call:
    """One agency to call. `said` is why, in words; `contact` whom, with their telephone, where anybody is on record.

    A list holds only the first few of its `obligations`; `more` says that there are others.
    """

    agency: str
    agency_name: str
    why: Why
    said: str
    contact: Contact | None
    obligations: tuple[Tracked, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class Patience:
    """How many working days a silence is borne; the calendar is read only when days are counted."""

    working_days: int
    calendar: Callable[[], WorkingCalendar]

    def ends_before(self, at: dt.datetime) -> dt.datetime:
        """Return the moment before which a notice must have left, and a call been made, to be long ago at `at`."""
        return over_before(self.calendar(), self.working_days, at.date())

    @property
    def words(self) -> str:
        """Return why a silent agency is called."""
        return f"chưa phản hồi sau {self.working_days:02d} ngày làm việc kể từ ngày gửi thông báo"


@dataclass(frozen=True)
class CallsNow:
    """Whom to call now, by indexed queries."""

    connection: sa.Connection
    at: dt.datetime
    patience: Patience

    def agencies(self) -> list[Call]:
        """Return the agencies to call, without what about: as many rows are read as there are agencies to call."""
        since = self.patience.ends_before(self.at)
        doubtful = ask.hard_to_reach(self.connection)
        silent = ask.agencies_with(self.connection, ask.silent(since))
        found = _Found(read_address_book(self.connection, doubtful.union(silent)), self.at, self.patience)
        found.returned = returned_addresses(self.connection, self.at)
        unreached = {agency: call for agency in doubtful if (call := found.unreached(agency))}
        owing = ask.agencies_with(self.connection, ask.uncalled(since), unreached)
        heard_nothing = (found.silent(agency) for agency in silent if agency not in unreached)
        return sorted([*(unreached[agency] for agency in owing), *heard_nothing], key=_order)

    def whole(self, call: Call, most: int | None = None) -> Call:
        """Return a call with what it is about: all of it, or the first few."""
        since = self.patience.ends_before(self.at)
        condition = ask.silent(since) if call.why == "silent" else ask.uncalled(since)
        found = ask.obligations_of(self.connection, call.agency, condition, most + 1 if most else None)
        more = most is not None and len(found) > most
        return dataclasses.replace(call, obligations=found[:most], more=more)


def calls_then(
    connection: sa.Connection, book: AddressBook, tracked: Iterable[Tracked], at: dt.datetime, patience: Patience
) -> list[Call]:
    """Return the same for a moment before the last event, from what was true of all obligations then."""
    found = _Found(book, at, patience, returned_addresses(connection, at))
    noticed, since = ask.noticed(connection, at), patience.ends_before(at)
    calls = (found.then(agency, theirs, noticed, since) for agency, theirs in _uncalled(tracked, since))
    return sorted(filter(None, calls), key=_order)


def _uncalled(tracked: Iterable[Tracked], since: dt.datetime) -> Iterator[tuple[str, tuple[Tracked, ...]]]:
    found: dict[str, list[Tracked]] = defaultdict(list)
    for one in tracked:
        called = one.facts.called_at
        if not (one.facts.settled or one.facts.own) and (called is None or called < since):
            found[one.obligation.agency].append(one)
    yield from ((agency, tuple(theirs)) for agency, theirs in found.items())


@dataclass
class _Found:
    """Why agencies are called, at one moment."""

    book: AddressBook
    at: dt.datetime
    patience: Patience
    returned: dict[str, ReturnedAddress] = dataclasses.field(default_factory=dict)

    def then(
        self, agency: str, tracked: tuple[Tracked, ...], noticed: dict[str, dt.datetime], since: dt.datetime
    ) -> Call | None:
        if call := self.unreached(agency):
            return dataclasses.replace(call, obligations=tracked)
        silent = tuple(one for one in tracked if _is_silent(one, noticed.get(one.id), since))
        return dataclasses.replace(self.silent(agency), obligations=silent) if silent else None

    def unreached(self, agency: str) -> Call | None:
        """Return the call to an agency that letters do not reach, or None where they do."""
        email = self.book.email(agency)
        if email is None:
            return self._call(agency, "no-contact", "chưa có địa chỉ thư")
        if email in self.returned and self.book.contact(agency, self.at.date()) is None:
            return self._call(agency, "returned", f"thư gửi {email} bị trả lại: {self.returned[email].why}")
        return None

    def silent(self, agency: str) -> Call:
        return self._call(agency, "silent", self.patience.words)

    def _call(self, agency: str, why: Why, said: str) -> Call:
        return Call(agency, self.book.name(agency), why, said, self.book.contacts.get(agency))


def _is_silent(tracked: Tracked, noticed: dt.datetime | None, since: dt.datetime) -> bool:
    unheard = unheard_since(tracked.facts)
    return noticed is not None and unheard is not None and max(noticed, unheard) < since


def _order(call: Call) -> tuple[bool, str, str]:
    """Let those whom letters do not reach come first."""
    return call.why == "silent", call.agency_name, call.agency
