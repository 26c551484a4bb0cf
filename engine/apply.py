"""Apply: make a plan's spec true of the ledger. Twice is the same as once; what is tracked keeps its history.

`compare` is the same without the change: what `diff` shows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.rules import missed_at
from engine.directory.models import Agency
from engine.ledger.address_book import save_agencies, seed_contacts
from engine.ledger.ledger import Ledger
from engine.ledger.reader import plan_spec, tracked_all
from engine.ledger.tables import plans
from engine.ledger.unit import Unit, due_data
from engine.obligations.difference import Difference, difference
from engine.obligations.expansion import expand
from engine.obligations.values import Obligation, Tracked
from engine.spec.plan import Plan


@dataclass(frozen=True)
class Applied:
    """What one plan's spec changes. `new_plan` when nothing of it was tracked before."""

    plan: str
    title: str
    new_plan: bool
    changes: Difference
    header_changed: bool
    before_tracking: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything changes."""
        return self.new_plan or self.header_changed or bool(self.changes)


def compare(ledger: Ledger, plan: Plan) -> Applied:
    """Return what applying `plan` would change."""
    wanted = expand(plan.spec, plan.directory)
    if not ledger.exists:
        return _applied(plan, None, difference(wanted, {}))
    with ledger.read() as connection:
        return _compared(connection, plan, wanted)


def _compared(connection: sa.Connection, plan: Plan, wanted: tuple[Obligation, ...]) -> Applied:
    tracked = {t.id: t for t in tracked_all(connection, plan.spec.plan.id)}
    stored = plan_spec(connection, plan.spec.plan.id)
    return _applied(plan, stored, difference(wanted, tracked))


def _applied(plan: Plan, stored: dict[str, object] | None, changes: Difference) -> Applied:
    header = plan.spec.plan
    changed = stored is not None and stored != spec_data(plan)
    return Applied(header.id, header.title, stored is None, changes, changed)


def apply(ledger: Ledger, plan: Plan, at: dt.datetime, *, with_past: bool = False) -> Applied:
    """Make the plan's spec true. Limits already past when a plan is adopted open as "trước khi theo dõi"."""
    with ledger.write(at) as unit:
        wanted = expand(plan.spec, plan.directory)
        result = _compared(unit.connection, plan, wanted)
        if result:
            before = _Applying(ledger, unit, plan).make(result, with_past=with_past)
            result = Applied(**{**vars(result), "before_tracking": before})
            ledger.commit(unit)
    return result


class _Applying:
    """One plan's change, in one transaction."""

    def __init__(self, ledger: Ledger, unit: Unit, plan: Plan) -> None:
        self.unit, self.plan = unit, plan
        self.office = ledger.settings.office or plan.spec.plan.coordinator

    def make(self, result: Applied, *, with_past: bool) -> tuple[str, ...]:
        """Make the change; return the ids opened as before tracking."""
        self._save_plan(new=result.new_plan)
        before = tuple(o.id for o in result.changes.added if not with_past and self._is_past(o))
        for obligation in result.changes.added:
            self._open(obligation, before_tracking=obligation.id in before)
        for tracked in result.changes.withdrawn:
            self.unit.record("withdrawn", tracked.id, {"reason": "không còn trong kế hoạch", "left_plan": True})
        self._redate_and_reword(result.changes)
        return before

    def _redate_and_reword(self, changes: Difference) -> None:
        for redating in changes.redated:
            self.unit.redefine(redating.obligation)
            self.unit.record("redated", redating.obligation.id, {"due": due_data(redating.obligation)})
        for obligation in changes.reworded:
            self.unit.redefine(obligation)
            self.unit.record("reworded", obligation.id, obligation.wording())

    def _is_past(self, obligation: Obligation) -> bool:
        late = missed_at(obligation.due)
        return late is not None and late <= self.unit.at

    def _open(self, obligation: Obligation, *, before_tracking: bool) -> None:
        known = self.unit.connection.execute(_KNOWN, {"id": obligation.id}).first()
        if known is None:
            own = obligation.agency == self.office
            self.unit.open(obligation, before_tracking=before_tracking, own=own)
            return
        self.unit.redefine(obligation)
        data = {"due": due_data(obligation), "before_tracking": before_tracking}
        self.unit.record("reopened", obligation.id, data)

    def _save_plan(self, *, new: bool) -> None:
        header, connection = self.plan.spec.plan, self.unit.connection
        values: Mapping[str, object] = {
            "applied_at": self.unit.at,
            "header": header.model_dump_json(by_alias=True),
            "spec": json.dumps(spec_data(self.plan), ensure_ascii=False, sort_keys=True),
        }
        if new:
            connection.execute(sa.insert(plans).values(id=header.id, version=1, **values))
        else:
            newer = sa.update(plans).where(plans.c.id == header.id)
            connection.execute(newer.values(version=plans.c.version + 1, **values))
        save_agencies(connection, _agencies(self.plan))
        seed_contacts(connection, self.plan.directory.contacts)
        self.unit.note("plan_applied", {"title": header.title}, plan=header.id)


_KNOWN = sa.text("SELECT id FROM obligations WHERE id = :id")


def _agencies(plan: Plan) -> tuple[Agency, ...]:
    return plan.directory.agencies


def spec_data(plan: Plan) -> dict[str, object]:
    """Return everything that `apply` makes true, as JSON values: spec and directory."""
    spec = plan.spec.model_dump(mode="json", by_alias=True)
    return {**spec, "directory": plan.directory.model_dump(mode="json", by_alias=True)}


__all__ = ["Applied", "Tracked", "apply", "compare", "spec_data"]
