"""The state of an obligation: the first rule that holds. The day sent decides; said late of a document sent in time waits."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.clock import moment
from engine.obligations.history import Done
from engine.obligations.states import FLAG_WORDS, STATE_WORDS, awaits_review, flags_of, sent_in_time, state_of
from tests.obligations.stories import facts, state

MISSED = moment("2024-12-10T00:00")
MICROSECOND = dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-11-01", "not_due"),
        ("2024-11-18T06:59:59.999999", "not_due"),
        ("2024-11-18T07:00", "due_soon"),
        ("2024-12-09T23:59:59.999999", "due_soon"),
        ("2024-12-10T00:00", "overdue"),
        ("2024-12-10T00:00:00.000001", "overdue"),
    ],
)
def test_a_report_nobody_sends_comes_near_and_is_late_to_the_microsecond(at: str, expected: str) -> None:
    assert state("2024-11-01: opened", at) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("2024-11-01: opened\n2024-12-09: done_reported\n2024-12-11: withdrawn", "withdrawn"),
        ("2024-11-01: opened\n2024-12-09: done_reported", "done_on_time"),
        ("2024-11-01: opened\n2024-12-12: {done_reported: {sent: 2024-12-12}}", "done_late"),
        ("2024-11-01: opened\n2024-12-12: {done_reported: {awaits_review: true}}", "awaiting_review"),
        ("2024-11-01: {opened: {before_tracking: true}}", "before_tracking"),
        ("2024-11-01: {opened: {before_tracking: true}}\n2024-12-12: done_reported", "done_on_time"),
        ("2024-11-01: opened", "overdue"),
        ("2024-11-01: {opened: {due: {kind: ongoing}}}", "ongoing"),
        ("2024-11-01: {opened: {basis: invited}}", "ongoing"),
    ],
)
def test_the_first_state_that_holds_is_the_state(story: str, expected: str) -> None:
    assert state(story, "2024-12-20") == expected


def test_a_report_opened_late_is_due_soon_at_once() -> None:
    assert state("2024-12-04: opened", "2024-12-04") == "due_soon"


def test_the_day_sent_decides_and_not_when_it_was_said(doc: str) -> None:
    """
    2024-11-01: opened
    2024-12-12T09:00: {done_reported: {sent: 2024-12-09, awaits_review: true}}
    2024-12-13: accepted
    """
    assert state(doc, "2024-12-13") == "done_on_time"


@pytest.mark.parametrize(("sent", "expected"), [("2024-12-09", "done_on_time"), ("2024-12-10", "done_late")])
def test_acceptance_does_not_make_a_late_document_punctual(sent: str, expected: str) -> None:
    story = f"2024-11-01: opened\n2024-12-12: {{done_reported: {{sent: {sent}, awaits_review: true}}}}\n2024-12-13: accepted"
    assert state(story, "2024-12-13") == expected


@pytest.mark.parametrize(
    ("after", "sent", "waits"),
    [(-MICROSECOND, 9, False), (0 * MICROSECOND, 9, True), (MICROSECOND, 9, True), (MICROSECOND, 10, False)],
)
def test_said_from_the_limit_on_of_a_document_sent_before_it_waits(after: dt.timedelta, sent: int, waits: bool) -> None:
    done = Done(said_at=MISSED + after, sent=dt.date(2024, 12, sent))
    assert awaits_review(facts("2024-11-01: opened"), done, required=False) is waits


def test_where_acceptance_is_required_every_result_waits() -> None:
    done = Done(said_at=moment("2024-11-20"), sent=dt.date(2024, 11, 20))
    assert awaits_review(facts("2024-11-01: opened"), done, required=True)


def test_what_an_invited_agency_sends_is_never_late(doc: str) -> None:
    """
    2024-11-01: {opened: {basis: invited}}
    2024-12-20: {done_reported: {sent: 2024-12-20}}
    """
    assert state(doc, "2024-12-21") == "done_on_time"


@pytest.mark.parametrize(
    ("missed", "in_time"),
    [("2024-12-09T17:00", True), ("2024-12-09T00:00", False), ("2024-12-10T00:00", True), ("2024-12-08T17:00", False)],
)
def test_a_limit_at_an_hour_leaves_the_day_of_it_in_doubt_so_in_time(missed: str, in_time: bool) -> None:
    assert sent_in_time(dt.date(2024, 12, 9), moment(missed)) is in_time


def test_flags_stand_beside_the_state(doc: str) -> None:
    """
    2024-11-01: opened
    2024-11-04: received
    2024-12-05: {extension_asked: {until: 2024-12-20, reason: chờ số liệu}}
    2024-12-06: {reassign_asked: {reason: không thuộc lĩnh vực}}
    """
    assert flags_of(facts(doc)) == ["received", "extension_asked", "reassign_asked"]
    assert state(doc, "2024-12-10") == "overdue"


def test_what_is_suspended_or_waits_for_its_document_says_so_beside_the_state(doc: str) -> None:
    """
    2024-11-01: opened
    2024-12-05: {extended: {due: {kind: by, date: 2024-12-20}, basis: điện thoại, provisional: true}}
    2024-12-06: suspended
    """
    assert flags_of(facts(doc)) == ["suspended", "provisional"]
    assert state(doc, "2024-12-30") == "ongoing"
    assert flags_of(facts(doc + "\n2024-12-07: resumed\n2024-12-08: {documented: {basis: CV 12}}")) == []


def test_every_state_and_flag_has_the_words_offices_use() -> None:
    assert STATE_WORDS["awaiting_review"] == "chờ xác nhận kết quả"
    assert len(set(STATE_WORDS.values())) == len(STATE_WORDS) == 9
    assert len(set(FLAG_WORDS.values())) == len(FLAG_WORDS) == 6


def test_without_a_first_reminder_nothing_is_due_soon() -> None:
    assert state_of(facts("2024-11-01: opened"), moment("2024-12-09"), None) == "not_due"
