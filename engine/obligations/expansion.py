"""From a plan to obligations: groups fan out to their members, what recurs to its occurrences; owed twice is owed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.recurrence import occurrences
from engine.deadlines.rules import Due, Every
from engine.deadlines.words import limit_words
from engine.directory.models import Directory
from engine.obligations.values import ONCE, Obligation
from engine.spec.ladders import effective
from engine.spec.models import Assignment, Basis, Header, PlanSpec, Report, Task

STRENGTH: tuple[Basis, ...] = ("explicit", "inferred", "invited")
HORIZON = dt.timedelta(days=400)


@dataclass(frozen=True)
class When:
    """One time that a task or report is owed."""

    occurrence: str
    due: Due
    starts: dt.date | None = None


def expand(spec: PlanSpec, directory: Directory, calendar: WorkingCalendar, on: dt.date) -> tuple[Obligation, ...]:
    """Return everything the plan asks of anybody, in the order of the document, with the members of the day `on`.

    What recurs is asked for the plan's period; where that has no end, for 400 days from `on`.
    """
    found: dict[str, Obligation] = {}
    for obligation in _Expansion(spec, directory, calendar, on).all():
        found.setdefault(obligation.id, obligation)
    return tuple(found.values())


@dataclass(frozen=True)
class _Expansion:
    """One plan on one day."""

    spec: PlanSpec
    directory: Directory
    calendar: WorkingCalendar
    on: dt.date

    def all(self) -> Iterator[Obligation]:
        for assignment in self.spec.assignments:
            yield from self._tasks(assignment)
        for report in self.spec.reports:
            yield from self._reports(report)

    def _tasks(self, assignment: Assignment) -> Iterator[Obligation]:
        members = self.directory.asked(assignment.agency, self.on) if assignment.agency else ()
        for task in assignment.tasks:
            said = _said(self.spec.plan, assignment.section, task) | {"kind": "task", "role": task.role}
            times = self._times(task.due)
            for agency in members:
                yield from (_obligation(said, agency, "explicit", when) for when in times)

    def _reports(self, report: Report) -> Iterator[Obligation]:
        said = _said(self.spec.plan, report.section, report)
        said |= {"kind": "report", "role": "assigned", "to": report.to, "via": report.via}
        times = self._times(report.due)
        for agency, basis in self._owing(report).items():
            yield from (_obligation(said, agency, basis, when) for when in times)

    def _owing(self, report: Report) -> dict[str, Basis]:
        """Return who owes a report, in the order named; who is named twice owes it on the stronger ground.

        A collector named with a group it belongs to owes nothing to itself.
        """
        found: dict[str, Basis] = {}
        for entry in report.owed_by:
            for agency in self.directory.asked(entry.agency, self.on):
                found[agency] = min(found.get(agency, entry.basis), entry.basis, key=STRENGTH.index)
        coordinator = self.spec.plan.coordinator
        if coordinator in (report.to, report.via) or not any(o.agency == coordinator for o in report.owed_by):
            found.pop(coordinator, None)
        return found

    def _times(self, due: Due) -> list[When]:
        """Return each time that a rule asks for."""
        rule = with_policy(due, self.spec.plan)
        if not isinstance(rule, Every) or not (rule.dates or rule.rrule):
            return [When(ONCE, rule)]
        rule = rule if rule.printed else rule.model_copy(update={"printed": limit_words(rule)})
        period = self.spec.plan.period
        found = occurrences(rule, period.start, period.end, self.on + HORIZON, self.calendar)
        return [When(one.label, one.due, one.starts) for one in found]


def with_policy(due: Due, plan: Header) -> Due:
    """Return a rule that says itself what the plan says of days off and of "trước ngày"."""
    changes: dict[str, Any] = {}
    if due.roll is None and plan.roll != "none":
        changes["roll"] = plan.roll
    if due.missed_from is None and plan.missed_from != "strict":
        changes["missed_from"] = plan.missed_from
    return due.model_copy(update=changes) if changes else due


def _said(plan: Header, section: str, item: Task | Report) -> dict[str, Any]:
    ladder = effective(item.ladder, plan.ladder, plan.urgency)
    said = {"plan": plan.id, "task": item.id, "section": section, "text": item.text, "quote": item.quote}
    return said | {"ladder": ladder}


def _obligation(said: dict[str, Any], agency: str, basis: Basis, when: When) -> Obligation:
    return Obligation(**said, agency=agency, basis=basis, **vars(when))
