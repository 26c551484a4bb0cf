"""What a changed plan causes: the letters that will go out by themselves, said before and after the change is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import moved
from engine.deadlines.rules import missed_at
from engine.obligations.difference import Difference
from engine.obligations.history import OPENING, Facts, after
from engine.obligations.values import Event, Obligation
from engine.spec.models import Status
from engine.steps.actors import AUTOMATIC
from engine.steps.changes import limit_data


@dataclass(frozen=True)
class Letters:
    """The obligations that agencies will be told of: those new to them, and those with another limit than they know."""

    notices: tuple[Obligation, ...] = ()
    corrections: tuple[Obligation, ...] = ()


@dataclass(frozen=True)
class Consequences:
    """What follows from a change at a moment. `office` is the agency we are, which gets no letters from itself."""

    changes: Difference
    calendar: WorkingCalendar
    office: str
    at: dt.datetime

    def letters(self, status: Status) -> Letters:
        """Return what the next runs write because of the change; a plan that is suspended or has ended writes nothing."""
        if status != "in-force":
            return Letters()
        return Letters(tuple(self._notices()), tuple(self._corrections()))

    def _notices(self) -> Iterator[Obligation]:
        told = {t.id for t in self.changes.returning if t.facts.done or OPENING in t.facts.reached}
        limits = {o.id: t.tracked.facts for t in self.changes.handed_on for o in t.to}
        for obligation in self.changes.added:
            if obligation.agency == self.office or obligation.id in told:
                continue
            if not self._is_past(obligation, limits.get(obligation.id)):
                yield obligation

    def _is_past(self, obligation: Obligation, origin: Facts | None) -> bool:
        """Say whether the limit has passed: of what is taken over, the present limit of whose it was."""
        ends = origin.limit_at if origin else missed_at(obligation.due, moved(obligation.due, self.calendar))
        return ends is not None and ends <= self.at

    def _corrections(self) -> Iterator[Obligation]:
        known = {tracked.id: tracked.facts for tracked in self.changes.returning}
        back = ((o, known[o.id], "reopened") for o in self.changes.added if o.id in known)
        moved_on = ((r.obligation, r.facts, "redated") for r in self.changes.redated)
        for obligation, facts, kind in (*back, *moved_on):
            event = Event(kind, self.at, AUTOMATIC, limit_data(obligation.due, self.calendar))
            if self._corrects(after(facts, event)):
                yield obligation

    def _corrects(self, facts: Facts) -> bool:
        over = facts.limit_at is not None and facts.limit_at <= self.at
        return facts.correction is not None and not (facts.settled or facts.own or over)
