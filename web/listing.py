"""The whole list of an agency: everything it has, of every plan, as it reads it itself; those of the letter lead to the form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.open_link import OpenList
from engine.standing import Line
from web.language import moment
from web.view import anchors, plan_name, tone
from web.words import Call, call_of, limit_name, state_words, when_words


@dataclass(frozen=True)
class Row:
    """One obligation in a line or three. `anchor` is its place on the letter's page, empty where it has none."""

    text: str
    agency: str
    limit_name: str
    limit: str
    state: str
    anchor: str


@dataclass(frozen=True)
class PlanRows:
    """What one plan asks."""

    plan: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ListView:
    """The page."""

    office: str
    agencies: tuple[str, ...]
    plans: tuple[PlanRows, ...]
    size: int
    now: str
    call: Call


def list_view(found: OpenList) -> ListView:
    """Put a list in order: by plan, the nearest limit first, what has none last."""
    agencies = tuple(dict.fromkeys(line.agency_name for line in found.lines))
    lines = {line.id: line for line in found.lines}
    places = anchors(lines[obligation] for obligation in found.in_letter if obligation in lines)
    plans: dict[str, list[Line]] = {}
    for line in sorted(found.lines, key=_last_day):
        plans.setdefault(line.tracked.obligation.plan, []).append(line)
    return ListView(
        office=found.office.name,
        agencies=agencies,
        plans=tuple(
            PlanRows(plan_name(found.book, plan), tuple(_row(found, line, places, agencies) for line in theirs))
            for plan, theirs in plans.items()
        ),
        size=len(found.lines),
        now=moment(found.at),
        call=call_of(found.office.name, found.office.contact),
    )


def _last_day(line: Line) -> dt.date:
    return line.tracked.facts.last_day or dt.date.max


def _row(found: OpenList, line: Line, places: dict[str, str], agencies: tuple[str, ...]) -> Row:
    how = tone(found.book, line)
    return Row(
        text=line.tracked.obligation.text,
        agency=line.agency_name if len(agencies) > 1 else "",
        limit_name=limit_name(line, how, found.at.date()),
        limit=when_words(line),
        state=state_words(line, how),
        anchor=places.get(line.id, "") if line.state != "withdrawn" else "",
    )
