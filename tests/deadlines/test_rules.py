"""When a due rule is missed: "trước ngày 10/12" ends with the 9th, "chậm nhất ngày 10/12" with the 10th."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.deadlines.rules import (
    EARLIEST,
    LATEST,
    Before,
    By,
    counted_to,
    last_day,
    limit_dates,
    missed_at,
)
from engine.obligations.history import DUE
from tests.conftest import due

MICROSECOND = dt.timedelta(microseconds=1)
DAYS = st.dates(dt.date(EARLIEST, 1, 1), dt.date(LATEST, 12, 30))


@pytest.mark.parametrize(
    ("rule", "missed", "last"),
    [
        ("{kind: before, date: 2024-12-10}", "2024-12-10T00:00:00+07:00", "2024-12-09"),
        ('{kind: before, date: 2024-11-27, time: "17:00"}', "2024-11-27T17:00:00+07:00", "2024-11-27"),
        ('{kind: before, date: 2024-11-27, time: "00:00"}', "2024-11-27T00:00:00+07:00", "2024-11-26"),
        ("{kind: by, date: 2024-12-10}", "2024-12-11T00:00:00+07:00", "2024-12-10"),
        ("{kind: by, date: 2024-02-29}", "2024-03-01T00:00:00+07:00", "2024-02-29"),
        ("{kind: on, date: 2023-11-10, tentative: true}", "2023-11-11T00:00:00+07:00", "2023-11-10"),
        ("{kind: between, from: 2024-11-15, to: 2024-12-15}", "2024-12-16T00:00:00+07:00", "2024-12-15"),
        ("{kind: by, date: 2024-12-31}", "2025-01-01T00:00:00+07:00", "2024-12-31"),
        ('{kind: by, date: 2024-11-27, time: "17:00"}', "2024-11-27T17:00:00+07:00", "2024-11-27"),
        ('{kind: by, date: 2024-11-27, time: "00:00"}', "2024-11-27T00:00:00+07:00", "2024-11-26"),
        ("{kind: before, date: 2024-12-10, missed_from: strict}", "2024-12-10T00:00:00+07:00", "2024-12-09"),
        ("{kind: before, date: 2024-12-10, missed_from: lenient}", "2024-12-11T00:00:00+07:00", "2024-12-09"),
        ("{kind: by, date: 2024-12-10, missed_from: lenient}", "2024-12-11T00:00:00+07:00", "2024-12-10"),
    ],
)
def test_each_rule_is_missed_at_one_instant(rule: str, missed: str, last: str) -> None:
    found = missed_at(due(rule))
    assert found is not None
    assert found.isoformat() == missed
    assert last_day(due(rule)) == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: ongoing}",
        "{kind: ongoing, from: 2025-07-01, until: kết thúc Tổng kiểm kê}",
        "{kind: on-request}",
        "{kind: every, period: month, limit: before, dates: [day 25]}",
        "{kind: after, event: ngày nhận văn bản, days: 5, working: true}",
        "{kind: ahead, event: ngày bầu cử, days: 95}",
    ],
)
def test_what_names_no_date_of_its_own_is_never_missed(rule: str) -> None:
    assert missed_at(due(rule)) is None
    assert last_day(due(rule)) is None
    assert counted_to(due(rule)) is None
    assert limit_dates(due(rule)) == []


@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        ("{kind: before, date: 2024-12-10}", "2024-12-09"),
        ("{kind: before, date: 2024-12-10, missed_from: lenient}", "2024-12-10"),
        ("{kind: by, date: 2024-12-10, missed_from: lenient}", "2024-12-10"),
    ],
)
def test_only_before_is_read_leniently(rule: str, counted: str) -> None:
    assert counted_to(due(rule)) == dt.date.fromisoformat(counted)


@pytest.mark.parametrize(
    ("rule", "missed"),
    [
        ("{kind: before, date: 2024-12-09}", "2024-12-10T00:00:00+07:00"),
        ("{kind: by, date: 2024-12-08}", "2024-12-10T00:00:00+07:00"),
        ('{kind: before, date: 2024-12-08, time: "17:00"}', "2024-12-09T17:00:00+07:00"),
        ('{kind: before, date: 2024-12-09, time: "00:00"}', "2024-12-10T00:00:00+07:00"),
    ],
)
def test_a_limit_that_moved_is_missed_after_the_day_it_moved_to(rule: str, missed: str) -> None:
    found = missed_at(due(rule), dt.date(2024, 12, 9))
    assert found is not None
    assert found.isoformat() == missed


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("{kind: before, date: 2024-12-10}", ["2024-12-10"]),
        ("{kind: between, from: 2024-11-15, to: 2024-12-15}", ["2024-11-15", "2024-12-15"]),
    ],
)
def test_a_rule_says_which_dates_it_names(rule: str, dates: list[str]) -> None:
    assert [day.isoformat() for day in limit_dates(due(rule))] == dates


@given(DAYS)
def test_before_a_day_and_by_the_day_before_it_are_missed_at_the_same_instant(day: dt.date) -> None:
    following = day + dt.timedelta(days=1)
    assert missed_at(Before(date=following)) == missed_at(By(date=day))


@given(DAYS, st.times().map(lambda time: time.replace(microsecond=0)))
def test_the_last_day_holds_the_last_instant_in_time(day: dt.date, time: dt.time) -> None:
    rule = Before(date=day, time=time)
    missed = missed_at(rule)
    assert missed is not None
    assert last_day(rule) == (missed - MICROSECOND).date()


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: before, date: 20241210}",
        "{kind: before, date: 10/12/2024}",
        "{kind: by, date: 2024-11-31}",
        "{kind: by, date: 1024-12-10}",
        "{kind: before, date: 2024-12-10, time: 17}",
        '{kind: before, date: 2024-12-10, time: "17:00+07:00"}',
        "{kind: between, from: 2024-12-15, to: 2024-11-15}",
        "{kind: by, date: 2024-12-10, roll: true}",
        "{kind: soon}",
        "{kind: by, date: 2024-12-10, roll: forward}",
        "{kind: by, date: 2024-12-10, missed_from: loosely}",
        "{kind: by, date: 2024-12-10, printed: ''}",
        "{kind: every, period: month, dates: [day 25]}",
        "{kind: every, period: fortnight, limit: by, dates: [day 25]}",
        "{kind: every, period: other, limit: by}",
        "{kind: every, period: other, limit: by, rrule: FREQ=DAILY}",
        "{kind: every, period: month, limit: by, rrule: FREQ=DAILY, starts: 2024-01-01}",
        "{kind: every, period: other, rrule: FREQ=DAILY, starts: 2024-01-01}",
        "{kind: after, event: ngày nhận}",
        "{kind: after, event: ngày nhận, days: 5, months: 1}",
        "{kind: after, event: ngày nhận, months: 1, working: true}",
        "{kind: after, days: 5}",
        "{kind: ahead, event: ngày bầu cử, days: -5}",
        "{kind: on-request, date: 2024-12-10}",
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str) -> None:
    with pytest.raises(ValidationError):
        due(rule)


@pytest.mark.parametrize(
    "rule",
    [
        '{kind: before, date: 2024-11-27, time: "17:00"}',
        "{kind: on, date: 2023-11-10, tentative: true}",
        "{kind: between, from: 2024-11-15, to: 2024-12-15}",
        "{kind: ongoing}",
        "{kind: ongoing, from: 2025-07-01, until: kết thúc Tổng kiểm kê}",
        '{kind: by, date: 2024-11-27, time: "17:00", printed: đến 17 giờ, roll: next, missed_from: lenient}',
        '{kind: every, period: quarter, limit: before, dates: ["day 25 of last month", "--06-15"]}',
        "{kind: every, period: other, limit: by, rrule: FREQ=YEARLY, starts: 2024-01-01}",
        "{kind: after, event: ngày nhận văn bản, days: 5, working: true}",
        "{kind: ahead, event: ngày bầu cử, days: 95}",
        "{kind: on-request}",
    ],
)
def test_a_rule_comes_back_from_the_log_as_the_same_value(rule: str) -> None:
    assert DUE.validate_json(DUE.dump_json(due(rule), by_alias=True)) == due(rule)
