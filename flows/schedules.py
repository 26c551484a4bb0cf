"""A plan's agenda as a Prefect schedule."""

from __future__ import annotations

from prefect.schedules import RRule, Schedule

from engine.steps.agenda import PlanAgenda
from flows.timetable import TIMEZONE, rule_set


def schedule(agenda: PlanAgenda) -> Schedule:
    """Return when this plan's flow runs; computed anew whenever the plan or its limits change."""
    return RRule(rule_set(agenda), timezone=TIMEZONE)
