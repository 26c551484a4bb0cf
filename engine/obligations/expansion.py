"""From a plan to obligations: groups fan out to their members, a report owed twice is owed once."""

from __future__ import annotations

from collections.abc import Iterator

from engine.directory.models import Directory
from engine.obligations.values import ONCE, Obligation
from engine.spec.models import Assignment, Basis, PlanSpec, Report

STRENGTH: tuple[Basis, ...] = ("explicit", "inferred", "invited")


def expand(spec: PlanSpec, directory: Directory) -> tuple[Obligation, ...]:
    """Return everything the plan asks of anybody, in the order of the document."""
    found: dict[str, Obligation] = {}
    for obligation in _all(spec, directory):
        found.setdefault(obligation.id, obligation)
    return tuple(found.values())


def _all(spec: PlanSpec, directory: Directory) -> Iterator[Obligation]:
    for assignment in spec.assignments:
        yield from _tasks(spec.plan.id, assignment, directory)
    for report in spec.reports:
        yield from _reports(spec, report, directory)


def _tasks(plan: str, assignment: Assignment, directory: Directory) -> Iterator[Obligation]:
    for task in assignment.tasks:
        for agency in directory.members(assignment.agency):
            yield Obligation(
                plan=plan,
                task=task.id,
                agency=agency,
                occurrence=ONCE,
                kind="task",
                role=task.role,
                basis="explicit",
                section=assignment.section,
                text=task.text,
                quote=task.quote,
                due=task.due,
            )


def _reports(spec: PlanSpec, report: Report, directory: Directory) -> Iterator[Obligation]:
    for agency, basis in _owing(report, directory).items():
        if agency != spec.plan.coordinator:
            yield Obligation(
                plan=spec.plan.id,
                task=report.id,
                agency=agency,
                occurrence=ONCE,
                kind="report",
                role="assigned",
                basis=basis,
                section=report.section,
                text=report.text,
                quote=report.quote,
                due=report.due,
                to=report.to,
                via=report.via,
            )


def _owing(report: Report, directory: Directory) -> dict[str, Basis]:
    """Return who owes a report, in the order named; who is named twice owes it on the stronger ground."""
    found: dict[str, Basis] = {}
    for entry in report.owed_by:
        for agency in directory.members(entry.agency):
            found[agency] = min(found.get(agency, entry.basis), entry.basis, key=STRENGTH.index)
    return found
