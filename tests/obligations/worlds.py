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
DAYS = st.dates(dt.date(2024, 10, 1), dt.date(2025, 1, 31)).map(dt.date.isoformat)
LIMITS = st.one_of(
    DAYS.map(lambda day: {"kind": "before", "date": day}),
    DAYS.map(lambda day: {"kind": "before", "date": day, "time": "17:00"}),
    DAYS.map(lambda day: {"kind": "by", "date": day}),
    st.just({"kind": "ongoing"}),
)
BASES = st.sampled_from(["explicit", "explicit", "inferred", "invited"])
RUNGS = st.lists(st.sampled_from(["opening", "before-15", "last-day", "after-1"]), min_size=1, unique=True)
YES_OR_NO = st.booleans()
SELDOM = st.sampled_from([False, False, False, True])
WHY = st.just("lý do")
RUN = ("reminded", "alert_raised", "silence_ended")

DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "opened": st.fixed_dictionaries({"due": LIMITS, "basis": BASES, "before_tracking": SELDOM, "own": SELDOM}),
    "redated": st.fixed_dictionaries({"due": LIMITS}),
    "extended": st.fixed_dictionaries({"due": LIMITS, "basis": WHY, "provisional": SELDOM}),
    "reopened": st.fixed_dictionaries({"due": LIMITS, "before_tracking": YES_OR_NO}),
    "reworded": st.fixed_dictionaries({"basis": BASES}),
    "withdrawn": st.fixed_dictionaries({"reason": WHY, "left_plan": YES_OR_NO}),
    "reminded": st.fixed_dictionaries({"rungs": RUNGS}),
    "undelivered": st.fixed_dictionaries({"to": WHY, "why": WHY, "rungs": RUNGS}),
    "reply_received": st.just({"mail": 1, "from": "minh@yte.example"}),
    "reply_settled": st.just({"mail": 1, "accepted": True}),
    "called": st.fixed_dictionaries({"by": st.sampled_from(["phone", "zalo"]), "note": WHY}),
    "received": st.just({"name": "Minh", "position": ""}),
    "done_reported": st.fixed_dictionaries({"sent": DAYS, "awaits_review": YES_OR_NO, "nothing": YES_OR_NO}),
    "accepted": st.just({"reason": ""}),
    "returned": st.just({"reason": "thiếu số liệu"}),
    "declined": st.just({"reason": "chưa đủ căn cứ"}),
    "urged": st.just({}),
    "extension_asked": st.fixed_dictionaries({"until": DAYS, "reason": WHY}),
    "reassign_asked": st.just({"reason": "không thuộc lĩnh vực"}),
    "alert_raised": st.just({}),
    "acknowledged": st.just({"reason": ""}),
    "silenced": st.fixed_dictionaries({"until": DAYS, "reason": WHY}),
    "silence_ended": st.just({}),
    "recalculated": st.fixed_dictionaries({"due": LIMITS}),
    "event_recorded": st.fixed_dictionaries(
        {"due": LIMITS, "event": st.just("ngày nhận"), "happened_at": DAYS.map(lambda day: f"{day}T00:00:00+07:00")}
    ),
    "documented": st.fixed_dictionaries({"basis": WHY}),
    "succeeded": st.just({"to": ["ke-hoach/bao-cao/xa-moi/-"], "document": "Nghị quyết số 1"}),
    "reassigned": st.just({"to": ["ke-hoach/bao-cao/phong-khac/-"], "document": ""}),
    "suspended": st.just({}),
    "resumed": st.just({}),
}

Guard = Callable[[Facts, dict[str, Any], dt.datetime], bool]
TRACKED: Guard = lambda facts, _data, _at: facts.withdrawn_at is None  # noqa: E731
GUARDS: dict[str, Guard] = {
    "reopened": lambda facts, _data, _at: facts.left_plan,
    "suspended": lambda facts, data, at: TRACKED(facts, data, at) and not facts.settled,
    "resumed": lambda facts, _data, _at: facts.suspended,
    "documented": lambda facts, data, at: TRACKED(facts, data, at) and facts.provisional,
    "extended": lambda facts, data, at: (
        TRACKED(facts, data, at) and data["due"].get("date", "") > at.date().isoformat()
    ),
    "accepted": lambda facts, data, at: TRACKED(facts, data, at) and facts.review == "awaiting",
    "returned": lambda facts, data, at: TRACKED(facts, data, at) and facts.done is not None,
    "declined": lambda facts, data, at: (
        TRACKED(facts, data, at) and bool(facts.extension_asked or facts.reassign_asked)
    ),
    "urged": lambda facts, _data, at: facts.missed_at is not None and facts.missed_at <= at and not facts.settled,
    "alert_raised": lambda facts, _data, at: is_missed(facts, at),
    "acknowledged": lambda facts, _data, _at: facts.alert is not None and facts.alert.state != "resolved",
    "silenced": lambda facts, data, at: TRACKED(facts, data, at) and data["until"] > at.date().isoformat(),
    "silence_ended": lambda facts, _data, at: is_silence_over(facts, at),
    "reminded": lambda facts, data, at: data["rungs"] == [rung.name for rung in reached_by(facts, at, CALENDAR)] != [],
    "reworded": lambda _facts, _data, _at: True,
    "redated": lambda _facts, _data, _at: True,
}


def _event(kind: str) -> st.SearchStrategy[tuple[str, dict[str, Any], int]]:
    return st.tuples(st.just(kind), DATA[kind], st.integers(min_value=0, max_value=20))


def _told(draw: st.DrawFn) -> list[tuple[str, dict[str, Any], int]]:
    kinds = [kind for kind in DATA if kind != "opened"]
    later = draw(st.lists(st.sampled_from(kinds).flatmap(_event), min_size=3, max_size=16))
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
    """Return a history without what verbs refuse, with most of the runs that a scheduler would have made."""
    at = START
    found = [Event("opened", at, "Lan", draw(DATA["opened"]))]
    facts = after(None, found[0])
    for _ in range(draw(st.integers(1, 10))):
        at += dt.timedelta(days=draw(st.integers(0, 25)), hours=draw(st.integers(0, 3)))
        kind = draw(st.sampled_from([kind for kind in DATA if kind not in ("opened", *RUN)]))
        runs = _run(facts, at) if draw(st.integers(0, 3)) else []
        for told in [*runs, Event(kind, at, "Lan", draw(DATA[kind]))]:
            if _is_possible(facts, told):
                facts = after(facts, told)
                found.append(told)
    return found


def _run(facts: Facts, at: dt.datetime) -> list[Event]:
    """Return what a run may record; what it would not is sorted out by its guard."""
    rungs = [rung.name for rung in reached_by(facts, at, CALENDAR)]
    return [Event(kind, at, "hệ thống", {"rungs": rungs} if kind == "reminded" else {}) for kind in RUN]


def _is_possible(facts: Facts, event: Event) -> bool:
    return GUARDS.get(event.kind, TRACKED)(facts, event.data, event.at)
