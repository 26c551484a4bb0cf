"""The grammar of `Every.dates`: what each form means in a period, and what is said of one that means nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.deadlines.dates import Span, misfit, parse_date
from engine.deadlines.files import default_calendar
from engine.deadlines.rules import Periodicity

CALENDAR = default_calendar()


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def span(first: str, last: str) -> Span:
    """Return a period."""
    return Span("", day(first), day(last))


YEAR = span("2024-01-01", "2024-12-31")
FIRST_HALF, SECOND_HALF = span("2024-01-01", "2024-06-30"), span("2024-07-01", "2024-12-31")
QUARTER = span("2024-04-01", "2024-06-30")
APRIL, FEBRUARY = span("2024-04-01", "2024-04-30"), span("2023-02-01", "2023-02-28")
WEEK = span("2024-04-22", "2024-04-28")


@pytest.mark.parametrize(
    ("text", "period", "meant"),
    [
        ("--06-15", YEAR, "2024-06-15"),
        ("--01-30 of next year", YEAR, "2025-01-30"),
        ("--11-30 of previous year", YEAR, "2023-11-30"),
        ("--12-15", SECOND_HALF, "2024-12-15"),
        ("day 25", APRIL, "2024-04-25"),
        ("day 25 of last month", QUARTER, "2024-06-25"),
        ("day 25 of last month", APRIL, "2024-04-25"),
        ("day 5 of first month", QUARTER, "2024-04-05"),
        ("day 10 of next month", QUARTER, "2024-07-10"),
        ("day 10 of next month", YEAR, "2025-01-10"),
        ("day 15 of previous month", QUARTER, "2024-03-15"),
        ("last day", APRIL, "2024-04-30"),
        ("last day of first month", QUARTER, "2024-04-30"),
        ("last day", QUARTER, "2024-06-30"),
        ("30 days after", QUARTER, "2024-07-30"),
        ("1 day after", WEEK, "2024-04-29"),
        ("Friday", WEEK, "2024-04-26"),
        ("  day   25  of last month ", QUARTER, "2024-06-25"),
    ],
)
def test_a_form_means_one_day_of_its_period(text: str, period: Span, meant: str) -> None:
    assert parse_date(text).day.on(period, CALENDAR) == day(meant)


@pytest.mark.parametrize(
    ("text", "period", "meant"),
    [
        ("last working day", APRIL, "2024-04-26"),
        ("last working day of last month", QUARTER, "2024-06-28"),
        ("first working day of next month", APRIL, "2024-05-02"),
        ("working day 2 of next month", APRIL, "2024-05-03"),
        ("working day 3 of next month", APRIL, "2024-05-04"),
        ("working day 4 of next month", APRIL, "2024-05-06"),
        ("3 working days after", APRIL, "2024-05-04"),
        ("first working day", WEEK, "2024-04-22"),
    ],
)
def test_working_days_are_counted_over_holidays_and_the_saturday_worked_instead(
    text: str, period: Span, meant: str
) -> None:
    assert parse_date(text).day.on(period, CALENDAR) == day(meant)


@pytest.mark.parametrize(
    ("text", "period", "meant"),
    [
        ("day 31", APRIL, "2024-04-30"),
        ("day 30", FEBRUARY, "2023-02-28"),
        ("day 31 of last month", QUARTER, "2024-06-30"),
        ("--02-29", span("2023-01-01", "2023-12-31"), "2023-02-28"),
        ("--02-29", YEAR, "2024-02-29"),
        ("working day 23", FEBRUARY, "2023-02-28"),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last_day(text: str, period: Span, meant: str) -> None:
    assert parse_date(text).day.on(period, CALENDAR) == day(meant)


@pytest.mark.parametrize("text", ["last working day", "first working day", "working day 3"])
def test_a_week_without_a_working_day_has_no_such_day(text: str) -> None:
    assert parse_date(text).day.on(span("2026-02-16", "2026-02-22"), CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("--06-15", True, False),
        ("--07-01", False, True),
        ("--01-15 of next year", False, True),
        ("--12-15 of previous year", True, False),
        ("day 25 of last month", True, True),
    ],
)
def test_a_day_of_the_year_belongs_to_one_half_of_it(text: str, first: bool, second: bool) -> None:
    assert [parse_date(text).lies_in(half) for half in (FIRST_HALF, SECOND_HALF)] == [first, second]


@pytest.mark.parametrize(
    ("text", "period", "start", "end"),
    [
        ("day 16 to day 20", APRIL, "2024-04-16", "2024-04-20"),
        ("day 16 to day 20 of next month", APRIL, "2024-05-16", "2024-05-20"),
        ("day 16 to last day of next month", APRIL, "2024-05-16", "2024-05-31"),
        ("day 25 to day 5 of next month", APRIL, "2024-04-25", "2024-05-05"),
        ("day 15 of previous month to day 14 of last month", QUARTER, "2024-03-15", "2024-06-14"),
        ("--12-25 to --12-30", YEAR, "2024-12-25", "2024-12-30"),
        ("--12-25 to --01-10 of next year", YEAR, "2024-12-25", "2025-01-10"),
        ("--01-05 to --01-10 of next year", YEAR, "2025-01-05", "2025-01-10"),
        ("Monday to Wednesday", WEEK, "2024-04-22", "2024-04-24"),
    ],
)
def test_a_window_begins_with_the_nearest_day_before_its_end(text: str, period: Span, start: str, end: str) -> None:
    form = parse_date(text)
    assert form.start is not None
    assert (form.start.on(period, CALENDAR), form.day.on(period, CALENDAR)) == (day(start), day(end))


@pytest.mark.parametrize(
    ("text", "time"),
    [("19:00", dt.time(19)), ("9:30", dt.time(9, 30)), ("Friday 16:00", dt.time(16)), ("Friday", None)],
)
def test_a_single_day_may_end_with_an_hour(text: str, time: dt.time | None) -> None:
    assert parse_date(text).time == time


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ngày 25", "Không hiểu ngày “ngày 25”; ghi theo một trong các mẫu: “--06-15”"),
        ("", "Không hiểu ngày “”"),
        ("06-15", "Không hiểu ngày “06-15”"),
        ("day 25 of next quarter", "Không hiểu ngày “day 25 of next quarter”"),
        ("friday", "Không hiểu ngày “friday”"),
        ("--02-30", "Không có ngày “--02-30”: tháng 02 có nhiều nhất 29 ngày"),
        ("--13-01", "Không có ngày “--13-01”: một năm có 12 tháng"),
        ("--06-00", "Không có ngày “--06-00”"),
        ("day 32", "Không có “day 32”: một tháng có nhiều nhất 31 ngày"),
        ("working day 24", "Không có “working day 24”: một tháng có nhiều nhất 23 ngày làm việc"),
        ("day 0", "Không có “day 0”"),
        ("0 days after", "“0 days after” là chính ngày cuối kỳ; ghi “last day”"),
        ("Friday 25:00", "Không có giờ “25:00”; ghi giờ:phút, ví dụ 16:00"),
        ("day 1 to day 5 16:00", "“day 1 to day 5 16:00” là một khoảng ngày nên không kèm giờ"),
        ("day 1 to", "Không hiểu ngày “day 1 to”"),
        ("day 1 to day 2 to day 3", "Không hiểu ngày “day 1 to day 2 to day 3”"),
        ("day २५", "Không hiểu ngày “day २५”"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_date(text)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "period", "said"),
    [
        ("day 25", "quarter", "chưa rõ ngày 25 của tháng nào; ghi “day 25 of last month” hoặc “day 25 of first month”"),
        ("day 25", "half-year", "chưa rõ ngày 25 của tháng nào"),
        ("day 25", "year", "chưa rõ ngày 25 của tháng nào"),
        ("day 1 to day 5", "quarter", "chưa rõ ngày 1 của tháng nào"),
        ("day 25", "week", "kỳ “week” ghi thứ trong tuần, ví dụ “Friday”"),
        ("last day of last month", "week", "kỳ “week” ghi thứ trong tuần"),
        ("--06-15", "week", "kỳ “week” ghi thứ trong tuần"),
        ("--06-15", "month", "kỳ “month” ghi ngày của tháng, ví dụ “day 15”"),
        ("--06-15", "day", "kỳ “day” chỉ ghi giờ, ví dụ “19:00”"),
        ("last day", "day", "kỳ “day” chỉ ghi giờ"),
        ("Friday", "month", "thứ trong tuần chỉ dùng với kỳ “week”"),
        ("19:00", "month", "mới có giờ, chưa có ngày; ghi cả ngày"),
    ],
)
def test_a_form_that_a_period_has_no_sense_for_is_told_with_what_to_write(
    text: str, period: Periodicity, said: str
) -> None:
    found = misfit(parse_date(text), period)
    assert found is not None
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("19:00", ["day"]),
        ("Friday 16:00", ["week"]),
        ("last working day", ["week", "month", "quarter", "half-year", "year"]),
        ("last day", ["week", "month", "quarter", "half-year", "year"]),
        ("7 working days after", ["week", "month", "quarter", "half-year", "year"]),
        ("day 25", ["month"]),
        ("day 25 of last month", ["month", "quarter", "half-year", "year"]),
        ("--06-15", ["quarter", "half-year", "year"]),
    ],
)
def test_each_form_fits_the_periods_it_can_be_meant_for(text: str, periods: list[Periodicity]) -> None:
    all_periods: list[Periodicity] = ["day", "week", "month", "quarter", "half-year", "year"]
    assert [period for period in all_periods if misfit(parse_date(text), period) is None] == periods
