"""The unit that is reminded, answered and missed: agency x task x one occurrence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from engine.deadlines.rules import Due
    from engine.obligations.history import Facts
    from engine.spec.ladders import Ladder
    from engine.spec.models import Basis, Role

ONCE = "-"


@dataclass(frozen=True)
class Obligation:
    """What the plan says of one agency's duty. `id` is `plan/task/agency/occurrence`, never the date.

    `to` and `via` are ids of agencies, for reports. `basis` of a task is explicit. `due` is the rule of the plan; of
    what recurs, the limit of this occurrence, which `starts` with its period.
    """

    plan: str
    task: str
    agency: str
    occurrence: str
    kind: Literal["task", "report"]
    role: Role
    basis: Basis
    section: str
    text: str
    quote: str
    due: Due
    to: str | None = None
    via: str | None = None
    ladder: Ladder | None = None
    starts: dt.date | None = dataclasses.field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Return the identity that survives a new date or wording."""
        return f"{self.plan}/{self.task}/{self.agency}/{self.occurrence}"

    def wording(self) -> dict[str, Any]:
        """Return everything but the identity and the limit, as JSON values."""
        return {name: getattr(self, name) for name in WORDING} | {"ladder": self.ladder.data() if self.ladder else None}


def agency_of(obligation: str) -> str:
    """Return the agency that an obligation's id names."""
    return obligation.split("/")[2]


WORDING = ("kind", "role", "basis", "section", "text", "quote", "to", "via")


@dataclass(frozen=True)
class Tracked:
    """An obligation together with what has happened to it."""

    obligation: Obligation
    facts: Facts

    @property
    def id(self) -> str:
        """Return the obligation's id."""
        return self.obligation.id


@dataclass(frozen=True)
class Event:
    """A past-tense fact about an obligation, as the log keeps it. `data` holds JSON values only."""

    kind: str
    at: dt.datetime
    actor: str
    data: dict[str, Any]
