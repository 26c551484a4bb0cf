"""What a letter is made of. Values only: whoever drafts has already decided what is due and to whom it goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from engine.deadlines.rules import Due
from engine.directory.models import Relation
from engine.spec.models import Basis, Role

LetterKind = Literal[
    "notice", "reminder", "last_day", "urging", "correction", "receipt", "renewed",
    "extended", "declined", "returned", "recorded",
    "missing", "head", "alerts", "digest",
]  # fmt: skip
Stage = Literal[
    "new",
    "coming",
    "last_day",
    "after",
    "corrected",
    "extended",
    "declined",
    "returned",
    "recorded",
    "receipt",
    "renewed",
]
Why = Literal["plan", "calendar", "event"]
Asked = Literal["time", "assignment"]


@dataclass(frozen=True)
class Sender:
    """The coordinating office and the person to call. `signs_for_authority`: TL. CHỦ TỊCH or UBND itself."""

    office: str
    person: str = ""
    position: str = ""
    phone: str = ""
    signs_for_authority: bool = False


@dataclass(frozen=True)
class Recipient:
    """Who opens the letter: every agency behind one address, and the relation that decides the tone."""

    agencies: tuple[str, ...]
    relation: Relation


@dataclass(frozen=True)
class PlanTitle:
    """How a plan is named in a letter. Without a number it is named by its title alone, never by a blank."""

    title: str
    short_title: str
    issuer: str
    number: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True)
class Evidence:
    """What was recorded of a result: the document's number and date, the day it was sent, or "không phát sinh"."""

    sent: dt.date
    number: str = ""
    date: dt.date | None = None
    nothing: bool = False
    in_time: bool = True


@dataclass(frozen=True)
class Item:
    """One obligation as a letter speaks of it.

    `stage` is why it stands in this letter. `destination` is where the report goes, in words ("UBND huyện Vĩnh Linh
    (qua Phòng ...)"), empty for tasks. `last_day` is the last day in time, `day_off` the name of the holiday or
    weekend day it falls on. `urged` counts the urgings already released, `received` is the day receipt was confirmed.
    Of what recurs, `recurs` is the wording of its rule. At the stage "corrected", `told` is the limit the agency was
    told before, with its last day, and `why` it changed. `taken_over_from` are the names of those whose task this was
    until `taken_over_by`, a document, gave it to this agency.

    Of a decision, `said_reason` is its basis or reason in the words of who decided; an extension has the limit
    `first` given and is `provisional` while its document is awaited; what was declined was `asked` for, where that is
    known; a result recorded has its `evidence`. `version` counts the limits it has had.
    """

    obligation: str
    plan: PlanTitle
    agency: str
    kind: Literal["task", "report"]
    role: Role
    basis: Basis
    section: str
    text: str
    quote: str
    due: Due
    stage: Stage
    destination: str = ""
    last_day: dt.date | None = None
    day_off: str | None = None
    urged: int = 0
    received: dt.date | None = None
    recurs: str = ""
    why: Why | None = None
    told: Due | None = None
    told_last_day: dt.date | None = None
    taken_over_from: tuple[str, ...] = ()
    taken_over_by: str = ""
    said_reason: str = ""
    first: Due | None = None
    first_last_day: dt.date | None = None
    provisional: bool = False
    asked: Asked | None = None
    evidence: Evidence | None = None
    version: int = 1


@dataclass(frozen=True)
class Draft:
    """Everything one letter says. `link` is the whole URL, None when links are off; `reply_by` only for urgings."""

    at: dt.datetime
    sender: Sender
    recipient: Recipient
    items: tuple[Item, ...]
    link: str | None
    reply_by: dt.date | None = None


@dataclass(frozen=True)
class Letter:
    """A letter as it goes: NFC, the text complete by itself."""

    kind: LetterKind
    subject: str
    text: str
    html: str
