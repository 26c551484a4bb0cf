"""Ladders that a plan writes for itself: other days, other hours, other people, urgency, a cap, escalation."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from engine.clock import moment
from engine.obligations.ladder import may_send, rungs, soon_at
from engine.spec.ladders import USUAL, Ladder, effective
from tests.obligations.stories import CALENDAR, facts, next_look, reached

NOTICED = "2024-11-01T09:00: {reminded: {rungs: [opening]}}\n"


def opened(ladder: str) -> str:
    """Return a story that opens the December report with a ladder of its own."""
    return f"2024-11-01: {{opened: {{ladder: {ladder}}}}}\n"


def days(story: str) -> dict[str, str]:
    """Return day, hour, mode and addressee of every rung but the notice."""
    return {
        rung.name: f"{rung.at:%d/%m %H:%M} {rung.mode} {rung.tell}"
        for rung in rungs(facts(story), CALENDAR)
        if rung.name != "opening"
    }


def test_a_plan_that_says_nothing_has_the_usual_ladder() -> None:
    assert effective(None, None, None) is None
    assert effective(None, Ladder(), None) is None


def test_a_tasks_own_ladder_stands_before_the_plans() -> None:
    own, plans = Ladder(cap=3), Ladder(cap=5)
    assert effective(own, plans, None) == own
    assert effective(None, plans, "khẩn") == plans.model_copy(update={"urgency": "khẩn"})


def test_steps_count_working_or_calendar_days() -> None:
    story = opened("{steps: [{before: 10}, {before: 10, days: calendar}, {after: 3, days: calendar}]}")
    assert days(story) == {
        "before-10": "25/11 07:00 auto contact",
        "after-3d": "13/12 07:00 hold contact",
    } | {"before-10d": "29/11 07:00 auto contact"}


def test_letters_leave_from_the_plans_own_hour() -> None:
    story = opened("{hour: '09:30', steps: [{before: 1}]}")
    assert days(story) == {"before-1": "06/12 09:30 auto contact"}
    assert not may_send(facts(story), moment("2024-12-06T09:00"), CALENDAR)
    assert may_send(facts(story), moment("2024-12-06T09:30"), CALENDAR)


def test_each_addressee_is_a_rung_of_its_own() -> None:
    story = opened("{steps: [{after: 2, tell: [contact, office, coordinator, leader, head]}]}")
    assert days(story) == {
        "after-2": "12/12 07:00 hold contact",
        "after-2-office": "12/12 07:00 hold office",
        "after-2-coordinator": "12/12 07:00 hold coordinator",
        "after-2-leader": "12/12 07:00 hold leader",
        "after-2-head": "12/12 07:00 hold head",
    }


def test_a_step_repeats_so_many_times() -> None:
    story = opened("{steps: [{after: 1, every: 3, times: 3}]}")
    assert list(days(story)) == ["after-1", "after-4", "after-7"]


def test_three_urgings_without_an_answer_are_reported_to_the_leader() -> None:
    story = opened("{steps: [{after: 1, every: 1, times: 5}, {urgings: 3, tell: [leader]}]}") + NOTICED
    twice = story + "2024-12-11T08:00: urged\n2024-12-12T08:00: urged\n"
    assert "urged-3-leader" not in days(twice)
    thrice = twice + "2024-12-13T08:00: urged\n"
    assert days(thrice)["urged-3-leader"] == "16/12 07:00 hold leader"
    assert "urged-3-leader" in reached(thrice, "2024-12-16T08:00")


def test_urgings_are_counted_from_the_present_limit() -> None:
    story = opened("{steps: [{urgings: 1, tell: [leader]}]}") + NOTICED + "2024-12-11T08:00: urged\n"
    assert "urged-1-leader" in days(story)
    extended = "2024-12-12: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}\n"
    assert "urged-1-leader" not in days(story + extended)


def test_receipt_is_asked_for_again_until_it_is_confirmed() -> None:
    story = opened("{steps: [{unconfirmed: 3}]}") + NOTICED
    assert days(story) == {"unconfirmed-3": "06/11 07:00 auto contact"}
    assert days(story + "2024-11-04T09:00: {received: {name: Minh}}\n") == {}


def test_no_more_letters_than_the_cap_are_written() -> None:
    story = opened("{cap: 2, steps: [{before: 5}, {before: 1}, {after: 1}, {after: 2, tell: [leader]}]}") + NOTICED
    told = story + "2024-12-02T08:00: {reminded: {rungs: [before-5]}}\n"
    assert reached(story, "2024-12-02T08:00") == ["before-5"]
    assert reached(told, "2024-12-06T08:00") == []
    assert reached(told, "2024-12-12T08:00") == ["after-2-leader"]


@pytest.mark.parametrize(
    ("urgency", "at", "sends"),
    [
        ("khẩn", "2024-12-07T07:00", True),
        ("khẩn", "2024-12-07T06:00", False),
        ("thượng khẩn", "2024-12-07T02:00", True),
        ("hỏa tốc", "2024-12-07T02:00", True),
    ],
)
def test_urgency_opens_days_off_and_then_nights(urgency: str, at: str, sends: bool) -> None:
    assert may_send(facts(opened(f"{{urgency: {urgency}}}")), moment(at), CALENDAR) is sends


def test_an_urgent_last_day_is_reminded_of_on_the_day_itself() -> None:
    """The last day, 2024-12-14, is a Saturday."""
    story = "2024-11-01: {opened: {due: {kind: by, date: 2024-12-14}, ladder: {urgency: khẩn}}}\n"
    assert days(story)["last-day"].startswith("14/12")


def test_what_is_most_urgent_does_not_wait_for_the_letter_of_the_day() -> None:
    modes = {rung.mode for rung in rungs(facts(opened("{urgency: hỏa tốc}")), CALENDAR) if not rung.late}
    assert modes == {"now"}


def test_soon_begins_with_the_plans_first_reminder() -> None:
    assert soon_at(facts(opened("{steps: [{before: 3}]}")), CALENDAR) == moment("2024-12-04T07:00")
    assert soon_at(facts(opened("{steps: [{after: 3}]}")), CALENDAR) == moment("2024-12-09T07:00")


def test_a_run_looks_again_at_the_plans_next_step() -> None:
    assert next_look(opened("{steps: [{before: 3}]}") + NOTICED, "2024-11-02") == "2024-12-04T07:00"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"before": 3, "after": 1}, "đúng một trong"),
        ({}, "đúng một trong"),
        ({"after": 1, "every": 2}, "“times”"),
        ({"before": 3, "every": 2, "times": 2}, "chỉ mốc “after”"),
        ({"after": 1, "tell": ["leader"], "mode": "auto"}, "luôn chờ phát hành"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_with_a_reason(step: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Ladder.model_validate({"steps": [step]})


def test_no_letter_leaves_at_night() -> None:
    with pytest.raises(ValidationError, match="07:00 đến 20:00"):
        Ladder(hour=dt.time(5))


def test_a_ladder_is_kept_as_what_differs_from_the_usual_one() -> None:
    assert USUAL.data() == {}
    assert Ladder.model_validate(Ladder(cap=4).data()) == Ladder(cap=4)
