"""Which days are worked: Tết and swapped days of 2024 by the project's own files, weekends alone where there is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.files import default_calendar

CALENDAR = default_calendar()
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))
COUNTS = st.integers(min_value=1, max_value=60)


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2024-02-07", 1, "2024-02-15"),
        ("2024-02-15", -1, "2024-02-07"),
        ("2024-02-05", 5, "2024-02-19"),
        ("2024-04-26", 1, "2024-05-02"),
        ("2024-05-02", 2, "2024-05-04"),
        ("2024-05-06", -1, "2024-05-04"),
        ("2024-12-09", -15, "2024-11-18"),
        ("2024-12-09", -5, "2024-12-02"),
        ("2024-12-10", 7, "2024-12-19"),
        ("2024-12-14", 1, "2024-12-16"),
        ("2024-12-14", 0, "2024-12-14"),
    ],
)
def test_working_days_are_counted_over_holidays_and_swapped_days(start: str, working_days: int, end: str) -> None:
    assert CALENDAR.shift(day(start), working_days) == day(end)


@pytest.mark.parametrize(
    ("off", "why"),
    [
        ("2024-02-10", "Tết Nguyên đán"),
        ("2024-04-29", "Nghỉ hoán đổi với ngày 04/5/2024"),
        ("2024-12-14", "thứ Bảy"),
        ("2024-12-15", "Chủ nhật"),
    ],
)
def test_a_day_off_says_why(off: str, why: str) -> None:
    assert not CALENDAR.is_working(day(off))
    assert CALENDAR.why_off(day(off)) == why


def test_a_saturday_worked_instead_is_a_working_day() -> None:
    assert CALENDAR.is_working(day("2024-05-04"))
    assert CALENDAR.why_off(day("2024-05-04")) is None


def test_a_day_off_has_a_working_day_on_either_side() -> None:
    assert CALENDAR.worked_on_or_before(day("2024-02-12")) == day("2024-02-07")
    assert CALENDAR.worked_on_or_after(day("2024-02-12")) == day("2024-02-15")
    assert CALENDAR.worked_on_or_before(day("2024-05-04")) == day("2024-05-04")


def test_a_year_without_a_file_knows_weekends_only_and_says_so() -> None:
    assert not CALENDAR.knows(2044)
    assert CALENDAR.is_working(day("2044-01-01"))
    assert CALENDAR.why_off(day("2044-01-02")) == "thứ Bảy"
    assert not WorkingCalendar().knows(2024)


@given(DAYS, COUNTS)
def test_as_many_working_days_back_as_on_is_where_one_started(start: dt.date, count: int) -> None:
    assume(CALENDAR.is_working(start))
    assert CALENDAR.shift(CALENDAR.shift(start, count), -count) == start


@given(DAYS, st.integers(min_value=-60, max_value=60))
def test_counting_ends_on_a_working_day_with_just_that_many_between(start: dt.date, count: int) -> None:
    end = CALENDAR.shift(start, count)
    low, high = sorted((start, end))
    walked = [low + dt.timedelta(days=n) for n in range((high - low).days + 1)]
    assert sum(map(CALENDAR.is_working, (one for one in walked if one != start))) == abs(count)
    assert count == 0 or CALENDAR.is_working(end)


@given(DAYS, COUNTS, COUNTS)
def test_counting_in_two_steps_is_counting_in_one(start: dt.date, first: int, second: int) -> None:
    assert CALENDAR.shift(CALENDAR.shift(start, first), second) == CALENDAR.shift(start, first + second)


@given(DAYS)
def test_every_day_is_worked_or_says_why_it_is_not(one: dt.date) -> None:
    assert CALENDAR.is_working(one) == (CALENDAR.why_off(one) is None)
