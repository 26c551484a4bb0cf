"""Everything known behind a link, read once a request: its obligations, who is who, and what was answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import history
from engine.obligations.values import Event
from engine.open_link import LinkView, open_link


@dataclass(frozen=True)
class OpenLetter:
    """A letter as its link shows it. `events` are what has happened, by obligation, in order."""

    view: LinkView
    book: AddressBook
    calendar: WorkingCalendar
    events: dict[str, tuple[Event, ...]]

    @property
    def answerable(self) -> list[str]:
        """Return the obligations that still take an answer, in the order of the letter."""
        return [line.id for line in self.view.lines if line.state != "withdrawn"]


def open_letter(ledger: Ledger, token: str, at: dt.datetime) -> OpenLetter:
    """Read what stands behind a link; raises as `open_link` does."""
    view = open_link(ledger, token, at)
    with ledger.read() as connection:
        book = read_address_book(connection)
        events = {line.id: tuple(history(connection, [line.id], view.at).get(line.id, ())) for line in view.lines}
    return OpenLetter(view, book, ledger.calendar, events)
