"""Apply: make a plan's spec true of the ledger. Twice is the same as once; what is tracked keeps its history.

`compare` is the same without the change: what `diff` shows. A plan that supersedes others ends what they still ask.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.deadlines.words import date_words
from engine.errors import PhancongError
from engine.ledger.address_book import save_agencies, seed_contacts
from engine.ledger.ledger import Ledger
from engine.ledger.reader import plan_spec, tracked_all
from engine.ledger.tables import plans
from engine.ledger.unit import Unit
from engine.obligations.difference import Difference
from engine.obligations.values import Tracked
from engine.spec.plan import Plan
from engine.steps.changes import Changing, PlanFile, changes_of
from engine.steps.open import look_again_at
from engine.steps.recalculate import remember_first


class SupersededPlanError(PhancongError):
    """Kế hoạch này đã được thay thế bởi một kế hoạch khác đang theo dõi."""


@dataclass(frozen=True)
class Applied:
    """What one plan's spec changes. `new_plan` when nothing of it was tracked before.

    `superseded` are the open obligations of the plans it takes the place of.
    """

    plan: str
    title: str
    new_plan: bool
    changes: Difference
    header_changed: bool
    superseded: tuple[Tracked, ...] = ()
    before_tracking: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything changes."""
        return self.new_plan or self.header_changed or bool(self.changes) or bool(self.superseded)


def compare(ledger: Ledger, plan: Plan, at: dt.datetime) -> Applied:
    """Return what applying `plan` at `at` would change. Raises SupersededPlanError."""
    if not ledger.exists:
        return _compared(None, plan, ledger, at)
    with ledger.read() as connection:
        return _compared(connection, plan, ledger, at)


def _compared(connection: sa.Connection | None, plan: Plan, ledger: Ledger, at: dt.datetime) -> Applied:
    file, header = PlanFile(plan.spec, plan.directory), plan.spec.plan
    stored = plan_spec(connection, header.id) if connection is not None else None
    if connection is not None:
        _refuse_superseded(connection, header.id)
    return Applied(
        plan=header.id,
        title=header.title,
        new_plan=stored is None,
        changes=changes_of(connection, file, ledger.calendar, at),
        header_changed=stored is not None and stored != file.data(),
        superseded=_superseded(connection, header.supersedes),
    )


def _superseded(connection: sa.Connection | None, plan_ids: tuple[str, ...]) -> tuple[Tracked, ...]:
    if connection is None:
        return ()
    tracked = (one for plan in plan_ids for one in tracked_all(connection, plan))
    return tuple(one for one in tracked if one.facts.done is None and not one.facts.withdrawn_at)


def _refuse_superseded(connection: sa.Connection, plan: str) -> None:
    for row in connection.execute(sa.select(plans.c.header)):
        header = json.loads(row.header)
        if plan in header.get("supersedes", ()):
            raise SupersededPlanError(f"Kế hoạch này đã được thay thế bởi: {header['title']}.")


def apply(ledger: Ledger, plan: Plan, at: dt.datetime, *, with_past: bool = False) -> Applied:
    """Make the plan's spec true. Limits already past when a plan is adopted open as "trước khi theo dõi"."""
    with ledger.write(at) as unit:
        result = _compared(unit.connection, plan, ledger, unit.at)
        if result:
            _save_plan(unit, plan, ledger, new=result.new_plan)
            office = ledger.settings.office or plan.spec.plan.coordinator
            changing = Changing(unit, PlanFile(plan.spec, plan.directory), ledger.calendar, office)
            before = changing.make(result.changes, with_past=with_past)
            _end(unit, result, plan)
            remember_first(unit.connection, ledger.calendar)
            result = dataclasses.replace(result, before_tracking=before)
            ledger.commit(unit)
    return result


def _end(unit: Unit, result: Applied, plan: Plan) -> None:
    """End what the superseded plans still ask."""
    header = plan.spec.plan
    number = f" số {header.number}" if header.number else ""
    day = f" ngày {date_words(header.date)}" if header.date else ""
    why = f"được thay thế bởi Kế hoạch{number}{day}"
    for tracked in result.superseded:
        unit.record("withdrawn", tracked.id, {"reason": why, "left_plan": True})


def _save_plan(unit: Unit, plan: Plan, ledger: Ledger, *, new: bool) -> None:
    header, connection = plan.spec.plan, unit.connection
    file = PlanFile(plan.spec, plan.directory)
    values: Mapping[str, Any] = {
        "applied_at": unit.at,
        "header": header.model_dump_json(by_alias=True),
        "spec": json.dumps(file.data(), ensure_ascii=False, sort_keys=True),
        "look_at": look_again_at(file, unit.at),
        **({"source": plan.source_text} if plan.source_text is not None else {}),
    }
    if new:
        connection.execute(sa.insert(plans).values(id=header.id, version=1, **values))
    else:
        newer = sa.update(plans).where(plans.c.id == header.id)
        connection.execute(newer.values(version=plans.c.version + 1, **values))
    save_agencies(connection, plan.directory.agencies)
    seed_contacts(connection, plan.directory.contacts)
    unit.note("plan_applied", {"title": header.title}, plan=header.id)
