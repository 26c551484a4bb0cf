"""The same lists for a moment before the last event: the log is folded, all lines are read, and sought in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.short import short_limit
from engine.ledger.mails import MailRow, waiting_at
from engine.ledger.reader import LetterRow, letter_rows
from engine.ledger.view import Stands, StateCounts
from engine.lists.agencies import AgencyPage, AgencyRow, Then, read_then
from engine.lists.beside import call_subject, letter_subject, mail_subject, words_beside
from engine.lists.calls import Call, Patience, calls_then
from engine.lists.dictionary import ALERT_KNOWN, FLAGGED_WORDS, INVITED, STANDS_WORDS
from engine.lists.matrix import Cell, Heading, Matrix, matrix_of
from engine.lists.order import vietnamese_order
from engine.lists.plans import PlanRow, page_of
from engine.lists.values import URGENCIES, URGENCY_WORDS, Sort, Subject, Urgency, View
from engine.matching import matches, searchable
from engine.obligations.history import Alert
from engine.obligations.values import Tracked
from engine.standing import Line, Standing, standing

LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Past:
    """Where things stood, the letters held, the mails that waited and whom to call."""

    standing: Standing
    held: tuple[LetterRow, ...]
    mails: tuple[MailRow, ...]
    calls: tuple[Call, ...]
    agencies: Then

    def subjects(self, view: View) -> list[Subject]:
        """Return all that a list shows."""
        found = {"waiting": self._waiting, "unrecorded": self._unrecorded, "letters": self._letters}
        all_of_it = found.get(view.kind, lambda: self._obligations(view))()
        return [one for one in all_of_it if self._fits(one, view)]

    def page(self, view: View, offset: int, limit: int) -> list[Subject]:
        """Return the lines of a window."""
        return self.subjects(view)[offset : offset + limit]

    def sizes(self, view: View) -> list[int]:
        """Return how much of what waits is of which urgency."""
        found = [one.urgency for one in self.subjects(view)]
        return [found.count(urgency) for urgency in URGENCIES]

    def count(self, view: View) -> int:
        """Return how long a list is."""
        return len(self.subjects(view))

    def place_of(self, view: View, key: str) -> int | None:
        """Return how many lines stand before the one of this key, or None."""
        keys = [one.key for one in self.subjects(view)]
        return keys.index(key) if key in keys else None

    def states(self) -> StateCounts:
        """Return how many obligations were in each state."""
        lines = self.standing.lines
        due = [line for line in lines if _is_due(line, self.standing.at)]
        states = Counter(line.state for line in lines)
        return StateCounts(dict(states), len(due), sum(line.tracked.facts.done is not None for line in due))

    def plan_rows(self) -> list[PlanRow]:
        """Return how far each plan had come."""
        pages = (page_of(one.plan, one.lines, self.standing.at) for one in self.standing.plans)
        return [page.row for page in sorted(pages, key=lambda page: page.row.head.id)]

    def agency_rows(self) -> list[AgencyRow]:
        """Return where each agency stood that owed anything."""
        return self.agencies.rows()

    def agency_page(self, connection: sa.Connection, agency: str) -> AgencyPage:
        """Return one agency whole."""
        return self.agencies.page(connection, agency)

    def matrix(self, plan: str, *, undated: bool) -> Matrix:
        """Return the matrix of a plan."""
        lines = {line.id: line for one in self.standing.plans if one.plan.id == plan for line in one.lines}
        cells = [_cell(line) for line in lines.values()]

        def headings(ids: Iterable[str]) -> dict[str, Heading]:
            return {one: heading_of(lines[one].tracked) for one in ids}

        return matrix_of(plan, cells, self.standing.book.names, headings, undated=undated)

    def _fits(self, one: Subject, view: View) -> bool:
        if view.only is not None and one.key not in view.only:
            return False
        return matches(view.typed, searchable(*self._words(one)))

    def _words(self, one: Subject) -> Iterator[str]:
        if one.line is None:
            yield from words_beside(one)
            return
        yield URGENCY_WORDS[one.urgency] if one.urgency else ""
        what, facts, contact = one.line.tracked.obligation, one.line.tracked.facts, one.contact
        yield from (one.line.agency_name, contact.phone if contact else "", what.section, what.text)
        yield from (short_limit(facts.due, facts.moved_to, self.standing.at.date()), one.plan_title)
        yield STANDS_WORDS[_stands(one.line)]
        yield from _flag_words(one.line)

    def _obligations(self, view: View) -> list[Subject]:
        asked: dict[str, Callable[[Line], bool]] = {
            "states": lambda line: not view.states or line.state in view.states,
            "plan": lambda line: view.plan in (None, line.tracked.obligation.plan),
            "agency": lambda line: view.agency in (None, line.tracked.obligation.agency),
        }
        lines = (line for line in self._in_order() if all(holds(line) for holds in asked.values()))
        return [self._subject(line) for line in sorted(lines, key=_KEYS[view.sort])]

    def _in_order(self) -> Iterator[Line]:
        for plan in sorted(self.standing.plans, key=lambda one: one.plan.id):
            yield from plan.lines

    def _unrecorded(self) -> list[Subject]:
        lines = [line for plan in self.standing.plans for line in plan.lines if _unresolved(line)]
        return [self._subject(line) for line in sorted(lines, key=_late_since)]

    def _waiting(self) -> list[Subject]:
        found = [self._subject(one.line, "alert") for one in self._unrecorded() if one.line and _is_open(one.line)]
        owed = [line for plan in self.standing.plans for line in plan.lines if _is_owed(line)]
        found += [self._subject(line, "own") for line in sorted(owed, key=_KEYS["limit"])]
        for urgency, asks in _ASKS.items():
            found += [self._subject(line, urgency) for line in self._in_order() if asks(line)]
        mails = [mail_subject(mail, self.standing.book) for mail in self.mails]
        calls = [call_subject(call) for call in self.calls]
        return sorted([*found, *mails, *self._letters("letter"), *calls], key=_urgency_place)

    def _letters(self, urgency: Urgency | None = None) -> list[Subject]:
        return [letter_subject(letter, self.standing.book.names, urgency) for letter in self.held]

    def _subject(self, line: Line, urgency: Urgency | None = None) -> Subject:
        book, what = self.standing.book, line.tracked.obligation
        letter = next((one for one in self.held if line.id in one.obligations), None)
        title = book.plans[what.plan].short_title
        return Subject(line, letter, urgency, book.contacts.get(what.agency), title)


def read_past(connection: sa.Connection, calendar: WorkingCalendar, at: dt.datetime, patience: Patience) -> Past:
    """Read where things stood at a moment."""
    stood = standing(connection, calendar, at)
    held = letter_rows(connection, statuses=["held"])
    calls = calls_then(connection, stood.book, (line.tracked for line in stood.lines), at, patience)
    return Past(stood, tuple(held), tuple(waiting_at(connection, at)), tuple(calls), read_then(connection, stood))


def heading_of(tracked: Tracked) -> Heading:
    """Return what stands over the column of an obligation."""
    what, facts = tracked.obligation, tracked.facts
    return Heading(what.text, what.section, what.occurrence, facts.first_due, facts.first_moved_to)


def _cell(line: Line) -> Cell:
    what = line.tracked.obligation
    return Cell(line.id, what.agency, (what.task, what.occurrence), _stands(line), line.tracked.facts.missed_at)


_KEYS: dict[Sort, Callable[[Line], Any]] = {
    "plan": lambda line: 0,
    "limit": lambda line: line.tracked.facts.missed_at or LATEST,
    "agency": lambda line: (vietnamese_order(line.agency_name), line.tracked.obligation.agency),
}


def _stands(line: Line) -> Stands:
    if line.state == "withdrawn" and line.to_agencies:
        return "handed_on"
    return "suspended" if line.state == "ongoing" and "suspended" in line.flags else line.state


def _flag_words(line: Line) -> Iterator[str]:
    flags = {"received": "received", "extension_asked": "extension", "reassign_asked": "reassign"}
    yield from (FLAGGED_WORDS[flags[flag]] for flag in line.flags if flag in flags)  # type: ignore[index]
    alert = line.tracked.facts.alert
    yield ALERT_KNOWN if alert and alert.state == "acknowledged" else ""
    yield INVITED if line.tracked.obligation.basis == "invited" else ""


def _unresolved(line: Line) -> Alert | None:
    alert = line.tracked.facts.alert
    return alert if alert and alert.state != "resolved" else None


def _is_open(line: Line) -> bool:
    alert = line.tracked.facts.alert
    return alert is not None and alert.state == "open"


def _is_owed(line: Line) -> bool:
    return line.tracked.facts.own and line.state in ("overdue", "due_soon") and not _is_open(line)


def _urgency_place(one: Subject) -> int:
    return URGENCIES.index(one.urgency) if one.urgency else 0


def _late_since(line: Line) -> dt.datetime:
    """Return since when a report is late; what has an alert may have lost its limit since."""
    alert = _unresolved(line)
    assert alert is not None
    return line.tracked.facts.missed_at or alert.raised_at


def _is_due(line: Line, at: dt.datetime) -> bool:
    missed = line.tracked.facts.missed_at
    return missed is not None and missed <= at and line.state not in ("withdrawn", "before_tracking")


_ASKS: dict[Urgency, Callable[[Line], bool]] = {
    "review": lambda line: line.state == "awaiting_review",
    "extension": lambda line: not line.tracked.facts.settled and line.tracked.facts.extension_asked is not None,
    "reassign": lambda line: not line.tracked.facts.settled and line.tracked.facts.reassign_asked,
}
