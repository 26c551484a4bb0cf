"""The default ladder: when an agency is written to about one obligation, and what waits for a person.

Notice at opening; then 15, 5 and 1 working days before the last day in time, and that day: sent by the run. Then 1, 3
and 7 working days after the day of `missed_at`: drafted, and held for the coordinator to release. From 07:00 on working
days. A last day that is not worked is reminded of on the working day before it. Silence puts off what it covers to its
last day, where it merges. Of a recurring report nobody is reminded before its period begins. Who was told another limit
than the present one is told so at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import VIETNAM
from engine.obligations.history import CORRECTION, OPENING, Facts

LAST_DAY = "last-day"
BEFORE = (15, 5, 1)
AFTER = (1, 3, 7)
OPENS_AT = dt.time(7)


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: `auto` is sent by a run, `hold` only by a person."""

    name: str
    at: dt.datetime
    mode: Literal["auto", "hold"] = "auto"


def is_sending_time(at: dt.datetime, calendar: WorkingCalendar) -> bool:
    """Say whether letters may leave by themselves at `at`."""
    return calendar.is_working(at.date()) and at.timetz().replace(tzinfo=None) >= OPENS_AT


def morning(day: dt.date) -> dt.datetime:
    """Return the moment from which letters leave on `day`."""
    return dt.datetime.combine(day, OPENS_AT, VIETNAM)


def rungs(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    """Return every rung of an obligation in order of time, whatever has happened since."""
    later = [*_correction(facts), *_before(facts, calendar), *_after(facts, calendar)]
    return [*_opening(facts), *sorted(later, key=lambda rung: rung.at)]


def _opening(facts: Facts) -> list[Rung]:
    return [Rung(OPENING, facts.opened_at)]


def _correction(facts: Facts) -> list[Rung]:
    return [Rung(CORRECTION, facts.opened_at)] if facts.correction else []


def _before(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    last = facts.last_day
    if last is None:
        return []
    steps = [Rung(f"before-{n}", morning(calendar.shift(last, -n))) for n in BEFORE]
    steps.append(Rung(LAST_DAY, morning(calendar.worked_on_or_before(last))))
    first = max(facts.since.date(), facts.starts or facts.since.date())
    return [step for step in steps if step.at.date() >= first]


def _after(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    if facts.missed_at is None:
        return []
    missed_on = facts.missed_at.date()
    return [Rung(f"after-{n}", morning(calendar.shift(missed_on, n)), "hold") for n in AFTER]


def soon_at(facts: Facts, calendar: WorkingCalendar) -> dt.datetime | None:
    """Return the first rung before the limit, from which an obligation is "sắp đến hạn"."""
    if facts.last_day is None:
        return None
    first = morning(calendar.shift(facts.last_day, -BEFORE[0]))
    return max(first, morning(facts.starts)) if facts.starts else first


def pending(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    """Return the rungs still to come about, before or after now. Settled and our own have none."""
    if facts.settled or facts.own:
        return []
    return [_after_silence(rung, facts) for rung in rungs(facts, calendar) if rung.name not in facts.reached]


def _after_silence(rung: Rung, facts: Facts) -> Rung:
    ends = silence_ends_at(facts)
    return rung if ends is None or rung.at >= ends else replace(rung, at=ends)


def silence_ends_at(facts: Facts) -> dt.datetime | None:
    """Return the moment from which letters may be written again, or None when nobody silenced them."""
    return morning(facts.silenced_until) if facts.silenced_until else None


def reached_by(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> list[Rung]:
    """Return the rungs to act on at `at`, to be merged into one letter.

    Once the limit has passed nothing is sent by itself: rungs missed before it ride along with the first one after it.
    Who was only invited is not written to any more.
    """
    come = [rung for rung in pending(facts, calendar) if rung.at <= at]
    held = any(rung.mode == "hold" for rung in come)
    return come if held or not _limit_passed(facts, at) else []


def still_to_say(facts: Facts, at: dt.datetime, mode: Literal["auto", "hold", "now"]) -> bool:
    """Say whether a letter that was drafted and has not left may still speak of this at `at`."""
    ends = silence_ends_at(facts)
    if facts.settled or (ends is not None and at < ends):
        return False
    late = facts.missed_at is not None and facts.missed_at <= at
    return late if mode == "hold" else not _limit_passed(facts, at)


def next_action_at(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime | None:
    """Return the next moment from `at` on at which a run must look, or None when only a person can move things."""
    moments = [rung.at for rung in pending(facts, calendar) if _can_come(rung, facts, at)]
    if facts.missed_at and not facts.settled and facts.alert is None:
        moments.append(facts.missed_at)
    if facts.alert and facts.alert.state == "silenced" and (ends := silence_ends_at(facts)):
        moments.append(ends)
    return min(moments, default=None)


def _can_come(rung: Rung, facts: Facts, at: dt.datetime) -> bool:
    return rung.mode == "hold" or not _limit_passed(facts, max(rung.at, at))


def _limit_passed(facts: Facts, at: dt.datetime) -> bool:
    return facts.limit_at is not None and facts.limit_at <= at
