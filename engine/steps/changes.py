"""What makes a plan's spec true of the ledger: which obligations open, close, change their date, their words, their agency.

`changes_of` says it without doing it; `make` does it in the caller's transaction. Adopting a plan, amending it, and the
runs that roll it on all come through here, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import moved
from engine.deadlines.rules import VIETNAM, Due, missed_at
from engine.directory.models import Directory
from engine.ledger.reader import tracked_all
from engine.ledger.tables import obligations
from engine.ledger.unit import Unit
from engine.obligations.difference import Difference, difference
from engine.obligations.expansion import expand
from engine.obligations.history import DUE, Facts
from engine.obligations.succession import HandOver, follow
from engine.obligations.values import ONCE, Obligation, Tracked
from engine.spec.models import PlanSpec

ENDED = "kế hoạch đã kết thúc"
DROPPED = "không còn trong kế hoạch"


@dataclass(frozen=True)
class PlanFile:
    """A spec with its directory: what `apply` makes true, and what the ledger keeps of it."""

    spec: PlanSpec
    directory: Directory

    def data(self) -> dict[str, Any]:
        """Return it as JSON values."""
        spec = self.spec.model_dump(mode="json", by_alias=True)
        return {**spec, "directory": self.directory.model_dump(mode="json", by_alias=True)}

    @classmethod
    def stored(cls, text: str) -> PlanFile:
        """Read what the ledger keeps."""
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, data: dict[str, Any]) -> PlanFile:
        """Read JSON values."""
        spec = {key: value for key, value in data.items() if key != "directory"}
        return cls(PlanSpec.model_validate(spec), Directory.model_validate(data["directory"]))


def changes_of(
    connection: sa.Connection | None, plan: PlanFile, calendar: WorkingCalendar, at: dt.datetime
) -> Difference:
    """Return what making `plan` true at `at` would change; without a connection, of an empty ledger."""
    known = tracked_all(connection, plan.spec.plan.id) if connection is not None else []
    tracked = {one.id: one for one in known}
    wanted = expand(plan.spec, plan.directory, calendar, at.date())
    followed = follow(wanted, tracked, plan.directory, at.date())
    return difference(followed.wanted, tracked, followed.handed_on, plan.spec.plan.status)


class Changing:
    """One plan's change, in one transaction. `office` is the agency we are, which gets no letters from itself."""

    def __init__(self, unit: Unit, plan: PlanFile, calendar: WorkingCalendar, office: str) -> None:
        """Take the transaction to write in."""
        self.unit, self.plan, self.calendar, self.office = unit, plan, calendar, office
        self._suspended = plan.spec.plan.status == "suspended"
        self._announced = announced(unit.connection, plan.spec.plan.id)
        self._known = known(unit.connection, plan.spec.plan.id)

    def make(self, changes: Difference, *, with_past: bool = False) -> tuple[str, ...]:
        """Make the change; return the ids opened as before tracking."""
        handed = _origins(changes.handed_on)
        before = tuple(o.id for o in changes.added if not with_past and o.id not in handed and self._is_past(o.due))
        for obligation in changes.added:
            self._open(obligation, handed.get(obligation.id, ()), before_tracking=obligation.id in before)
        self._close(changes)
        self._redate_and_reword(changes)
        return before

    def _close(self, changes: Difference) -> None:
        why = ENDED if self.plan.spec.plan.status == "ended" else DROPPED
        for tracked in changes.withdrawn:
            self.unit.record("withdrawn", tracked.id, {"reason": why, "left_plan": True})
        for hand_over in changes.handed_on:
            to = [obligation.id for obligation in hand_over.to]
            self.unit.record("succeeded", hand_over.tracked.id, {"to": to, "document": hand_over.document})
        for tracked in changes.suspended:
            self.unit.record("suspended", tracked.id)
        for tracked in changes.resumed:
            self.unit.record("resumed", tracked.id)

    def _redate_and_reword(self, changes: Difference) -> None:
        for redating in changes.redated:
            self.unit.redefine(redating.obligation)
            self.unit.record("redated", redating.obligation.id, limit_data(redating.obligation.due, self.calendar))
        for obligation in changes.reworded:
            self.unit.redefine(obligation)
            self.unit.record("reworded", obligation.id, obligation.wording())

    def _is_past(self, due: Due) -> bool:
        late = missed_at(due, moved(due, self.calendar))
        return late is not None and late <= self.unit.at

    def _open(self, obligation: Obligation, origins: tuple[HandOver, ...], *, before_tracking: bool) -> None:
        data = limit_data(obligation.due, self.calendar) | {"before_tracking": before_tracking} | own_ladder(obligation)
        if obligation.id in self._known:
            self.unit.redefine(obligation)
            self.unit.record("reopened", obligation.id, data)
        else:
            data |= {"basis": obligation.basis, "own": obligation.agency == self.office}
            data |= self._recurring(obligation, before_tracking=before_tracking) | self._taken_over(origins)
            self.unit.open(obligation, data)
        if self._suspended:
            self.unit.record("suspended", obligation.id)

    def _recurring(self, obligation: Obligation, *, before_tracking: bool) -> dict[str, Any]:
        """Return what the log keeps of one occurrence: its period, and whether one before it announces it."""
        if obligation.starts is None:
            return {}
        data: dict[str, Any] = {"starts": obligation.starts.isoformat()}
        owed = (obligation.task, obligation.agency)
        if owed in self._announced:
            return data | {"announced": True}
        if not before_tracking:
            self._announced.add(owed)
        return data

    def _taken_over(self, origins: tuple[HandOver, ...]) -> dict[str, Any]:
        return carried_on([one.tracked for one in origins], origins[0].document if origins else "")


def own_ladder(obligation: Obligation) -> dict[str, Any]:
    """Return the ladder of an obligation as the log keeps it; nothing for the usual one."""
    return {"ladder": obligation.ladder.data()} if obligation.ladder else {}


def limit_data(due: Due, calendar: WorkingCalendar) -> dict[str, Any]:
    """Return a limit as the log keeps it: what the plan says, and the day to which it moves."""
    return _limit(due, moved(due, calendar))


def known(connection: sa.Connection, plan: str) -> set[str]:
    """Return the ids of everything that was ever opened of a plan."""
    return set(connection.execute(sa.select(obligations.c.id).where(obligations.c.plan == plan)).scalars())


def announced(connection: sa.Connection, plan: str) -> set[tuple[str, str]]:
    """Return the tasks that recur, each with an agency that knows of it already."""
    theirs = (obligations.c.plan == plan) & (obligations.c.occurrence != ONCE)
    query = sa.select(obligations.c.task, obligations.c.agency).where(theirs).distinct()
    return set(connection.execute(query).tuples())


def _origins(handed_on: Iterable[HandOver]) -> dict[str, tuple[HandOver, ...]]:
    found: dict[str, tuple[HandOver, ...]] = {}
    for one in handed_on:
        for obligation in one.to:
            found[obligation.id] = (*found.get(obligation.id, ()), one)
    return found


def carried_on(origins: Sequence[Tracked], document: str) -> dict[str, Any]:
    """Return what an obligation takes over: whose it was, by what document, the present limit and the one first given."""
    if not origins:
        return {}
    facts = max((one.facts for one in origins), key=_ends_at)
    return _limit(facts.due, facts.moved_to) | {
        "predecessors": [one.id for one in origins],
        "document": document,
        "first": _limit(facts.first_due, facts.first_moved_to),
        "announced": False,
    }


def _ends_at(facts: Facts) -> dt.datetime:
    return facts.limit_at or dt.datetime.max.replace(tzinfo=VIETNAM)


def _limit(due: Due, moved_to: dt.date | None) -> dict[str, Any]:
    said = {"due": DUE.dump_python(due, mode="json", by_alias=True, exclude_none=True)}
    return said | {"moved_to": moved_to.isoformat()} if moved_to else said


def only_rolled_on(changes: Difference, tracked: Iterable[Tracked]) -> Difference:
    """Return what a run does by itself: new occurrences open, reorganised agencies are followed; the rest is a `diff`."""
    known = {(one.obligation.task, one.obligation.occurrence) for one in tracked}
    carried_on = {obligation.id for one in changes.handed_on for obligation in one.to}
    added = (o for o in changes.added if o.id in carried_on or (o.task, o.occurrence) not in known)
    return Difference(added=tuple(added), handed_on=changes.handed_on)
