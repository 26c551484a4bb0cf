"""What the screens show: one look at the ledger, as values, and the groups and order in which lists show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from engine.directory.models import Contact
from engine.ledger.address_book import AddressBook
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow, letter_rows
from engine.ledger.runs import RunRow, last_run
from engine.obligations.history import Alert
from engine.standing import Line, Standing
from engine.status import status

Urgency = Literal["alert", "review", "extension", "reassign", "letter"]


@dataclass(frozen=True)
class Subject:
    """What a row or a page is about, and what acts are done to: an obligation, a letter held, or both."""

    line: Line | None = None
    letter: LetterRow | None = None


@dataclass(frozen=True)
class Reading:
    """Where things stand, the letters waiting for a person, and when the last run was."""

    standing: Standing
    held: tuple[LetterRow, ...] = ()
    last_run: RunRow | None = None

    @property
    def at(self) -> dt.datetime:
        """Return the moment of this look."""
        return self.standing.at

    @property
    def today(self) -> dt.date:
        """Return its day."""
        return self.at.date()

    @property
    def tracks_nothing(self) -> bool:
        """Say whether no plan was ever applied."""
        return not self.standing.plans

    @cached_property
    def unrecorded(self) -> tuple[Line, ...]:
        """Return what has an alert not resolved, the longest late first, then as the plans order it."""
        return tuple(sorted((line for line in self.standing.lines if unresolved(line)), key=_late_since))

    @cached_property
    def _held_for(self) -> dict[str, LetterRow]:
        return {obligation: letter for letter in self.held for obligation in letter.obligations}

    def subject(self, line: Line) -> Subject:
        """Return an obligation together with the letter held for it."""
        return Subject(line, self._held_for.get(line.id))

    def contact(self, agency: str) -> Contact | None:
        """Return whom to call at an agency."""
        return self.standing.book.contacts.get(agency)

    def plan_title(self, line: Line) -> str:
        """Return how the plan of an obligation is called."""
        return self.standing.book.plans[line.tracked.obligation.plan].short_title

    def addressed(self, letter: LetterRow) -> str:
        """Return the names of the agencies a letter is for."""
        return ", ".join(self.standing.book.name(agency) for agency in letter.agencies)


def nothing_read(at: dt.datetime) -> Reading:
    """Return what is shown before anything could be read."""
    return Reading(Standing(at, (), AddressBook({}, {}, {}, {})))


def look(ledger: Ledger, at: dt.datetime) -> Reading:
    """Read all that the lists show."""
    standing = status(ledger, at)
    if not ledger.exists:
        return Reading(standing)
    with ledger.read() as connection:
        return Reading(standing, tuple(letter_rows(connection, statuses=["held"])), last_run(connection))


def unresolved(line: Line) -> Alert | None:
    """Return the alert of the present limit unless it is resolved."""
    alert = line.tracked.facts.alert
    return alert if alert and alert.state != "resolved" else None


@dataclass(frozen=True)
class Urgent:
    """One thing that waits for the coordinator, and why."""

    urgency: Urgency
    subject: Subject


def urgent(reading: Reading) -> list[Urgent]:
    """Return all that waits for the coordinator, the most urgent first."""
    found = [Urgent("alert", reading.subject(line)) for line in reading.unrecorded if _is_open(line)]
    for urgency in ("review", "extension", "reassign"):
        found += [Urgent(urgency, reading.subject(line)) for line in reading.standing.lines if urgency in _asks(line)]
    return found + [Urgent("letter", Subject(letter=letter)) for letter in reading.held]


def _is_open(line: Line) -> bool:
    alert = line.tracked.facts.alert
    return alert is not None and alert.state == "open"


def _asks(line: Line) -> Iterator[Urgency]:
    facts = line.tracked.facts
    if line.state == "awaiting_review":
        yield "review"
    if facts.settled:
        return
    if facts.extension_asked:
        yield "extension"
    if facts.reassign_asked:
        yield "reassign"


def _late_since(line: Line) -> dt.datetime:
    """Return since when a report is late; what has an alert may have lost its limit since."""
    alert = unresolved(line)
    assert alert is not None
    return line.tracked.facts.missed_at or alert.raised_at
