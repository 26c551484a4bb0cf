"""What letters to our own side are made of, and the letter to the head of a late agency. Values only.

Whoever fills them has asked the ledger; a date is a day, a moment is in Vietnamese time, and a register of incoming
documents (sổ văn bản đến) that was never imported is None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from engine.deadlines.rules import Due
from engine.directory.models import Relation
from engine.letters.values import Item, PlanTitle, Sender

Waits = Literal["review", "time", "assignment", "reply"]


@dataclass(frozen=True)
class Absent:
    """An agency of which nothing was recorded: how often it was urged, the days it was called, until when it asked for."""

    agency: str
    urged: int = 0
    called: tuple[dt.date, ...] = ()
    asks_until: dt.date | None = None


@dataclass(frozen=True)
class Tally:
    """What one task or report of a plan has come to: how many owe it, of how many it was recorded, who is missing."""

    text: str
    kind: Literal["task", "report"]
    due: Due
    total: int
    in_time: int
    late: int
    absent: tuple[Absent, ...]
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Summary:
    """What we ourselves owe upward, and cannot finish while reports are missing."""

    text: str
    to: str
    due: Due
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Missing:
    """The report of who is missing, one plan, to the leader of the coordinating office, `to` ("Đồng chí Trưởng phòng")."""

    at: dt.datetime
    sender: Sender
    plan: PlanTitle
    tallies: tuple[Tally, ...]
    to: str = ""
    reminded: tuple[dt.date, ...] = ()
    called: tuple[dt.date, ...] = ()
    imported_at: dt.datetime | None = None
    summary: Summary | None = None


@dataclass(frozen=True)
class ToHead:
    """What the head of a late agency is told, of one plan; `reminded` and `called` count what was tried before."""

    at: dt.datetime
    sender: Sender
    agency: str
    relation: Relation
    items: tuple[Item, ...]
    to: str = ""
    reminded: int = 0
    called: int = 0


@dataclass(frozen=True)
class Alarm:
    """One alert: the obligation (its stage "after"), what was tried, and whom to call.

    `waits_for` names what it collects and has not got: then it is a consequence, and nobody is to be urged for it.
    """

    item: Item
    relation: Relation
    reminded: int = 0
    last_reminded: dt.date | None = None
    contact: str = ""
    phone: str = ""
    asks_until: dt.date | None = None
    waits_for: str = ""


@dataclass(frozen=True)
class Alerts:
    """The new alerts of one plan, for the coordinator; `recorded` of `total` is how the plan's limits stand that have passed."""

    at: dt.datetime
    sender: Sender
    plan: PlanTitle
    alarms: tuple[Alarm, ...]
    recorded: int
    total: int
    imported_at: dt.datetime | None = None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the coordinator: a result to review, more time or another assignment asked for, a reply."""

    item: Item
    waits: Waits
    since: dt.date
    asks_until: dt.date | None = None


@dataclass(frozen=True)
class HeldLetter:
    """A letter that waits for release."""

    to: str
    subject: str
    since: dt.date


@dataclass(frozen=True)
class Digest:
    """The coordinator's week: what is due until `until`, what is overdue, what waits, how fresh our knowledge is."""

    at: dt.datetime
    sender: Sender
    until: dt.date
    coming: tuple[Item, ...]
    overdue: tuple[Item, ...]
    waiting: tuple[Waiting, ...] = ()
    held: tuple[HeldLetter, ...] = ()
    imported_at: dt.datetime | None = None
    last_run_at: dt.datetime | None = None
