"""Histories of one obligation for hypothesis: any order of events at all, and lives in which verbs refuse what they refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from engine.clock import moment
from engine.obligations.history import Facts, after
from engine.obligations.ladder import reached_by
from engine.obligations.values import Event
from engine.steps.alert import is_missed, is_silence_over
from tests.obligations.stories import CALENDAR

START = moment("2024-10-15")
DAYS = st.dates(dt.date(2024, 10, 1), dt.date(2025, 2, 28)).map(dt.date.isoformat)
LIMITS = st.one_of(
    st.just({"kind": "ongoing"}),
    DAYS.map(lambda day: {"kind": "before", "date": day}),
    DAYS.map(lambda day: {"kind": "before", "date": day, "time": "17:00"}),
    DAYS.map(lambda day: {"kind": "by", "date": day}),
)
BASES = st.sampled_from(["explicit", "inferred", "invited"])
RUNGS = st.lists(st.sampled_from(["opening", "before-15", "last-day", "after-1"]), min_size=1, unique=True)
YES_OR_NO = st.booleans()
WHY = st.just("lý do")

DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "opened": st.fixed_dictionaries({"due": LIMITS, "basis": BASES, "before_tracking": YES_OR_NO, "own": YES_OR_NO}),
    "redated": st.fixed_dictionaries({"due": LIMITS}),
    "extended": st.fixed_dictionaries({"due": LIMITS, "basis": WHY}),
    "reopened": st.fixed_dictionaries({"due": LIMITS, "before_tracking": YES_OR_NO}),
    "reworded": st.fixed_dictionaries({"basis": BASES}),
    "withdrawn": st.fixed_dictionaries({"reason": WHY, "left_plan": YES_OR_NO}),
    "reminded": st.fixed_dictionaries({"rungs": RUNGS}),
    "received": st.just({"name": "Minh", "position": ""}),
    "done_reported": st.fixed_dictionaries({"sent": DAYS, "awaits_review": YES_OR_NO, "nothing": YES_OR_NO}),
    "accepted": st.just({"reason": ""}),
    "returned": st.just({"reason": "thiếu số liệu"}),
    "extension_asked": st.fixed_dictionaries({"until": DAYS, "reason": WHY}),
    "reassign_asked": st.just({"reason": "không thuộc lĩnh vực"}),
    "alert_raised": st.just({}),
    "acknowledged": st.just({"reason": ""}),
    "silenced": st.fixed_dictionaries({"until": DAYS, "reason": WHY}),
    "silence_ended": st.just({}),
}

Guard = Callable[[Facts, dict[str, Any], dt.datetime], bool]
TRACKED: Guard = lambda facts, _data, _at: facts.withdrawn_at is None  # noqa: E731
GUARDS: dict[str, Guard] = {
    "reopened": lambda facts, _data, _at: facts.left_plan,
    "extended": lambda facts, data, at: (
        TRACKED(facts, data, at) and data["due"].get("date", "") > at.date().isoformat()
    ),
    "accepted": lambda facts, data, at: TRACKED(facts, data, at) and facts.review == "awaiting",
    "returned": lambda facts, data, at: TRACKED(facts, data, at) and facts.done is not None,
    "alert_raised": lambda facts, _data, at: is_missed(facts, at),
    "acknowledged": lambda facts, _data, _at: facts.alert is not None and facts.alert.state != "resolved",
    "silenced": lambda facts, data, at: TRACKED(facts, data, at) and data["until"] > at.date().isoformat(),
    "silence_ended": lambda facts, _data, at: is_silence_over(facts, at),
    "reworded": lambda _facts, _data, _at: True,
    "redated": lambda _facts, _data, _at: True,
}


def _event(kind: str) -> st.SearchStrategy[tuple[str, dict[str, Any], int]]:
    return st.tuples(st.just(kind), DATA[kind], st.integers(min_value=0, max_value=20))


def _told(draw: st.DrawFn) -> list[tuple[str, dict[str, Any], int]]:
    kinds = [kind for kind in DATA if kind != "opened"]
    later = draw(st.lists(st.sampled_from(kinds).flatmap(_event), max_size=12))
    return [draw(_event("opened")), *later]


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return an opening and then any events in any order, sensible or not."""
    found, at = [], START
    for kind, data, days in _told(draw):
        at += dt.timedelta(days=days, hours=days)
        found.append(Event(kind, at, "Lan", data))
    return found


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """Return a history without what verbs refuse, and with the rungs that a run would have reached."""
    found: list[Event] = []
    facts: Facts | None = None
    for event in draw(histories()):
        if facts is None or GUARDS.get(event.kind, TRACKED)(facts, event.data, event.at):
            told = _as_reached(facts, event) if event.kind == "reminded" and facts else event
            facts = after(facts, told)
            found.append(told)
    return found


def _as_reached(facts: Facts, event: Event) -> Event:
    names = [rung.name for rung in reached_by(facts, event.at, CALENDAR)]
    return Event(event.kind, event.at, event.actor, {"rungs": names})
