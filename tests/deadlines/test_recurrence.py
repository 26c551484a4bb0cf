"""What recurs: which periods a plan's time has, how each is called, and what is said of a rule that cannot recur."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from engine.deadlines.calendar import SpecialDay, WorkingCalendar
from engine.deadlines.files import default_calendar
from engine.deadlines.recurrence import Occurrence, check_rule, occurrences
from engine.deadlines.rules import Before, Between, By, Every
from tests.conftest import due

CALENDAR = default_calendar()


def every(text: str) -> Every:
    """Read a recurrence as a spec writes it."""
    rule = due(text)
    assert isinstance(rule, Every)
    return rule


def found(text: str, start: str, end: str | None, horizon: str = "2000-01-01") -> list[Occurrence]:
    """Return what recurs in a plan's time."""
    last = None if end is None else dt.date.fromisoformat(end)
    first, until = dt.date.fromisoformat(start), dt.date.fromisoformat(horizon)
    return list(occurrences(every(text), first, last, until, CALENDAR))


def limits(text: str, start: str, end: str | None, horizon: str = "2000-01-01") -> dict[str, str]:
    """Return the limits of what recurs, by label."""
    return {
        one.label: f"{one.due.start}..{one.due.end}" if isinstance(one.due, Between) else str(one.due.date)
        for one in found(text, start, end, horizon)
    }


@pytest.mark.parametrize(
    ("rule", "labels"),
    [
        ("{kind: every, period: month, limit: by, dates: [day 25]}", ["2024-11", "2024-12"]),
        ("{kind: every, period: quarter, limit: by, dates: [last day]}", ["2024-Q4"]),
        ("{kind: every, period: half-year, limit: by, dates: [last day]}", ["2024-H2"]),
        ("{kind: every, period: year, limit: by, dates: [--12-15]}", ["2024"]),
        ("{kind: every, period: year, limit: by, dates: [--11-15, --12-15]}", ["2024-d1", "2024-d2"]),
        ("{kind: every, period: year, limit: by, dates: [--12-15, --11-15]}", ["2024-d2", "2024-d1"]),
    ],
)
def test_an_occurrence_is_called_after_its_period(rule: str, labels: list[str]) -> None:
    assert [one.label for one in found(rule, "2024-11-01", "2024-12-31")] == labels


def test_weeks_and_days_are_called_after_the_iso_week_and_the_day() -> None:
    weekly = "{kind: every, period: week, limit: before, dates: [Friday]}"
    daily = '{kind: every, period: day, limit: before, dates: ["19:00"]}'
    assert limits(weekly, "2024-12-26", "2025-01-05") == {"2024-W52": "2024-12-27", "2025-W01": "2025-01-03"}
    assert list(limits(daily, "2024-12-31", "2025-01-01")) == ["2024-12-31", "2025-01-01"]


def test_a_day_of_each_half_of_the_year_is_that_halfs_alone() -> None:
    rule = "{kind: every, period: half-year, limit: before, dates: [--06-05, --12-10]}"
    assert limits(rule, "2024-01-01", "2024-12-31") == {"2024-H1": "2024-06-05", "2024-H2": "2024-12-10"}


def test_one_day_of_the_year_in_half_years_comes_once_a_year() -> None:
    rule = "{kind: every, period: half-year, limit: before, dates: [--06-15]}"
    assert limits(rule, "2024-01-01", "2025-12-31") == {"2024-H1": "2024-06-15", "2025-H1": "2025-06-15"}


def test_the_label_stays_when_the_date_moves() -> None:
    before = found(
        "{kind: every, period: quarter, limit: by, dates: [day 25 of last month]}", "2024-01-01", "2024-12-31"
    )
    after = found(
        "{kind: every, period: quarter, limit: by, dates: [day 10 of next month]}", "2024-01-01", "2024-12-31"
    )
    assert [one.label for one in before] == [one.label for one in after]


def test_a_label_is_the_same_whatever_part_of_the_period_is_the_plans() -> None:
    rule = "{kind: every, period: year, limit: before, dates: [--06-05, --12-10]}"
    assert limits(rule, "2024-07-01", "2024-12-31") == {"2024-d2": "2024-12-10"}


def test_only_limits_of_the_plans_time_count() -> None:
    rule = "{kind: every, period: month, limit: before, dates: [day 15]}"
    assert limits(rule, "2024-10-16", "2024-12-14") == {"2024-11": "2024-11-15"}
    assert limits(rule, "2024-10-15", "2024-12-15") == {
        "2024-10": "2024-10-15",
        "2024-11": "2024-11-15",
        "2024-12": "2024-12-15",
    }


def test_a_limit_after_the_end_counts_when_it_lies_after_its_own_period() -> None:
    monthly = "{kind: every, period: month, limit: by, dates: [day 10 of next month]}"
    yearly = "{kind: every, period: year, limit: before, dates: [--01-30 of next year]}"
    quarterly = "{kind: every, period: quarter, limit: by, dates: [30 days after]}"
    assert limits(monthly, "2024-11-01", "2024-12-31") == {"2024-11": "2024-12-10", "2024-12": "2025-01-10"}
    assert limits(yearly, "2024-01-01", "2024-12-31") == {"2024": "2025-01-30"}
    assert limits(quarterly, "2024-10-01", "2024-12-31") == {"2024-Q4": "2025-01-30"}


def test_without_an_end_periods_begin_up_to_the_horizon() -> None:
    rule = "{kind: every, period: month, limit: by, dates: [day 25]}"
    assert limits(rule, "2024-11-01", None, "2025-01-01") == {
        "2024-11": "2024-11-25",
        "2024-12": "2024-12-25",
        "2025-01": "2025-01-25",
    }
    assert list(limits(rule, "2024-11-01", None, "2024-12-31")) == ["2024-11", "2024-12"]


def test_with_an_end_the_horizon_counts_for_nothing() -> None:
    rule = "{kind: every, period: month, limit: by, dates: [day 25]}"
    assert limits(rule, "2024-11-01", "2024-12-31", "2099-01-01") == limits(rule, "2024-11-01", "2024-12-31")


def test_what_recurs_comes_in_order_of_its_limits() -> None:
    rule = "{kind: every, period: month, limit: by, dates: [day 25 of next month, day 5]}"
    assert list(limits(rule, "2024-01-01", "2024-02-29").values()) == [
        "2024-01-05",
        "2024-02-05",
        "2024-02-25",
        "2024-03-25",
    ]


def test_two_hours_of_a_day_come_in_their_order() -> None:
    rule = '{kind: every, period: day, limit: before, dates: ["16:00", "09:00"]}'
    assert [
        (one.label, str(one.due.time)) for one in found(rule, "2025-11-27", "2025-11-27") if one.due.kind == "before"
    ] == [
        ("2025-11-27-d2", "09:00:00"),
        ("2025-11-27-d1", "16:00:00"),
    ]


def test_what_the_rule_says_of_days_off_and_hours_goes_with_each_occurrence() -> None:
    said = "printed: trước 16 giờ thứ Sáu hằng tuần, roll: previous, missed_from: lenient"
    one = found(
        f'{{kind: every, period: week, limit: before, dates: ["Friday 16:00"], {said}}}', "2024-12-02", "2024-12-08"
    )
    assert [occurrence.due for occurrence in one] == [
        Before(
            date=dt.date(2024, 12, 6),
            time=dt.time(16),
            printed="trước 16 giờ thứ Sáu hằng tuần",
            roll="previous",
            missed_from="lenient",
        )
    ]


def test_an_occurrence_says_when_its_period_begins() -> None:
    rule = "{kind: every, period: quarter, limit: by, dates: [day 25 of last month]}"
    assert [str(one.starts) for one in found(rule, "2024-05-15", "2024-12-31")] == [
        "2024-04-01",
        "2024-07-01",
        "2024-10-01",
    ]
    assert {type(one.due) for one in found(rule, "2024-05-15", "2024-12-31")} == {By}


def test_a_window_recurs_as_a_window() -> None:
    rule = "{kind: every, period: month, limit: by, dates: [day 16 to day 20]}"
    assert limits(rule, "2024-12-18", "2025-01-31") == {
        "2024-12": "2024-12-16..2024-12-20",
        "2025-01": "2025-01-16..2025-01-20",
    }


def test_a_window_that_days_off_would_turn_round_is_its_last_day() -> None:
    days = [dt.date(2024, 2, number) for number in range(1, 28)]
    calendar = WorkingCalendar(days_off={day: SpecialDay(day, "nghỉ", "văn bản") for day in days})
    rule = every("{kind: every, period: month, limit: by, dates: [working day 2 to day 28]}")
    february = list(occurrences(rule, dt.date(2024, 2, 1), dt.date(2024, 2, 29), dt.date(2024, 2, 29), calendar))
    assert [(one.due.start, one.due.end) for one in february if isinstance(one.due, Between)] == [
        (dt.date(2024, 2, 28), dt.date(2024, 2, 28))
    ]


def test_without_dates_nothing_recurs_that_could_be_owed() -> None:
    assert found("{kind: every, period: quarter}", "2024-01-01", "2024-12-31") == []


def test_a_recurrence_rule_is_numbered_from_its_own_start() -> None:
    rule = '{kind: every, period: other, limit: by, rrule: "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", starts: 2024-01-01}'
    assert limits(rule, "2024-04-01", "2024-09-30") == {"n3": "2024-05-15", "n4": "2024-07-15", "n5": "2024-09-15"}
    assert limits(rule, "2024-04-01", None, "2024-05-15") == {"n3": "2024-05-15"}


def test_a_recurrence_rule_that_dateutil_would_never_end_is_refused() -> None:
    rule = '{kind: every, period: other, limit: by, rrule: "FREQ=DAILY;INTERVAL=0", starts: 2024-01-01}'
    with pytest.raises(ValueError, match="INTERVAL=0"):
        found(rule, "2024-04-01", "2024-09-30")


def test_four_hundred_days_of_a_daily_report_take_milliseconds() -> None:
    rule = every('{kind: every, period: day, limit: before, dates: ["19:00"]}')
    start = dt.date(2024, 1, 1)
    seconds = []
    for _ in range(20):
        began = time.monotonic()
        assert sum(1 for _ in occurrences(rule, start, None, start + dt.timedelta(days=399), CALENDAR)) == 400
        seconds.append(time.monotonic() - began)
    assert min(seconds) < 0.05  # 0.003 when nothing else runs


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: every, period: month, limit: before, dates: [day 31]}",
        "{kind: every, period: year, limit: before, dates: [--02-29]}",
        "{kind: every, period: quarter}",
        '{kind: every, period: other, limit: by, rrule: "FREQ=YEARLY;INTERVAL=5", starts: 2030-12-31}',
        '{kind: every, period: other, limit: by, rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", starts: 2024-03-01}',
        '{kind: every, period: other, limit: by, rrule: "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20251231", starts: 2025-01-01}',
        '{kind: every, period: other, limit: by, rrule: "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", starts: 2024-02-29}',
    ],
)
def test_a_rule_that_recurs_has_nothing_said_against_it(rule: str) -> None:
    assert check_rule(every(rule)) == []


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("period: quarter, dates: [day 25]", ["“day 25”: chưa rõ ngày 25 của tháng nào"]),
        ("period: year, dates: [--02-30]", ["Không có ngày “--02-30”: tháng 02 có nhiều nhất 29 ngày"]),
        ("period: month, dates: [ngày 25, Friday]", ["Không hiểu ngày “ngày 25”", "“Friday”: thứ trong tuần"]),
        ("period: month, dates: [day 25, day 25]", ["Ngày “day 25” ghi hai lần"]),
        ("period: month, dates: [day 20 to day 16]", ["“day 20 to day 16”: ngày bắt đầu sau ngày kết thúc"]),
        ("period: year, dates: [--12-25 to --01-10]", ["“--12-25 to --01-10”: ngày bắt đầu sau ngày kết thúc"]),
        (
            'period: other, dates: [day 5], rrule: "FREQ=DAILY", starts: 2024-01-01',
            ["Kỳ “other” đã có “rrule” thì không ghi “dates”"],
        ),
    ],
)
def test_everything_wrong_with_dates_is_said_at_once(dates: str, said: list[str]) -> None:
    mistakes = check_rule(every(f"{{kind: every, limit: before, {dates}}}"))
    assert [mistake[: len(start)] for mistake, start in zip(mistakes, said, strict=True)] == said


@pytest.mark.parametrize(
    ("rrule", "said"),
    [
        (
            "FREQ=HOURLY",
            "Tần suất “HOURLY” không dùng được; ghi DAILY, WEEKLY, MONTHLY hoặc YEARLY, không nhỏ hơn ngày",
        ),
        ("FREQ=DAILY;BYHOUR=9,16", "“rrule” không dùng phần “BYHOUR”"),
        ("FREQ=DAILY;INTERVAL=0", "Phần “INTERVAL=0” của “rrule” chưa đúng; ví dụ FREQ=MONTHLY"),
        ("FREQ=DAILY;INTERVL=2", "“rrule” không dùng phần “INTERVL”; ý bạn là “INTERVAL”?"),
        ("FREQ=MONTHLY;BYDAY=9MO", "Phần “BYDAY=9MO” của “rrule” chưa đúng"),
        ("FREQ=DAILY;UNTIL=20251301", "UNTIL “20251301” chưa đúng; ghi năm, tháng, ngày liền nhau"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20251231", "COUNT và UNTIL không ghi cùng nhau trong “rrule”"),
        ("FREQ=DAILY;FREQ=MONTHLY", "“FREQ” ghi hai lần trong “rrule”"),
        ("INTERVAL=2", "“rrule” thiếu FREQ"),
        ("FREQ=DAILY;", "“rrule” có phần để trống"),
        ("FREQ=DAILY\\nDTSTART:20200101", "Tần suất “DAILY\nDTSTART:20200101” không dùng được"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "Quy tắc “FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30” không rơi vào ngày nào"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=6", "Quy tắc “FREQ=MONTHLY;INTERVAL=12;BYMONTH=6” không rơi vào ngày nào"),
        ("FREQ=DAILY;UNTIL=20231231", "Quy tắc “FREQ=DAILY;UNTIL=20231231” không rơi vào ngày nào"),
    ],
)
def test_a_recurrence_rule_that_cannot_be_meant_is_told_in_vietnamese(rrule: str, said: str) -> None:
    mistakes = check_rule(every(f'{{kind: every, period: other, limit: by, rrule: "{rrule}", starts: 2024-01-01}}'))
    assert [mistake[: len(said)] for mistake in mistakes] == [said]
