"""Prefect's own scheduler reads the schedule of a plan as it is meant."""

from __future__ import annotations

import datetime as dt

import pytest
from prefect.server.schemas.schedules import RRuleSchedule

from engine.clock import moment
from engine.deadlines.rules import VIETNAM
from engine.ledger.address_book import PlanHead
from engine.steps.agenda import STEPS, PlanAgenda
from flows import steps
from flows.plan_flow import plan_flow
from flows.schedules import schedule
from flows.timetable import flow_name

HEAD = PlanHead(
    id="binh-dang-gioi",
    title="Triển khai công tác bình đẳng giới năm 2024",
    short_title="bình đẳng giới & tiến bộ 58/KH",
    issuer="ubnd-huyen",
    coordinator="phong-ldtbxh",
    number="58/KH-UBND",
    date=dt.date(2024, 10, 30),
    required=False,
)
SATURDAY, MONDAY = "2024-11-16T07:00", "2024-11-18T07:00"


def agenda_with(*mornings: str) -> PlanAgenda:
    return PlanAgenda(HEAD, moment("2024-11-01"), tuple(map(moment, mornings)))


async def runs(plan: PlanAgenda, first: str, count: int) -> list[dt.datetime]:
    ours = schedule(plan)
    assert ours.rrule is not None
    theirs = RRuleSchedule(rrule=ours.rrule, timezone=ours.timezone)
    return [when.astimezone(VIETNAM) for when in await theirs.get_dates(count, moment(first))]


async def test_a_plan_runs_each_working_morning_and_on_its_own_days_once_each() -> None:
    found = await runs(agenda_with(SATURDAY, MONDAY), "2024-11-15T06:00", 4)
    assert found == [moment("2024-11-15T07:00"), moment(SATURDAY), moment(MONDAY), moment("2024-11-19T07:00")]


async def test_a_plan_with_nothing_to_come_keeps_its_safety_runs() -> None:
    found = await runs(agenda_with(), "2024-11-15T08:00", 2)
    assert found == [moment(MONDAY), moment("2024-11-19T07:00")]


def test_the_schedule_is_in_vietnams_time() -> None:
    assert schedule(agenda_with()).timezone == "Asia/Ho_Chi_Minh"


def test_an_operator_reads_on_prefects_page_which_plan_it_is() -> None:
    flow = plan_flow(agenda_with())
    assert flow.name == "binh-dang-gioi: bình đẳng giới - tiến bộ 58-KH"
    assert flow.description is not None
    assert flow.description.startswith("Kế hoạch số 58/KH-UBND: Triển khai công tác bình đẳng giới năm 2024.")


@pytest.mark.parametrize("character", "/&%<>")
def test_a_title_may_hold_what_prefect_refuses_in_names(character: str) -> None:
    head = PlanHead(**{**vars(HEAD), "short_title": f"a{character}b"})
    assert flow_name(PlanAgenda(head, moment("2024-11-01"), ())) == "binh-dang-gioi: a-b"


def test_prefect_shows_the_engines_steps_under_the_engines_names() -> None:
    tasks = (
        *(steps.collect_mail, steps.open_plan, steps.gather_answers),
        *(steps.remind_agencies, steps.raise_alerts, steps.deliver_letters),
    )
    assert tuple(task.name for task in tasks) == STEPS
