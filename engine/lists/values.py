"""What a list is asked for, and what one line of it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.directory.models import Contact
from engine.ledger.reader import LetterRow
from engine.ledger.runs import RunRow
from engine.ledger.view import Stamp
from engine.obligations.states import State
from engine.standing import Line

Kind = Literal["waiting", "obligations", "unrecorded", "letters"]
Sort = Literal["plan", "limit", "agency"]
Urgency = Literal["alert", "review", "extension", "reassign", "letter"]

URGENCY_WORDS: dict[Urgency, str] = {
    "alert": "chưa ghi nhận",
    "review": "chờ xác nhận",
    "extension": "đề nghị gia hạn",
    "reassign": "xem lại phân công",
    "letter": "chờ phát hành",
}
URGENCIES: tuple[Urgency, ...] = tuple(URGENCY_WORDS)


@dataclass(frozen=True)
class View:
    """One list. `waiting` is what waits for the coordinator, `unrecorded` what has an alert, `letters` those held.

    `typed` are words without diacritics, each of which must begin a word of the line. `only` are keys of subjects.
    `states`, `plan`, `agency` and `sort` are for obligations.
    """

    kind: Kind = "obligations"
    typed: str = ""
    states: tuple[State, ...] = ()
    plan: str | None = None
    agency: str | None = None
    sort: Sort = "plan"
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class Subject:
    """One line of a list: an obligation, a letter held, or both, with what belongs to it. Acts are done to it.

    `contact` is whom to call; `addressed` are the names of the agencies a letter is for.
    """

    line: Line | None = None
    letter: LetterRow | None = None
    urgency: Urgency | None = None
    contact: Contact | None = None
    plan_title: str = ""
    addressed: str = ""

    @property
    def key(self) -> str:
        """Return what this line is known by, however often it is read."""
        own = self.line.id if self.line else self.letter.uid if self.letter else ""
        return f"{self.urgency}:{own}" if self.urgency else own


@dataclass(frozen=True)
class Overview:
    """How much stands on each list, when the last run was, and what to say when the next one has not come in time."""

    at: dt.datetime
    plans: int = 0
    office: str = ""
    counts: Mapping[Kind, int] = field(default_factory=dict)
    urgencies: Mapping[Urgency, int] = field(default_factory=dict)
    last_run: RunRow | None = None
    run_late: str = ""
    stamp: Stamp | None = None

    @property
    def today(self) -> dt.date:
        """Return the day of this look."""
        return self.at.date()

    @property
    def tracks_nothing(self) -> bool:
        """Say whether no plan was ever applied."""
        return not self.plans
