"""What a history adds up to: the same events are the same facts, whoever folds them and in whatever pieces."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.clock import moment
from engine.history_words import WORDS, event_words
from engine.obligations.history import CORRECTION, OPENING, TRANSITIONS, Facts, after, facts_of
from engine.obligations.ladder import next_action_at, reached_by, rungs, soon_at
from engine.obligations.states import FLAG_WORDS, STATE_WORDS, flags_of, state_of
from engine.obligations.values import Event
from tests.conftest import due
from tests.obligations.stories import CALENDAR, facts
from tests.obligations.worlds import DATA, histories, lives

OPENED = "2024-11-01: opened\n"
LATE = OPENED + "2024-12-10: alert_raised\n"


def alerts(story: str) -> list[tuple[int, str]]:
    """Return the alerts of a story, as deadline version and state."""
    return [(alert.version, alert.state) for alert in facts(story).alerts]


def test_no_history_is_nothing() -> None:
    assert facts_of([]) is None


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("{done_reported: {sent: 2024-12-11}}", "resolved"),
        ("{done_reported: {sent: 2024-12-09, awaits_review: true}}", "resolved"),
        ("{extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}", "resolved"),
        ("withdrawn", "resolved"),
        ("acknowledged", "acknowledged"),
        ("{silenced: {until: 2024-12-20}}", "silenced"),
        ("{extension_asked: {until: 2024-12-20, reason: bận}}", "open"),
        ("{reassign_asked: {reason: không thuộc lĩnh vực}}", "open"),
        ("received", "open"),
        ("{reworded: {basis: invited}}", "resolved"),
        ("{reworded: {basis: inferred}}", "open"),
    ],
)
def test_what_happens_to_the_alert(what: str, state: str) -> None:
    assert alerts(LATE + f"2024-12-11: {what}") == [(1, state)]


def test_a_returned_result_opens_the_same_alert_again() -> None:
    story = LATE + "2024-12-11: {done_reported: {sent: 2024-12-11}}\n2024-12-12: {returned: {reason: thiếu số liệu}}"
    assert alerts(story) == [(1, "open")]
    assert facts(story).done is None


def test_an_extension_keeps_the_first_limit_and_its_alert_and_arms_the_ladder_again() -> None:
    reminded = "2024-11-04: {reminded: {rungs: [opening, before-15]}}\n"
    known = facts(LATE + reminded + "2024-12-11: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}")
    assert known.first_due == due("{kind: before, date: 2024-12-10}")
    assert known.missed_at == moment("2024-12-21T00:00")
    assert known.first_missed_at == moment("2024-12-10T00:00")
    assert (known.version, known.alert, known.reached) == (2, None, ("opening",))


def test_each_deadline_version_has_an_alert_of_its_own() -> None:
    story = LATE + "2024-12-11: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}\n2024-12-21: alert_raised"
    assert alerts(story) == [(1, "resolved"), (2, "open")]


def test_silence_does_not_open_what_is_resolved() -> None:
    story = LATE + "2024-12-11: {done_reported: {sent: 2024-12-11}}\n2024-12-12: {silenced: {until: 2024-12-20}}"
    assert alerts(story) == [(1, "resolved")]


def test_when_silence_ends_the_alert_opens_again_and_letters_may_be_written() -> None:
    known = facts(LATE + "2024-12-11: {silenced: {until: 2024-12-20}}\n2024-12-20: silence_ended")
    assert [alert.state for alert in known.alerts] == ["open"]
    assert known.silenced_until is None


def test_the_first_word_of_receipt_counts() -> None:
    assert facts(OPENED + "2024-11-04: received\n2024-11-05: received").received_at == moment("2024-11-04")


def test_an_extension_granted_answers_the_one_asked_for() -> None:
    asked = OPENED + "2024-12-05: {extension_asked: {until: 2024-12-20, reason: bận}}\n"
    granted = "2024-12-06: {extended: {due: {kind: by, date: 2024-12-16}, basis: điện thoại (chờ văn bản)}}"
    assert facts(asked).extension_asked == dt.date(2024, 12, 20)
    assert facts(asked + granted).extension_asked is None


def test_an_agency_no_longer_invited_but_owing_can_be_late_and_its_alert_opens_again() -> None:
    known = facts(LATE + "2024-12-11: {reworded: {basis: invited}}\n2024-12-12: {reworded: {basis: explicit}}")
    assert known.missed_at == moment("2024-12-10T00:00")
    assert [alert.state for alert in known.alerts] == ["open"]


@pytest.mark.parametrize(("date", "before_tracking"), [("2024-06-06", True), ("2024-12-20", False)])
def test_a_past_limit_corrected_to_another_past_one_blames_nobody(date: str, before_tracking: bool) -> None:
    opened = "2024-11-01: {opened: {due: {kind: before, date: 2024-06-05}, before_tracking: true}}\n"
    redated = f"2024-11-05: {{redated: {{due: {{kind: before, date: {date}}}}}}}"
    assert facts(opened + redated).before_tracking is before_tracking


def test_what_comes_back_into_the_plan_keeps_what_was_confirmed_and_told() -> None:
    story = OPENED + "2024-11-02: {reminded: {rungs: [opening]}}\n2024-11-04: done_reported\n2024-11-05: withdrawn\n"
    known = facts(story + "2024-11-06: reopened")
    assert (known.withdrawn_at, known.reached, known.version) == (None, ("opening",), 2)
    assert known.done
    assert known.settled


def test_every_kind_of_event_has_a_meaning_and_words() -> None:
    assert set(WORDS) == {"opened", *TRANSITIONS} == set(DATA)


@given(histories())
def test_any_order_of_events_folds_to_one_value_stored_between_any_two_of_them(history: list[Event]) -> None:
    known: Facts | None = None
    for event in history:
        known = Facts.model_validate_json(after(known, event).model_dump_json(by_alias=True))
    assert known == facts_of(history) == facts_of(history)


@given(histories(), st.datetimes(dt.datetime(2024, 10, 1), dt.datetime(2025, 3, 1)))
def test_whatever_happened_there_is_one_state_and_words_for_it(history: list[Event], at: dt.datetime) -> None:
    known, now = facts_of(history), moment(at.isoformat())
    assert known is not None
    assert STATE_WORDS[state_of(known, now, soon_at(known, CALENDAR))]
    assert set(flags_of(known)) <= FLAG_WORDS.keys()
    assert all(event_words(event, {}) for event in history)


@given(histories(), st.datetimes(dt.datetime(2024, 10, 1), dt.datetime(2025, 3, 1)))
def test_a_run_is_called_for_what_is_due_and_for_nothing_else(history: list[Event], at: dt.datetime) -> None:
    known, now = facts_of(history), moment(at.isoformat())
    assert known is not None
    look = next_action_at(known, now, CALENDAR)
    if look is not None and look <= now:
        assert has_something_to_do(known, now)


def has_something_to_do(known: Facts, at: dt.datetime) -> bool:
    """Say whether a run would write a letter, raise an alert or end a silence."""
    missed = known.missed_at is not None and known.missed_at <= at and known.alert is None
    silenced = known.alert is not None and known.alert.state == "silenced"
    return bool(reached_by(known, at, CALENDAR)) or missed or silenced


@given(lives())
@settings(max_examples=300)
def test_what_is_open_and_dated_always_has_a_next_action_or_an_alert_that_stands(life: list[Event]) -> None:
    known = facts_of(life)
    assert known is not None
    if not known.settled and known.missed_at is not None:
        stands = known.alert is not None and known.alert.state in ("open", "acknowledged")
        assert stands or next_action_at(known, life[-1].at, CALENDAR) is not None


@given(lives())
@settings(max_examples=300)
def test_no_deadline_version_has_two_alerts_and_what_is_settled_has_none_that_stands(life: list[Event]) -> None:
    known = facts_of(life)
    assert known is not None
    assert len({alert.version for alert in known.alerts}) == len(known.alerts)
    standing = [alert for alert in known.alerts if alert.state != "resolved"]
    late = known.missed_at is not None and known.missed_at <= life[-1].at
    assert standing == [] or (late and not known.settled and standing == [known.alert])


@given(lives())
@settings(max_examples=300)
def test_rungs_come_in_order_and_each_name_once(life: list[Event]) -> None:
    known = facts_of(life)
    assert known is not None
    found = [rung for rung in rungs(known, CALENDAR) if rung.name not in (OPENING, CORRECTION)]
    assert [rung.at for rung in found] == sorted(rung.at for rung in found)
    assert len({rung.name for rung in found}) == len(found)
