"""What a list is asked for, and what one line of it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.directory.models import Contact
from engine.ledger.mails import MailRow
from engine.ledger.reader import LetterRow
from engine.ledger.runs import RunRow
from engine.ledger.view import Stamp
from engine.lists.calls import Call
from engine.obligations.states import State
from engine.standing import Line

Kind = Literal["waiting", "obligations", "unrecorded", "letters"]
Sort = Literal["plan", "limit", "agency"]
Urgency = Literal["alert", "own", "review", "extension", "reassign", "reply", "letter", "bounce", "call"]

URGENCY_WORDS: dict[Urgency, str] = {
    "alert": "chưa ghi nhận",
    "own": "cấp trên giao",
    "review": "chờ xác nhận",
    "extension": "đề nghị gia hạn",
    "reassign": "xem lại phân công",
    "reply": "thư trả lời",
    "letter": "chờ phát hành",
    "bounce": "thư bị trả lại",
    "call": "cần gọi",
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
    """One line of a list, with what belongs to it: an obligation, a letter held, or both; a mail; a call. Acts are done to it.

    `contact` is whom to call; `addressed` are the names of the agencies a letter is for, a mail is from, a call is to.
    """

    line: Line | None = None
    letter: LetterRow | None = None
    urgency: Urgency | None = None
    contact: Contact | None = None
    plan_title: str = ""
    addressed: str = ""
    mail: MailRow | None = None
    call: Call | None = None

    @property
    def key(self) -> str:
        """Return what this line is known by, however often it is read."""
        return f"{self.urgency}:{self._own_key}" if self.urgency else self._own_key

    @property
    def _own_key(self) -> str:
        if self.line:
            return self.line.id
        if self.letter:
            return self.letter.uid
        return str(self.mail.number) if self.mail else self.call.agency if self.call else ""


@dataclass(frozen=True)
class Overview:
    """How much stands on each list, when the last run was, and what to say when the next one has not come in time.

    `imported_at` is when the register of incoming documents was last read: no list of the missing is newer than that.
    `register_is_old` when something is missing, and the register was not read since the last working day.
    """

    at: dt.datetime
    plans: int = 0
    office: str = ""
    counts: Mapping[Kind, int] = field(default_factory=dict)
    urgencies: Mapping[Urgency, int] = field(default_factory=dict)
    last_run: RunRow | None = None
    run_late: str = ""
    stamp: Stamp | None = None
    imported_at: dt.datetime | None = None
    register_is_old: bool = False

    @property
    def today(self) -> dt.date:
        """Return the day of this look."""
        return self.at.date()

    @property
    def tracks_nothing(self) -> bool:
        """Say whether no plan was ever applied."""
        return not self.plans
