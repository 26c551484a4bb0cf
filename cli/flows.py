"""`phancong flows show`: one flow per plan in force, with what it does and when. Reads the agenda, not Prefect."""

from __future__ import annotations

import datetime as dt

import typer

from cli.context import print_json
from engine.deadlines.words import time_words, weekday_date
from engine.ledger.ledger import Ledger
from engine.steps.agenda import PlanAgenda, agenda
from flows.timetable import SCHEDULE_WORDS, STEP_WORDS, TIMEZONE, flow_name, rule_set

NO_PLAN = "Chưa có kế hoạch nào đang theo dõi. Bắt đầu bằng: phancong apply TỆP"
NOTHING_TO_COME = "không còn mốc nào; lần chạy hằng ngày vẫn gửi thư còn chờ"
SHOWN = 12


def show(ledger: Ledger, at: dt.datetime, *, as_json: bool) -> None:
    """Print the flows of the plans in force at `at`."""
    plans = agenda(ledger, at)
    if as_json:
        print_json({"flows": [flow_json(plan) for plan in plans]})
        return
    typer.echo("\n\n".join(map(flow_words, plans)) or NO_PLAN)


def flow_json(plan: PlanAgenda) -> dict[str, object]:
    """Return one flow as JSON values. `schedule` is an RFC 5545 rule set in local time."""
    return {
        "plan": plan.plan.id,
        "title": plan.plan.title,
        "flow": flow_name(plan),
        "steps": list(plan.steps),
        "timezone": TIMEZONE,
        "schedule": rule_set(plan),
        "next": [when.isoformat() for when in plan.next],
    }


def flow_words(plan: PlanAgenda) -> str:
    """Return one flow for a person."""
    lines = [
        plan.plan.title,
        f"  Số: {plan.plan.number or 'chưa ghi'}",
        f"  Tên luồng trên trang Prefect: {flow_name(plan)}",
        f"  Các bước: {' → '.join(STEP_WORDS[step] for step in plan.steps)}",
        f"  Lịch chạy: {SCHEDULE_WORDS}",
        "  Những ngày có việc:",
        *(f"    {line}" for line in _dates(plan.next)),
    ]
    return "\n".join(lines)


def _dates(mornings: tuple[dt.datetime, ...]) -> list[str]:
    if not mornings:
        return [NOTHING_TO_COME]
    shown = [f"{time_words(when.timetz())} {weekday_date(when.date())}" for when in mornings[:SHOWN]]
    more = mornings[SHOWN:]
    return [*shown, f"và {len(more)} ngày nữa, đến {weekday_date(more[-1].date())}"] if more else shown
