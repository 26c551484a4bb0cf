"""One Prefect flow per plan in force, with six batched steps: a flow run costs over a second, a task run 40 ms.

A run is its plan's own: it raises this plan's alerts and writes to the addresses this plan has something due at, and its
figures are this plan's. A letter still speaks of all that is due to its address, since a contact gets one letter a
working day across plans (engine/steps/remind.py), so the flows of all plans, in any order or side by side, come to what
`phancong run` does. A plan paused in Prefect starts nothing by itself, and a failure is one plan's.

`run_plan` is the one function behind all of them, so that a worker can load it by name; a plan's flow is that function
under the plan's name.
"""

from __future__ import annotations

import datetime as dt
import time

from prefect import Flow, flow, tags

from engine.run import RunResult, record
from engine.steps.agenda import PlanAgenda
from flows.steps import (
    collect_mail,
    deliver_letters,
    gather_answers,
    office_at,
    open_plan,
    raise_alerts,
    remind_agencies,
)
from flows.timetable import TAG, description, flow_name

PlanFlow = Flow[[str, dt.datetime | None], dict[str, object]]


def plan_flow(agenda: PlanAgenda) -> PlanFlow:
    """Return the flow of a plan; it is called with the plan's id and, for a rehearsal, the moment."""
    return run_plan.with_options(name=flow_name(agenda), description=description(agenda))


@flow(name=TAG)
def run_plan(plan: str, at: dt.datetime | None = None) -> dict[str, object]:
    """Take the steps of one plan, at `at` or now; return what `phancong run --json` prints."""
    started = time.monotonic()
    with tags(TAG, plan):
        collected = collect_mail(at)
        opened = open_plan(plan, at)
        gather_answers(at)
        reminded = remind_agencies(plan, at)
        raised = raise_alerts(plan, at)
        delivered = deliver_letters(at)
    with office_at(at) as (ledger, moment):
        seconds = time.monotonic() - started
        result = RunResult.of(moment, opened, reminded, raised, delivered, seconds, collected)
        return record(ledger, result).counts()
