"""Agencies: how much each still owes, how often it was late, whom to call, and whether letters reach it.

Of now all are counted by one query and one is read a few lines long; of the past the same is made from what was folded.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.directory.models import Absence, Contact, Post, Succession
from engine.ledger import agencies as ask
from engine.ledger.address_book import ROUTINE, AddressBook, PlanHead, read_address_book
from engine.ledger.agencies import LATEST_FIRST, NOT_COUNTED, Called, Tally
from engine.ledger.mails import returned_addresses
from engine.ledger.reader import LetterRow, letter_rows, letters_sent
from engine.lists.order import vietnamese_order
from engine.obligations.states import State, kept_of
from engine.obligations.values import agency_of
from engine.standing import Line, Standing, line_of

OPEN: tuple[State, ...] = ("overdue", "due_soon", "not_due", "ongoing")
LINES, LETTERS, CALLS = 30, 20, 10


@dataclass(frozen=True)
class Away:
    """Who is absent on the day of a list, and until when."""

    contact: Contact
    absence: Absence


@dataclass(frozen=True)
class AgencyRow:
    """One agency in the list.

    `open` counts what is not answered yet, `late` what of it is past its limit, `was_late` how often a limit was missed,
    answered afterwards or not, of the `passed` limits that are behind it; `urged` the letters of urging that left.
    `contact` is whom to call, `reached` whether anybody gets letters today.
    """

    id: str
    name: str
    open: int
    late: int
    was_late: int
    passed: int
    urged: int
    contact: Contact | None
    reached: bool
    returned: tuple[str, ...]
    away: tuple[Away, ...]


@dataclass(frozen=True)
class PlanPart:
    """What an agency owes or owed in one plan: how many in each state, and the first lines of it."""

    plan: PlanHead
    states: Mapping[State, int]
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Return how many obligations there are."""
        return sum(self.states.values())


@dataclass(frozen=True)
class Passed:
    """Duties that passed from one agency to others, by name, on a day and by a document: all, or those of some tasks."""

    on: dt.date
    document: str
    source: str
    to: tuple[str, ...]
    all_tasks: bool


@dataclass(frozen=True)
class AgencyPage:
    """One agency whole: its plans with their first lines, its contacts, what came of reorganisation, letters and calls."""

    row: AgencyRow
    states: Mapping[State, int]
    plans: tuple[PlanPart, ...]
    posts: Mapping[Post, Contact]
    successions: tuple[Passed, ...]
    letters: tuple[LetterRow, ...]
    calls: tuple[Called, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of all its plans."""
        return tuple(line for part in self.plans for line in part.lines)


@dataclass(frozen=True)
class _Counted:
    """What is counted of agencies at a moment, and who they are."""

    at: dt.datetime
    book: AddressBook
    tallies: Mapping[str, Tally]
    urged: Mapping[str, int]

    def row(self, agency: str) -> AgencyRow:
        """Return the row of an agency."""
        book, tally = self.book, self.tallies.get(agency, Tally({}, 0))
        late = tally.states.get("overdue", 0)
        posts = book.posts.get(agency, {})
        emails = (posts[post].email.lower() for post in ROUTINE if post in posts)
        return AgencyRow(
            id=agency,
            name=book.name(agency),
            open=sum(tally.states.get(state, 0) for state in OPEN),
            late=late,
            was_late=late + tally.states.get("done_late", 0),
            passed=tally.passed,
            urged=self.urged.get(agency, 0),
            contact=book.contacts.get(agency),
            reached=book.contact(agency, self.at.date()) is not None,
            returned=tuple(email for email in emails if email in book.returned),
            away=tuple(_away(posts.values(), self.at.date())),
        )

    def rows(self) -> list[AgencyRow]:
        """Return a row for each agency that owes or owed anything."""
        return [self.row(agency) for agency in self.tallies]


def _away(contacts: Iterable[Contact], on: dt.date) -> Iterator[Away]:
    for contact in contacts:
        yield from (Away(contact, absence) for absence in contact.absences if absence.covers(on))


def ordered(rows: Iterable[AgencyRow], *, latest_first: bool) -> list[AgencyRow]:
    """Return agencies by their names, or those first that are late most."""
    by_name = sorted(rows, key=lambda row: (vietnamese_order(row.name), row.id))
    return sorted(by_name, key=lambda row: (-row.late, -row.was_late)) if latest_first else by_name


# Now


def rows_now(connection: sa.Connection, at: dt.datetime) -> list[AgencyRow]:
    """Return where each agency stands that owes or owed anything."""
    return _Counted(
        at, read_address_book(connection), ask.tally_agencies(connection, at), ask.urgings(connection, at)
    ).rows()


def page_now(connection: sa.Connection, at: dt.datetime, agency: str) -> AgencyPage:
    """Return one agency; of what it owes the first lines are read."""
    listed = ask.first_lines(connection, agency, LINES)
    facts = [one.tracked.facts for one in listed]
    handed = {agency_of(other) for one in facts for other in (*one.predecessors, *one.successors)}
    successions = ask.successions_of(connection, agency)
    heirs = {name for one in successions for name in (one.source, *one.to)}
    book = read_address_book(connection, {agency, *handed, *heirs})
    sent = letters_sent(connection, at, [one.tracked.id for one in listed])
    lines = [line_of(book, one.tracked, at, one.soon_at, sent.get(one.tracked.id, 0)) for one in listed]
    return _page(connection, at, agency, _Read(book, lines, ask.tally_plans(connection, at, agency), successions))


# Then


@dataclass(frozen=True)
class Then:
    """The agencies of a moment before the last event; `urged` counts the urgings that had left by then."""

    standing: Standing
    urged: Mapping[str, int]
    book: AddressBook

    def rows(self) -> list[AgencyRow]:
        """Return where each agency stood."""
        tallies = tallied(self.standing.lines, lambda line: line.tracked.obligation.agency, self.standing.at)
        return _Counted(self.standing.at, self.book, tallies, self.urged).rows()

    def page(self, connection: sa.Connection, agency: str) -> AgencyPage:
        """Return one agency."""
        at, plans = self.standing.at, sorted(self.standing.plans, key=lambda one: one.plan.id)
        theirs = [line for one in plans for line in one.lines if line.tracked.obligation.agency == agency]
        tallies = tallied(theirs, lambda line: line.tracked.obligation.plan, at)
        first = sorted(theirs, key=_place)[:LINES]
        return _page(connection, at, agency, _Read(self.book, first, tallies, ask.successions_of(connection, agency)))


def read_then(connection: sa.Connection, standing: Standing) -> Then:
    """Read what is known of agencies at the moment of a standing."""
    known = frozenset(returned_addresses(connection, standing.at))
    book = dataclasses.replace(standing.book, returned=known)
    return Then(standing, ask.urgings(connection, standing.at), book)


def tallied(lines: Iterable[Line], key: Callable[[Line], str], at: dt.datetime) -> dict[str, Tally]:
    """Count lines as the ledger does; see engine/ledger/agencies.py."""
    states: dict[str, Counter[State]] = defaultdict(Counter)
    passed: Counter[str] = Counter()
    for line in lines:
        states[key(line)][line.state] += 1
        limit = line.tracked.facts.missed_at
        passed[key(line)] += line.state not in NOT_COUNTED and limit is not None and limit <= at
    return {one: Tally(dict(states[one]), passed[one]) for one in states}


def _place(line: Line) -> tuple[int, bool, float]:
    """Return where a line stands among those of its agency, as `first_lines` has them."""
    facts = line.tracked.facts
    kept, limit = kept_of(facts), facts.missed_at
    since = limit.timestamp() if limit else 0
    if kept in LATEST_FIRST:
        return 4 + LATEST_FIRST.index(kept), limit is None, -since
    waits = 0 if kept == "awaiting_review" else 3 if kept == "suspended" else 2 if limit is None else 1
    return waits, limit is None, since


# Either


@dataclass(frozen=True)
class _Read:
    """What was read of one agency."""

    book: AddressBook
    lines: list[Line]
    tallies: Mapping[str, Tally]
    successions: list[Succession]


def _page(connection: sa.Connection, at: dt.datetime, agency: str, read: _Read) -> AgencyPage:
    states: Counter[State] = Counter()
    for tally in read.tallies.values():
        states.update(tally.states)
    whole = Tally(dict(states), sum(tally.passed for tally in read.tallies.values()))
    counted = _Counted(at, read.book, {agency: whole}, ask.urgings(connection, at, agency))
    return AgencyPage(
        row=counted.row(agency),
        states=whole.states,
        plans=tuple(_parts(read)),
        posts={post: one for post in (*ROUTINE, "leader") if (one := read.book.posts.get(agency, {}).get(post))},
        successions=tuple(_passed(one, read.book) for one in read.successions),
        letters=tuple(letter_rows(connection, uids=ask.letters_of(connection, agency, at, LETTERS))),
        calls=tuple(ask.calls_of(connection, agency, at, CALLS)),
    )


def _passed(one: Succession, book: AddressBook) -> Passed:
    return Passed(one.date, one.document, book.name(one.source), tuple(map(book.name, one.to)), not one.tasks)


def _parts(read: _Read) -> Iterator[PlanPart]:
    """Yield the plans, those first in which something waits or is late."""
    by_plan: dict[str, list[Line]] = {}
    for line in read.lines:
        by_plan.setdefault(line.tracked.obligation.plan, []).append(line)
    for plan in dict.fromkeys([*by_plan, *sorted(read.tallies)]):
        yield PlanPart(read.book.plans[plan], read.tallies[plan].states, tuple(by_plan.get(plan, ())))
