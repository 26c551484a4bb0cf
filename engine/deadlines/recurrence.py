"""Recurrence: which periods a rule like "trước ngày 25 hằng tháng" has in a plan's time, and the limit in each.

An occurrence is known by its period, never by its date, so that one whose date moves is the same one.
"""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.dates import DateForm, Span, misfit, parse_date
from engine.deadlines.rrules import rrule_days, rrule_mistakes
from engine.deadlines.rules import ONE_DAY, Before, Between, By, Every, Periodicity

_LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}  # months
_TRIED_FROM, _TRIED_TO = dt.date(2023, 1, 1), dt.date(2030, 12, 31)  # every weekday begins a year, two leap years


@dataclass(frozen=True)
class Occurrence:
    """One time that something recurs: `label` is its identity, `starts` the first day of its period."""

    label: str
    starts: dt.date
    due: Before | By | Between


def occurrences(
    rule: Every, start: dt.date, end: dt.date | None, horizon: dt.date, calendar: WorkingCalendar
) -> Iterator[Occurrence]:
    """Yield what recurs in a plan's time, `start` to `end` or, without an end, to `horizon`, in the order of limits.

    These are the periods that meet this time and whose limit is not before `start`. A limit after `end` counts only
    when it lies after its own period, as "ngày 10 của tháng tiếp theo" does. Of an `rrule`, the days of this time.
    Without dates there is nothing. Raises ValueError for a rule that `check_rule` refuses.

    Labels: `2024-12`, `2024-Q4`, `2024-H1`, `2024`, `2024-W49`, `2024-12-05`; `-d1`, `-d2` when a period has several
    dates; `n1`, `n2` for an `rrule`, counted from its `starts`.
    """
    if rule.rrule is not None:
        yield from _of_rrule(rule, start, end or horizon)
        return
    forms = [parse_date(text) for text in rule.dates]
    spans = _spans(rule.period, start, end or horizon) if forms else ()
    found = [
        one for span in spans for one in _of_span(rule, forms, span, calendar) if _counts(one.due, span, start, end)
    ]
    yield from sorted(found, key=lambda one: _limit(one.due))


def check_rule(rule: Every) -> list[str]:
    """Return everything wrong with a rule's dates and recurrence, as Vietnamese sentences that say what to write."""
    if rule.rrule is None or rule.starts is None:
        return _date_mistakes(rule)
    mixed = ["Kỳ “other” đã có “rrule” thì không ghi “dates”"] if rule.dates else []
    return mixed + rrule_mistakes(rule.rrule, rule.starts)


def _of_rrule(rule: Every, start: dt.date, last: dt.date) -> Iterator[Occurrence]:
    for number, day in enumerate(rrule_days(rule), 1):
        if day > last:
            return
        if day >= start:
            yield Occurrence(f"n{number}", day, _single(rule, day, None))


def _of_span(rule: Every, forms: list[DateForm], span: Span, calendar: WorkingCalendar) -> Iterator[Occurrence]:
    here = [form for form in forms if form.lies_in(span)]
    for number, form in enumerate(here, 1):
        label = span.label if len(here) == 1 else f"{span.label}-d{number}"
        due = _due(rule, form, span, calendar)
        if due is not None:
            yield Occurrence(label, span.first, due)


def _counts(due: Before | By | Between, span: Span, start: dt.date, end: dt.date | None) -> bool:
    limit = _limit(due)[0]
    return limit >= start and (end is None or limit <= end or limit > span.last)


def _limit(due: Before | By | Between) -> tuple[dt.date, dt.time]:
    """Return the day a limit names and its hour: what stands in order of time."""
    return (due.end, dt.time()) if isinstance(due, Between) else (due.date, due.time or dt.time())


def _due(rule: Every, form: DateForm, span: Span, calendar: WorkingCalendar) -> Before | By | Between | None:
    """Return the limit in one period; None where the period has no such day (no day of Tết week is worked)."""
    day = form.day.on(span, calendar)
    if day is None or form.start is None:
        return None if day is None else _single(rule, day, form.time)
    start = form.start.on(span, calendar) or day
    # A window written with working days may turn round in a month full of days off: then it is its last day.
    return Between(**_carried(rule) | {"from": min(start, day), "to": day})


def _single(rule: Every, day: dt.date, time: dt.time | None) -> Before | By:
    kind = Before if rule.limit == "before" else By
    return kind(date=day, time=time, **_carried(rule))


def _carried(rule: Every) -> dict[str, Any]:
    return {"printed": rule.printed, "roll": rule.roll, "missed_from": rule.missed_from}


def _spans(period: Periodicity, first: dt.date, last: dt.date) -> Iterator[Span]:
    """Yield the periods that meet the days from `first` to `last`."""
    day = first
    while day <= last:
        span = _span(period, day)
        yield span
        day = span.last + ONE_DAY


def _span(period: Periodicity, day: dt.date) -> Span:
    if period == "day":
        return Span(day.isoformat(), day, day)
    if period == "week":
        year, week, weekday = day.isocalendar()
        monday = day - dt.timedelta(days=weekday - 1)
        return Span(f"{year}-W{week:02d}", monday, monday + dt.timedelta(days=6))
    length = _LENGTHS[period]
    number = (day.month - 1) // length + 1
    month = number * length
    last = dt.date(day.year, month, gregorian.monthrange(day.year, month)[1])
    return Span(_label(period, day.year, number), dt.date(day.year, month - length + 1, 1), last)


def _label(period: Periodicity, year: int, number: int) -> str:
    marks = {"month": f"-{number:02d}", "quarter": f"-Q{number}", "half-year": f"-H{number}", "year": ""}
    return f"{year}{marks[period]}"


def _date_mistakes(rule: Every) -> list[str]:
    mistakes = [said for text in rule.dates if (said := _date_mistake(text, rule.period))]
    repeated = [text for text in dict.fromkeys(rule.dates) if rule.dates.count(text) > 1]
    return mistakes + [f"Ngày “{text}” ghi hai lần" for text in repeated]


def _date_mistake(text: str, period: Periodicity) -> str | None:
    try:
        form = parse_date(text)
    except ValueError as error:
        return str(error)
    if wrong := misfit(form, period):
        return f"“{text}”: {wrong}"
    return _runs_backward(text, form, period) if form.start else None


def _runs_backward(text: str, form: DateForm, period: Periodicity) -> str | None:
    """Find a window that ends before it begins by trying it, on a calendar that knows weekends only."""
    weekends = WorkingCalendar()
    for span in _spans(period, _TRIED_FROM, _TRIED_TO):
        start, day = form.start and form.start.on(span, weekends), form.day.on(span, weekends)
        if start and day and start > day:
            return f"“{text}”: ngày bắt đầu sau ngày kết thúc"
    return None
