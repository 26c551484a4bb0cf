"""The agenda: for each plan in force, the steps its runs take and the mornings on which one of them has something to do.

What a scheduler needs to know and no more: flows/ makes Prefect schedules of it, `phancong flows show` prints it. The
dates are those of the ladder and of the limits as they stand, should nobody answer; an answer makes a run find less to
do, never more. Runs beside them (a safety run each working morning) do no harm, and carry what came in between: a new
contact, a mail server that was in trouble, an address that had had its letter of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import PlanHead, read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import tracked_at
from engine.obligations.history import Facts
from engine.obligations.ladder import ladder_of, morning, pending, reached_by, silence_ends_at
from engine.spec.ladders import EARLIEST

STEPS = ("collect", "open", "gather", "remind", "alert", "deliver")
AT_MOST = 60
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class PlanAgenda:
    """One plan in force. `next` are the mornings on which something of it happens, in order; none is before `at`."""

    plan: PlanHead
    at: dt.datetime
    next: tuple[dt.datetime, ...]
    steps: tuple[str, ...] = STEPS


def agenda(ledger: Ledger, at: dt.datetime, at_most: int = AT_MOST) -> tuple[PlanAgenda, ...]:
    """Return the agenda of every plan with an open obligation, counting only what was recorded by `at`."""
    if not ledger.exists:
        return ()
    with ledger.read() as connection:
        plans = read_address_book(connection).plans
        still_open = _still_open(connection, at)
    return tuple(
        PlanAgenda(plans[plan], at, tuple(mornings(facts, at, ledger.calendar)[:at_most]))
        for plan, facts in still_open.items()
    )


def _still_open(connection: sa.Connection, at: dt.datetime) -> dict[str, set[Facts]]:
    """Return what is true of open obligations by plan; many have the same facts, and the same dates with them."""
    found: dict[str, set[Facts]] = defaultdict(set)
    for tracked in tracked_at(connection, at):
        if not tracked.facts.settled:
            found[tracked.obligation.plan].add(tracked.facts)
    return dict(found)


def mornings(known: set[Facts], at: dt.datetime, calendar: WorkingCalendar) -> list[dt.datetime]:
    """Return the mornings from `at` on at which a run finds something to do, each once, in order."""
    return sorted({when for facts in known for when in (*_letters(facts, at, calendar), *_alert(facts, at))})


def _letters(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> Iterator[dt.datetime]:
    """Return when letters are drafted: on working mornings, urgent ones on any; a rung that is behind on the first."""
    for rung in pending(facts, calendar):
        hour = ladder_of(facts).hour
        first = _morning_from(max(rung.at, at), hour)
        when = first if ladder_of(facts).urgency else morning(calendar.worked_on_or_after(first.date()), hour)
        if reached_by(facts, when, calendar):
            yield when


def _alert(facts: Facts, at: dt.datetime) -> Iterator[dt.datetime]:
    """Return when the coordinator is told of a missed limit, or again after a silence: on days off too."""
    if facts.alert is None:
        told = facts.missed_at
    else:
        told = silence_ends_at(facts) if facts.alert.state == "silenced" else None
    if told is not None:
        yield _morning_from(max(told, at))


def _morning_from(at: dt.datetime, hour: dt.time = EARLIEST) -> dt.datetime:
    """Return the first morning at or after `at`, by the hour at which letters leave."""
    today = morning(at.date(), hour)
    return today if at <= today else today + ONE_DAY
