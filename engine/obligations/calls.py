"""Whom letters reach but nobody hears from: since when an agency has said nothing, and how long that is borne."""

from __future__ import annotations

import datetime as dt

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import VIETNAM
from engine.obligations.history import Facts

DAY = dt.timedelta(days=1)


def unheard_since(facts: Facts) -> dt.datetime | None:
    """Return since when nobody has answered nor was spoken to: from the notice, or from the last call.

    None where nobody need answer: it is settled or our own, has no limit or was not told; or somebody has answered.
    """
    answered = facts.received_at or facts.extension_asked or facts.reassign_asked or facts.replied_at
    if facts.settled or facts.own or answered or facts.missed_at is None or facts.noticed_at is None:
        return None
    return max(facts.noticed_at, facts.called_at or facts.noticed_at)


def over_before(calendar: WorkingCalendar, working_days: int, today: dt.date) -> dt.datetime:
    """Return the moment before which all that happened lies so many working days back on `today`."""
    day = today
    while calendar.shift(day, working_days) > today:
        day -= DAY
    return dt.datetime.combine(day + DAY, dt.time(), VIETNAM)
