"""What waits for a coordinator beside obligations: letters held, mails that came back, agencies to call.

There are few of each, at most a letter or a call an agency, so their keys are all read; of what they say only what is shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.mails import MailRow, mail_rows, waiting_numbers
from engine.ledger.reader import LetterRow, letter_rows
from engine.ledger.view import held_uids
from engine.lists.calls import Call, CallsNow
from engine.lists.values import URGENCY_WORDS, Subject, Urgency
from engine.obligations.values import agency_of

MOST_OF_A_CALL = 3


class Source(Protocol):
    """Where one kind of thing is read from: the keys of all that wait in their order, and the lines of some."""

    def keys(self) -> list[str]:
        """Return the keys of all that wait."""

    def lines(self, keys: Sequence[str]) -> list[Subject]:
        """Return their lines, as far as words are sought in them."""

    def whole(self, keys: Sequence[str]) -> list[Subject]:
        """Return their lines, to be shown."""


@dataclass(frozen=True)
class Letters:
    """Letters held, the newest first."""

    connection: sa.Connection
    urgency: Urgency | None

    def keys(self) -> list[str]:
        """Return their uids."""
        return held_uids(self.connection)

    def whole(self, keys: Sequence[str]) -> list[Subject]:
        """Return the letters, with whom they are for."""
        rows = letter_rows(self.connection, uids=keys)
        names = read_address_book(self.connection, {agency for row in rows for agency in row.agencies}).names
        return [letter_subject(row, names, self.urgency) for row in rows]

    lines = whole


@dataclass(frozen=True)
class Mails:
    """Replies that wait, or all else that came back, the oldest first."""

    connection: sa.Connection
    urgency: Urgency

    def keys(self) -> list[str]:
        """Return their numbers."""
        return list(map(str, waiting_numbers(self.connection, replies=self.urgency == "reply")))

    def whole(self, keys: Sequence[str]) -> list[Subject]:
        """Return the mails, with whom they are from."""
        rows = mail_rows(self.connection, list(map(int, keys)))
        book = read_address_book(self.connection, {agency for row in rows for agency in _agencies(row)})
        return [mail_subject(row, book) for row in rows]

    lines = whole


@dataclass(frozen=True)
class Calls:
    """Agencies to call, those that letters do not reach first."""

    now: CallsNow
    found: Sequence[Call]

    def keys(self) -> list[str]:
        """Return the agencies."""
        return [call.agency for call in self.found]

    def lines(self, keys: Sequence[str]) -> list[Subject]:
        """Return the calls, without what about."""
        wanted = set(keys)
        return [call_subject(call) for call in self.found if call.agency in wanted]

    def whole(self, keys: Sequence[str]) -> list[Subject]:
        """Return the calls with the first obligations they are about."""
        wanted = set(keys)
        return [call_subject(self.now.whole(call, MOST_OF_A_CALL)) for call in self.found if call.agency in wanted]


def letter_subject(letter: LetterRow, names: Mapping[str, str], urgency: Urgency | None) -> Subject:
    """Return a letter held as a line of a list."""
    return Subject(letter=letter, urgency=urgency, addressed=_named(letter.agencies, names))


def mail_subject(mail: MailRow, book: AddressBook) -> Subject:
    """Return a mail that waits as a line of a list."""
    agencies = _agencies(mail)
    contact = next((book.contacts[one] for one in agencies if one in book.contacts), None)
    return Subject(
        mail=mail,
        urgency="reply" if mail.kind == "reply" else "bounce",
        contact=contact,
        addressed=_named(agencies, book.names) or mail.to or mail.sender,
    )


def call_subject(call: Call) -> Subject:
    """Return a call to make as a line of a list, with the first obligations it is about."""
    more = call.more or len(call.obligations) > MOST_OF_A_CALL
    few = dataclasses.replace(call, obligations=call.obligations[:MOST_OF_A_CALL], more=more)
    return Subject(call=few, urgency="call", contact=call.contact, addressed=call.agency_name)


def words_beside(one: Subject) -> Iterator[str]:
    """Yield the texts in which a line that is no obligation is found."""
    yield URGENCY_WORDS[one.urgency] if one.urgency else ""
    yield one.addressed
    if one.letter:
        yield from (one.letter.subject, one.letter.email)
    if one.mail:
        yield from (one.mail.subject, one.mail.sender)
    if one.call:
        yield from (one.call.said, one.contact.phone if one.contact else "")


def _agencies(mail: MailRow) -> list[str]:
    return list(dict.fromkeys(map(agency_of, mail.obligations)))


def _named(agencies: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(agency, agency) for agency in agencies)
