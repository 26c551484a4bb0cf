"""From a rule to the day that counts: limits that move off a day off, terms counted from an event that has happened."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import VIETNAM, After, Ahead, By, Due, Roll, counted_to
from engine.deadlines.words import limit_words


def moved(due: Due, calendar: WorkingCalendar) -> dt.date | None:
    """Return the day to which a limit on a day off moves by its own `roll`; None where it stays or has no date.

    The plan's `roll` must have been written into the rule before. What moves is the last day in time: "trước ngày
    09/12" with Sunday the 8th as its last day moves to Monday the 9th.
    """
    day = counted_to(due)
    if day is None or due.roll in (None, "none") or calendar.is_working(day):
        return None
    return calendar.worked_on_or_after(day) if due.roll == "next" else calendar.worked_on_or_before(day)


def counted(rule: After | Ahead, event: dt.datetime, calendar: WorkingCalendar) -> By:
    """Return the limit of a term once its event is known; the event's own day is not counted.

    Bộ luật Dân sự 2015: Điều 147 (the day of the event), Điều 148 (months end on the matching day, else on the
    month's last; a term in days or months whose last day is a day off ends with the next working day, unless the
    rule's own `roll` says otherwise). Hours are counted from the hour of the event, in Việt Nam.
    """
    day, time = _end(rule, event.astimezone(VIETNAM) if event.tzinfo else event, calendar)
    printed = rule.printed or limit_words(rule)
    return By(date=day, time=time, printed=printed, roll=_roll(rule), missed_from=rule.missed_from)


def _end(rule: After | Ahead, at: dt.datetime, calendar: WorkingCalendar) -> tuple[dt.date, dt.time | None]:
    sign = 1 if isinstance(rule, After) else -1
    if rule.hours is not None:
        end = at.replace(microsecond=0) + sign * dt.timedelta(hours=rule.hours)
        return end.date(), end.time()
    if rule.working:
        return calendar.shift(at.date(), sign * (rule.days or 0)), None
    return at.date() + sign * relativedelta(days=rule.days or 0, months=rule.months or 0), None


def _roll(rule: After | Ahead) -> Roll | None:
    """Return how the end of a term moves off a day off (Bộ luật Dân sự 2015, khoản 5 Điều 148)."""
    is_term = isinstance(rule, After) and not rule.working and bool(rule.days or rule.months)
    return rule.roll or ("next" if is_term else None)
