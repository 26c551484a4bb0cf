"""Limits that move off a day off, and terms counted from an event (Bộ luật Dân sự 2015, Điều 147, 148)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.deadlines.resolution import counted, moved
from engine.deadlines.rules import After, Ahead, By, missed_at
from tests.conftest import due

CALENDAR = default_calendar()
EVENTS = st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2027, 6, 30))


def term(text: str) -> After | Ahead:
    """Read a term as a spec writes it."""
    rule = due(text)
    assert isinstance(rule, After | Ahead)
    return rule


def limit(text: str, event: str) -> By:
    """Return the limit of a term whose event has happened."""
    return counted(term(text), moment(event), CALENDAR)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("{kind: before, date: 2024-12-09, roll: next}", "2024-12-09"),
        ("{kind: before, date: 2024-12-09, roll: previous}", "2024-12-06"),
        ("{kind: by, date: 2024-12-15, roll: next}", "2024-12-16"),
        ("{kind: by, date: 2024-02-10, roll: next}", "2024-02-15"),
        ("{kind: by, date: 2024-04-29, roll: previous}", "2024-04-26"),
        ("{kind: before, date: 2024-12-15, missed_from: lenient, roll: next}", "2024-12-16"),
        ('{kind: before, date: 2024-12-14, time: "17:00", roll: next}', "2024-12-16"),
        ("{kind: on, date: 2024-12-14, roll: next}", "2024-12-16"),
        ("{kind: between, from: 2024-11-15, to: 2024-12-15, roll: previous}", "2024-12-13"),
    ],
)
def test_a_limit_on_a_day_off_moves_as_its_rule_says(rule: str, day: str) -> None:
    assert moved(due(rule), CALENDAR) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: by, date: 2024-12-15}",
        "{kind: by, date: 2024-12-15, roll: none}",
        "{kind: by, date: 2024-12-16, roll: next}",
        "{kind: by, date: 2024-05-04, roll: next}",
        "{kind: before, date: 2024-12-14, roll: next}",
        "{kind: before, date: 2024-12-16, missed_from: lenient, roll: next}",
        "{kind: ongoing, roll: next}",
        "{kind: after, event: ngày nhận văn bản, days: 5, roll: next}",
    ],
)
def test_a_limit_without_a_rule_or_on_a_working_day_stays(rule: str) -> None:
    assert moved(due(rule), CALENDAR) is None


@pytest.mark.parametrize(
    ("rule", "event", "day"),
    [
        ("{kind: after, event: ngày nhận văn bản, days: 5}", "2024-12-02T10:00", "2024-12-07"),
        ("{kind: after, event: ngày nhận văn bản, days: 5, working: true}", "2024-12-02T10:00", "2024-12-09"),
        ("{kind: after, event: ngày nhận văn bản, days: 3, working: true}", "2024-04-26T10:00", "2024-05-04"),
        ("{kind: after, event: quyết định thay đổi, days: 15}", "2024-12-31T23:59", "2025-01-15"),
        ("{kind: after, event: ngày ban hành, months: 3}", "2024-11-30T08:00", "2025-02-28"),
        ("{kind: after, event: ngày ban hành, months: 1}", "2024-01-31T08:00", "2024-02-29"),
        ("{kind: after, event: ngày ban hành, months: 12}", "2024-02-29T08:00", "2025-02-28"),
        ("{kind: after, event: kỳ họp gần nhất, days: 0}", "2024-12-08T08:00", "2024-12-08"),
        ("{kind: ahead, event: ngày bầu cử, days: 95}", "2026-03-15T07:00", "2025-12-10"),
        ("{kind: ahead, event: ngày khai mạc, days: 3, working: true}", "2024-05-06T08:00", "2024-05-02"),
        ("{kind: ahead, event: ngày khai mạc, months: 1}", "2024-03-31T08:00", "2024-02-29"),
    ],
)
def test_a_term_does_not_count_the_day_of_its_event(rule: str, event: str, day: str) -> None:
    found = limit(rule, event)
    assert (found.date, found.time) == (dt.date.fromisoformat(day), None)


@pytest.mark.parametrize(
    ("event", "missed"),
    [
        ("2024-12-02T10:30:20.000500", "2024-12-02T12:30:20+07:00"),
        ("2024-12-02T23:10", "2024-12-03T01:10:00+07:00"),
        ("2024-12-02T22:00", "2024-12-03T00:00:00+07:00"),
        ("2024-12-02T03:30:00+00:00", "2024-12-02T12:30:00+07:00"),
    ],
)
def test_hours_are_counted_from_the_hour_of_the_event_in_viet_nam(event: str, missed: str) -> None:
    rule = term("{kind: after, event: tiếp nhận thông tin, hours: 2}")
    found = missed_at(counted(rule, dt.datetime.fromisoformat(event), CALENDAR))
    assert found is not None
    assert found.isoformat() == missed


def test_hours_before_an_event_end_at_an_hour() -> None:
    found = limit("{kind: ahead, event: khai mạc, hours: 36}", "2024-12-10T08:00")
    assert (found.date, found.time) == (dt.date(2024, 12, 8), dt.time(20))


@pytest.mark.parametrize(
    ("rule", "roll", "day"),
    [
        ("{kind: after, event: ngày nhận, days: 5}", "next", "2024-12-09"),
        ("{kind: after, event: ngày nhận, months: 2}", "next", "2025-02-03"),
        ("{kind: after, event: ngày nhận, days: 5, roll: none}", "none", None),
        ("{kind: after, event: ngày nhận, days: 5, roll: previous}", "previous", "2024-12-06"),
        ("{kind: after, event: ngày nhận, days: 5, working: true}", None, None),
        ("{kind: after, event: kỳ họp, days: 0}", None, None),
        ("{kind: ahead, event: ngày khai mạc, days: 1}", None, None),
    ],
)
def test_a_term_in_days_or_months_ends_with_a_working_day_by_law(rule: str, roll: str | None, day: str | None) -> None:
    found = limit(rule, "2024-12-02T10:00")
    assert found.roll == roll
    assert moved(found, CALENDAR) == (None if day is None else dt.date.fromisoformat(day))


def test_a_term_keeps_its_wording_and_how_it_is_read() -> None:
    said = limit("{kind: after, event: ngày nhận văn bản, days: 5, working: true, missed_from: lenient}", "2024-12-02")
    assert said.printed == "trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản"
    assert said.missed_from == "lenient"
    printed = limit("{kind: after, event: ngày nhận, days: 5, printed: trong 05 ngày kể từ ngày nhận}", "2024-12-02")
    assert printed.printed == "trong 05 ngày kể từ ngày nhận"


@given(EVENTS, st.integers(min_value=0, max_value=60))
def test_a_term_of_working_days_ends_on_a_day_that_needs_no_moving(event: dt.datetime, days: int) -> None:
    found = counted(After(event="ngày nhận", days=days, working=True, roll="next"), event, CALENDAR)
    assert days == 0 or moved(found, CALENDAR) is None


@given(EVENTS, st.integers(min_value=0, max_value=400))
def test_as_many_days_ahead_of_an_event_as_after_it(event: dt.datetime, days: int) -> None:
    after = counted(After(event="ngày nhận", days=days), event, CALENDAR).date
    ahead = counted(Ahead(event="ngày bầu cử", days=days), event, CALENDAR).date
    assert after - event.date() == event.date() - ahead == dt.timedelta(days=days)
