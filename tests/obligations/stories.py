"""What happened to one obligation, written as YAML: a moment, the kind of event, and what it carries if anything.

2024-11-01: opened
2024-12-12T09:00: {done_reported: {sent: 2024-12-09, awaits_review: true}}
2024-12-13: accepted
"""

from __future__ import annotations

from typing import Any

import yaml

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.obligations.history import Facts, facts_of
from engine.obligations.ladder import next_action_at, reached_by, soon_at
from engine.obligations.states import State, state_of
from engine.obligations.values import Event

CALENDAR = default_calendar()
DECEMBER = {"kind": "before", "date": "2024-12-10"}
CARRIED: dict[str, dict[str, Any]] = {
    "opened": {"due": DECEMBER, "basis": "explicit"},
    "reopened": {"due": DECEMBER},
    "done_reported": {"sent": "2024-12-09", "awaits_review": False},
}


def events(text: str) -> list[Event]:
    """Read a story."""
    told = yaml.load(text, yaml.BaseLoader)
    return [_event(at, what if isinstance(what, dict) else {what: {}}) for at, what in told.items()]


def facts(text: str) -> Facts:
    """Return what a story adds up to."""
    found = facts_of(events(text))
    assert found is not None
    return found


def state(text: str, at: str) -> State:
    """Return the state that a story has come to at a moment."""
    known = facts(text)
    soon = None if known.missed_at is None else soon_at(known, CALENDAR)
    return state_of(known, moment(at), soon)


def reached(text: str, at: str) -> list[str]:
    """Return the names of the rungs to act on."""
    return [rung.name for rung in reached_by(facts(text), moment(at), CALENDAR)]


def next_look(text: str, at: str) -> str | None:
    """Return when a run must look again, to the minute."""
    found = next_action_at(facts(text), moment(at), CALENDAR)
    return found.isoformat(timespec="minutes").removesuffix("+07:00") if found else None


def _event(at: str, what: dict[str, Any]) -> Event:
    ((kind, data),) = what.items()
    return Event(kind, moment(at), "Lan", {**CARRIED.get(kind, {}), **_typed(data)})


def _typed(value: Any) -> Any:
    """Return a value with its words for yes and no read."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return {"true": True, "false": False}.get(value, value)
