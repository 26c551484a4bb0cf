"""Ten thousand random rules recur on the days that walking through the calendar finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.deadlines.files import default_calendar
from engine.deadlines.recurrence import Occurrence, check_rule, occurrences
from engine.deadlines.rules import Before, Between, By, Every, Periodicity
from tests.deadlines.by_hand import WEEKDAYS, Found, Meant, Repeated, in_order, in_period, repeated

CALENDAR = default_calendar()
LONG: list[Periodicity] = ["month", "quarter", "half-year", "year"]
PERIODS: list[Periodicity] = ["day", "week", *LONG, *LONG]  # the longer the period, the more can be said of it
STARTS = st.integers(dt.date(2015, 1, 1).toordinal(), dt.date(2026, 12, 31).toordinal()).map(dt.date.fromordinal)
LENGTHS = st.integers(0, 400).map(lambda days: dt.timedelta(days=days))
LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
MONTHS = ["first", "last", "next", "previous"]

OF_YEAR = [
    Meant(f"--{month:02d}-{day:02d}{words}", "month-day", day, month, year)
    for year, words in ((0, ""), (1, " of next year"), (-1, " of previous year"))
    for month in range(1, 13)
    for day in range(1, LONGEST[month - 1] + 1)
]
OF_MONTHS = [
    Meant(text, "day", number, month, until=until)
    for month in MONTHS
    for text, number, until in (
        *((f"day {number} of {month} month", number, None) for number in range(1, 32)),
        *((f"day {a} to day {b} of {month} month", a, b) for a in range(1, 32, 3) for b in range(a, 32, 7)),
        (f"last day of {month} month", 999, None),
    )
]
OF_MONTH = [Meant(f"day {number}", "day", number) for number in range(1, 32)]
OF_MONTH += [Meant(f"day {a} to day {b}", "day", a, until=b) for a in range(1, 32, 3) for b in range(a, 32, 7)]
LAST_DAY = Meant("last day", "day", 999)
WORKED = [
    Meant("last working day", "worked", 999),
    Meant("first working day", "worked", 1),
    *(Meant(f"working day {number}", "worked", number) for number in range(1, 24)),
]
WORKED_OF_MONTHS = [
    replace(one, text=f"{one.text} of {month} month", month=month) for one in WORKED for month in MONTHS
]
LATER = [Meant(f"{number} days after", "after", number) for number in range(1, 91)]
LATER += [Meant(f"{number} working days after", "worked after", number) for number in range(1, 41)]
WEEKLY = [Meant(day, "weekday", number) for number, day in enumerate(WEEKDAYS, 1)]
IN_LONG = st.sampled_from(OF_YEAR) | st.sampled_from([*OF_MONTHS, *WORKED, *WORKED_OF_MONTHS, LAST_DAY, *LATER])
FORMS: dict[Periodicity, st.SearchStrategy[Meant]] = {
    "day": st.just(Meant("", "day", 1)),
    "week": st.sampled_from([*WEEKLY, *WORKED, LAST_DAY, *LATER]),
    "month": st.sampled_from([*OF_MONTH, *OF_MONTHS, *WORKED, *WORKED_OF_MONTHS, LAST_DAY, *LATER]),
    "quarter": IN_LONG,
    "half-year": IN_LONG,
    "year": IN_LONG,
}


@st.composite
def dates(draw: st.DrawFn, period: Periodicity) -> Meant:
    """A date that makes sense in a period, every second one with an hour where it may have one."""
    meant = draw(FORMS[period])
    minutes = draw(st.integers(0 if period == "day" else -1440, 1439))
    if meant.until is not None or minutes < 0:
        return meant
    time = dt.time(minutes // 60, minutes % 60)
    return replace(meant, text=f"{meant.text} {time:%H:%M}".lstrip(), time=time)


DATES = {period: st.lists(dates(period), min_size=1, max_size=2, unique_by=lambda one: one.text) for period in FORMS}


@st.composite
def rules(draw: st.DrawFn) -> tuple[Every, list[Meant]]:
    """A rule with one or two dates, and what is meant by each."""
    period = draw(st.sampled_from(PERIODS))
    meant = draw(DATES[period])
    limit: Literal["before", "by"] = "before" if draw(st.booleans()) else "by"
    return Every(period=period, limit=limit, dates=tuple(one.text for one in meant), roll="next"), meant


@st.composite
def repetitions(draw: st.DrawFn) -> Repeated:
    """A recurrence rule, every second one with an end of its own."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY by weekday", "YEARLY"]))
    end = draw(st.sampled_from(["count", "until", "none", "none"]))
    rule = Repeated(
        freq.partition(" ")[0],
        interval=draw(st.integers(1, 4)),
        count=draw(st.integers(1, 40)) if end == "count" else None,
        until=draw(STARTS) if end == "until" else None,
    )
    if freq == "YEARLY":
        return replace(rule, day=draw(st.integers(1, 28)), month=draw(st.integers(1, 12)))
    if freq == "MONTHLY":
        return replace(rule, day=draw(st.integers(1, 30)))
    if freq == "DAILY":
        return rule
    weekdays = tuple(draw(st.lists(st.integers(0, 6), min_size=1, max_size=2, unique=True)))
    nth = draw(st.sampled_from([1, 2, 3, 4, 5, -1, -2])) if freq == "MONTHLY by weekday" else None
    return replace(rule, weekdays=weekdays, nth=nth)


def told(one: Occurrence) -> Found:
    """Return an occurrence as walking through the days finds it."""
    if isinstance(one.due, Between):
        return one.label, one.starts, one.due.start, one.due.end, None
    return one.label, one.starts, None, one.due.date, one.due.time


@settings(max_examples=7_000, deadline=None, derandomize=True)
@given(rules(), STARTS, LENGTHS, st.booleans())
def test_a_rule_recurs_where_walking_through_the_days_finds_it(
    rule: tuple[Every, list[Meant]], start: dt.date, length: dt.timedelta, open_ended: bool
) -> None:
    every, meant = rule
    end = None if open_ended else start + length
    found = list(occurrences(every, start, end, start + length, CALENDAR))
    assert [told(one) for one in found] == in_order(in_period(meant, every.period, start, end, start + length))
    assert check_rule(every) == []
    assert all(one.due.roll == "next" for one in found)
    assert {type(one.due) for one in found} <= {Between, Before if every.limit == "before" else By}


@settings(max_examples=3_000, deadline=None, derandomize=True)
@given(repetitions(), STARTS, LENGTHS, LENGTHS)
def test_a_recurrence_rule_has_the_days_that_walking_through_them_finds(
    rule: Repeated, since: dt.date, ahead: dt.timedelta, length: dt.timedelta
) -> None:
    every = Every(period="other", limit="by", rrule=rule.text, starts=since)
    start = since + ahead
    found = list(occurrences(every, start, start + length, since, CALENDAR))
    assert [told(one) for one in found] == repeated(rule, since, start, start + length)
