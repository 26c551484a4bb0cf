"""The default ladder: notice at opening, then 15, 5 and 1 working days before and the last day; 1, 3 and 7 after, held."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.rules import missed_at
from engine.obligations.history import facts_of
from engine.obligations.ladder import is_sending_time, pending, reached_by, rungs, still_to_say
from engine.obligations.values import Event
from tests.obligations.stories import CALENDAR, facts, next_look, reached
from tests.obligations.worlds import lives

OPENED = "2024-11-01: opened\n"
TOLD = OPENED + "2024-11-01T09:00: {reminded: {rungs: [opening]}}\n"
ALL_TOLD = OPENED + "2024-12-09T09:00: {reminded: {rungs: [opening, before-15, before-5, before-1, last-day]}}\n"
EXTENDED = "2024-12-11: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}\n"


def ladder(story: str) -> dict[str, str]:
    """Return the day of every rung, by name."""
    return {rung.name: f"{rung.at:%d/%m} {rung.mode}" for rung in rungs(facts(story), CALENDAR)}


def waiting(story: str) -> dict[str, str]:
    """Return the day of every rung still to come, by name."""
    return {rung.name: f"{rung.at:%d/%m}" for rung in pending(facts(story), CALENDAR)}


def test_the_rungs_of_the_december_report() -> None:
    assert ladder(OPENED) == {
        "opening": "01/11 auto",
        "before-15": "18/11 auto",
        "before-5": "02/12 auto",
        "before-1": "06/12 auto",
        "last-day": "09/12 auto",
        "after-1": "11/12 hold",
        "after-3": "13/12 hold",
        "after-7": "19/12 hold",
    }


def test_letters_leave_from_seven_on() -> None:
    assert {f"{rung.at:%H:%M}" for rung in rungs(facts(OPENED), CALENDAR)[1:]} == {"07:00"}


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("{kind: before, date: 2024-12-16}", "13/12"),
        ("{kind: by, date: 2024-12-15}", "13/12"),
        ("{kind: by, date: 2024-05-04}", "04/05"),
        ("{kind: by, date: 2024-02-12}", "07/02"),
    ],
)
def test_a_last_day_that_is_not_worked_is_reminded_of_on_the_working_day_before(rule: str, last: str) -> None:
    assert ladder(f"2024-01-02: {{opened: {{due: {rule}}}}}")["last-day"] == f"{last} auto"


def test_days_are_counted_over_tet_before_and_after_the_limit() -> None:
    found = ladder("2024-01-02: {opened: {due: {kind: by, date: 2024-02-16}}}")
    assert [found[name] for name in ("before-5", "before-1", "after-1")] == ["02/02 auto", "15/02 auto", "19/02 hold"]


def test_rungs_before_opening_are_not_sent_and_one_of_that_day_is() -> None:
    assert list(ladder("2024-12-02T16:00: opened"))[:3] == ["opening", "before-5", "before-1"]
    assert reached("2024-12-02T16:00: opened", "2024-12-03") == ["opening", "before-5"]


def test_ongoing_work_has_its_notice_only() -> None:
    assert list(ladder("2024-11-01: {opened: {due: {kind: ongoing}}}")) == ["opening"]


def test_who_is_invited_is_reminded_before_the_limit_and_not_urged_after_it() -> None:
    assert list(ladder("2024-11-01: {opened: {basis: invited}}"))[-1] == "last-day"


def test_missed_rungs_come_together() -> None:
    assert reached(TOLD, "2024-12-03") == ["before-15", "before-5"]


def test_between_the_limit_and_the_first_urging_nothing_is_sent_by_itself() -> None:
    assert reached(TOLD, "2024-12-09T23:59") == ["before-15", "before-5", "before-1", "last-day"]
    assert reached(TOLD, "2024-12-10") == []
    assert reached(TOLD, "2024-12-11")[-1] == "after-1"


def test_who_was_invited_hears_nothing_more_after_the_limit() -> None:
    invited = "2024-11-01: {opened: {basis: invited}}"
    assert reached(invited, "2024-12-09")[0] == "opening"
    assert reached(invited, "2025-01-15") == []
    assert next_look(invited, "2025-01-15") is None


@pytest.mark.parametrize(
    "what",
    [
        "done_reported",
        "{done_reported: {awaits_review: true}}",
        "withdrawn",
    ],
)
def test_nothing_more_is_asked_of_what_is_settled(what: str) -> None:
    assert waiting(TOLD + f"2024-12-01: {what}") == {}
    assert next_look(TOLD + f"2024-12-01: {what}", "2024-12-01") is None


@pytest.mark.parametrize("how", ["{before_tracking: true}", "{before_tracking: true, basis: invited}"])
def test_what_was_past_before_tracking_is_neither_reminded_nor_alerted(how: str) -> None:
    story = f"2025-01-02: {{opened: {how}}}"
    assert (waiting(story), next_look(story, "2025-01-02")) == ({}, None)


def test_our_own_obligations_get_no_letters_but_are_looked_at_when_missed() -> None:
    story = "2024-11-01: {opened: {own: true}}"
    assert waiting(story) == {}
    assert next_look(story, "2024-11-01") == "2024-12-10T00:00"


def test_an_extension_arms_the_ladder_again_without_another_notice() -> None:
    assert waiting(ALL_TOLD + EXTENDED) == {
        "extended-1": "11/12",
        "before-5": "13/12",
        "before-1": "19/12",
        "last-day": "20/12",
        "after-1": "23/12",
        "after-3": "25/12",
        "after-7": "31/12",
    }


def test_asking_for_more_time_stops_nothing() -> None:
    asked = (
        "2024-11-05: {extension_asked: {until: 2024-12-31, reason: bận}}\n2024-11-06: {reassign_asked: {reason: khác}}"
    )
    assert waiting(TOLD + asked) == waiting(TOLD)


@pytest.mark.parametrize(("at", "come"), [("2024-12-05T23:00", []), ("2024-12-06", ["before-5", "before-1"])])
def test_silence_puts_letters_off_to_its_last_day_where_they_merge(at: str, come: list[str]) -> None:
    told = OPENED + "2024-11-18: {reminded: {rungs: [opening, before-15]}}\n"
    assert reached(told + "2024-12-01: {silenced: {until: 2024-12-06}}", at) == come


def test_silence_over_the_limit_loses_no_urging() -> None:
    story = ALL_TOLD + "2024-12-10T08:00: alert_raised\n2024-12-10T09:00: {silenced: {until: 2024-12-20}}\n"
    assert reached(story, "2024-12-19") == []
    assert reached(story, "2024-12-20") == ["after-1", "after-3", "after-7"]
    assert next_look(story, "2024-12-11") == "2024-12-20T07:00"


def test_an_alert_silenced_with_nothing_left_to_send_is_looked_at_when_silence_ends() -> None:
    urged = "2024-12-19T08:00: {reminded: {rungs: [after-1, after-3, after-7]}}\n"
    story = ALL_TOLD + "2024-12-10T08:00: alert_raised\n" + urged + "2024-12-20: {silenced: {until: 2025-01-06}}"
    assert next_look(story, "2024-12-20") == "2025-01-06T07:00"


@pytest.mark.parametrize(
    ("story", "at", "look"),
    [
        (OPENED, "2024-11-01", "2024-11-01T08:00"),
        (TOLD, "2024-11-01", "2024-11-18T07:00"),
        (ALL_TOLD, "2024-12-09", "2024-12-10T00:00"),
        (ALL_TOLD + "2024-12-10: alert_raised", "2024-12-10", "2024-12-11T07:00"),
        (TOLD, "2024-12-10T01:00", "2024-12-10T00:00"),
        (
            ALL_TOLD + "2024-12-19: {reminded: {rungs: [after-1, after-3, after-7]}}\n2024-12-20: alert_raised",
            "2024-12-20",
            None,
        ),
    ],
)
def test_a_run_looks_again_at_the_next_rung_or_at_the_limit(story: str, at: str, look: str | None) -> None:
    assert next_look(story, at) == look


@pytest.mark.parametrize(
    ("what", "at", "auto", "hold"),
    [
        ("received", "2024-12-09T23:59", True, False),
        ("received", "2024-12-10", False, True),
        ("done_reported", "2024-12-12", False, False),
        ("{extended: {due: {kind: by, date: 2024-12-20}}}", "2024-12-12", True, False),
        ("{silenced: {until: 2024-12-20}}", "2024-12-12", False, False),
        ("{reworded: {basis: invited}}", "2024-12-12", False, False),
    ],
)
def test_a_waiting_letter_goes_on_speaking_of_what_is_so(what: str, at: str, auto: bool, hold: bool) -> None:
    known = facts(OPENED + f"2024-12-08: {what}")
    assert (still_to_say(known, moment(at), ["before-1"]), still_to_say(known, moment(at), ["after-1"])) == (auto, hold)


@pytest.mark.parametrize(
    ("at", "sends"),
    [
        ("2024-12-09T06:59:59", False),
        ("2024-12-09T07:00", True),
        ("2024-12-09T23:59", True),
        ("2024-12-14T08:00", False),
        ("2024-04-29T08:00", False),
        ("2024-05-04T08:00", True),
    ],
)
def test_letters_leave_by_themselves_on_working_days_from_seven(at: str, sends: bool) -> None:
    assert is_sending_time(moment(at), CALENDAR) is sends


@given(lives(), st.integers(min_value=0, max_value=120))
def test_what_is_asked_after_a_limit_is_always_held(life: list[Event], days: int) -> None:
    known, at = facts_of(life), life[-1].at + dt.timedelta(days=days)
    assert known is not None
    limit = missed_at(known.due)
    come = [rung.mode for rung in reached_by(known, at, CALENDAR) if not rung.news]
    assert limit is None or at < limit or come == [] or "hold" in come
