"""Agencies: how much each still owes, how often it was late, whom to call, and whether letters reach it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.directory.models import Contact, Post
from engine.ledger.address_book import AddressBook
from engine.ledger.reader import LetterRow
from engine.lists.order import vietnamese_order
from engine.obligations.states import State
from engine.standing import Line

NOT_COUNTED: tuple[State, ...] = ("withdrawn", "before_tracking", "ongoing")
OPEN: tuple[State, ...] = ("overdue", "due_soon", "not_due", "ongoing")


@dataclass(frozen=True)
class AgencyRow:
    """One agency in the list.

    `open` counts what is not answered yet, `late` what of it is past its limit, `was_late` how often a limit was missed,
    answered afterwards or not, of the `passed` limits that are behind it.
    """

    id: str
    name: str
    open: int
    late: int
    was_late: int
    passed: int
    contact: Contact | None
    returns: bool
    away: bool

    @property
    def cannot_be_written_to(self) -> bool:
        """Say whether no letter reaches it."""
        return self.contact is None or self.returns


@dataclass(frozen=True)
class AgencyPage:
    """One agency whole."""

    row: AgencyRow
    states: Mapping[State, int]
    posts: Mapping[Post, Contact]
    letters: tuple[LetterRow, ...]
    lines: tuple[Line, ...]


def row_of(agency: str, states: Mapping[State, int], passed: int, book: AddressBook, on: dt.date) -> AgencyRow:
    """Return the row of an agency; `passed` counts its limits that are behind it."""
    contact = book.contacts.get(agency)
    posts = book.posts.get(agency, {}).values()
    return AgencyRow(
        id=agency,
        name=book.name(agency),
        open=sum(states.get(state, 0) for state in OPEN),
        late=states.get("overdue", 0),
        was_late=states.get("overdue", 0) + states.get("done_late", 0),
        passed=passed,
        contact=contact,
        returns=contact is not None and contact.email.lower() in book.returned,
        away=any(absence.covers(on) for post in posts for absence in post.absences),
    )


def ordered(rows: Iterable[AgencyRow], *, latest_first: bool) -> list[AgencyRow]:
    """Return agencies by their names, or those first that are late most."""
    by_name = sorted(rows, key=lambda row: (vietnamese_order(row.name), row.id))
    return sorted(by_name, key=lambda row: (-row.late, -row.was_late)) if latest_first else by_name


def passed_of(lines: Iterable[Line], at: dt.datetime) -> int:
    """Return how many limits are behind."""
    limits = (line.tracked.facts.missed_at for line in lines if line.state not in NOT_COUNTED)
    return sum(limit is not None and limit <= at for limit in limits)
