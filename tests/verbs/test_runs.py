"""Runs: when one is late, what comes next, what a day would bring, and letters that the mail server refused."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.clock import moment
from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.files import default_calendar
from engine.doctor import doctor
from engine.lists.late_run import is_run_late
from engine.lists.runs import RunsPage, next_working_run
from engine.mail.carriers import LetterRefusedError, Mailbox, Meanwhile, nothing
from engine.mail.message import Mail
from engine.rehearse import rehearsal_of
from engine.resend import NotRefusedError, set_aside, try_again
from engine.steps.deliver import deliver
from engine.view import Lists
from tests.conftest import MINH, Office


class Refuses:
    """A mail server that refuses every letter."""

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Take nothing, ever."""
        raise LetterRefusedError

    def close(self) -> None:
        """Nothing to do."""


def no_calendar() -> WorkingCalendar:
    """Say that nobody may look at a calendar."""
    raise AssertionError


def page(office: Office, at: str) -> RunsPage:
    """Read the page."""
    found = Lists(office.ledger).runs(moment(at))
    assert found is not None
    return found


LATE = [
    ("2024-12-10T08:00", "2024-12-11T09:59", False),  # a Wednesday, before ten
    ("2024-12-10T08:00", "2024-12-11T10:00", True),
    ("2024-12-11T07:00", "2024-12-11T23:00", False),
    ("2024-12-13T08:00", "2024-12-16T09:00", False),  # a Monday; the run was on Friday
    ("2024-12-13T08:00", "2024-12-16T10:30", True),
    ("2024-12-12T08:00", "2024-12-14T15:00", True),  # a Saturday; none on Friday
    ("2024-12-13T08:00", "2024-12-15T15:00", False),
    ("2024-12-31T08:00", "2025-01-01T12:00", False),  # a holiday
]


@pytest.mark.parametrize(("last", "at", "late"), LATE)
def test_each_working_day_has_a_run_by_ten(last: str, at: str, late: bool) -> None:
    assert is_run_late(moment(last), moment(at), default_calendar) is late


def test_where_a_run_was_today_nobody_looks_at_the_calendar() -> None:
    assert not is_run_late(moment("2024-12-11T08:00"), moment("2024-12-11T15:00"), no_calendar)


def test_the_terminal_and_doctor_say_so_of_the_same_run(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    for at, said in (("2024-12-10T09:00", ""), ("2024-12-10T10:30", "Lượt chạy tự động đã quá giờ")):
        assert Lists(office.ledger).overview(moment(at)).run_late.startswith(said)
        assert bool(Lists(office.ledger).overview(moment(at)).run_late) is bool(said)
        assert ("run" in {one.code for one in doctor(office.ledger, moment(at))}) is bool(said)


def test_what_was_seen_in_the_past_is_seen_so_again(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    before = Lists(office.ledger).overview(moment("2024-12-10T11:00"))
    office.run("2024-12-10T12:00")
    again = Lists(office.ledger).overview(moment("2024-12-10T11:00"))
    assert (again.last_run, again.run_late) == (before.last_run, before.run_late)
    assert again.run_late == (
        "Lượt chạy tự động đã quá giờ: lần gần nhất 08:00 09/12/2024. Kiểm tra lịch chạy trên máy chủ."
    )


def test_without_any_run_one_is_late_from_the_first_morning_on(office: Office) -> None:
    office.apply("2024-11-01T15:00")
    assert Lists(office.ledger).overview(moment("2024-11-03T15:00")).run_late == ""
    said = Lists(office.ledger).overview(moment("2024-11-04T10:00")).run_late
    assert said == "Chưa có lượt chạy tự động nào. Kiểm tra lịch chạy trên máy chủ."


def test_the_next_runs_say_how_much_they_look_at_and_what_ends(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    coming = page(office, "2024-12-09T09:00").coming
    assert coming[0].at == moment("2024-12-10T08:00")
    assert coming[0].limits == 3
    assert coming[0].looked_at >= 3
    assert [one.at for one in coming] == sorted({one.at for one in coming})


def test_what_was_due_this_morning_waits_for_the_next_run(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    coming = page(office, "2024-12-11T07:00").coming
    assert (coming[0].at, coming[0].limits) == (moment("2024-12-11T08:00"), 3)


def test_a_rehearsal_tells_what_the_run_then_does_and_keeps_nothing(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    before = (len(office.all_letters()), office.alerts("2024-12-09T09:00"))
    foretold = rehearsal_of(office.ledger, moment("2024-12-10T08:00"))
    assert (len(office.all_letters()), office.alerts("2024-12-09T09:00")) == before
    assert foretold.counted is not None
    done = office.run("2024-12-10T08:00")
    assert foretold.counted.alerts_raised == len(foretold.alerts) == done.alerts_raised == 3
    assert "Phòng Y tế" in {one.name for one in foretold.alerts}
    written = [one for one in office.all_letters() if one.drafted_at == moment("2024-12-10T08:00")]
    assert {(one.letter.email, one.letter.subject) for one in foretold.letters} == {
        (one.email, one.subject) for one in written
    }


def test_letters_of_a_rehearsal_can_be_read_whole(office: Office) -> None:
    office.apply()
    told = rehearsal_of(office.ledger, moment("2024-11-18T08:00")).letters
    assert told
    assert all(one.letter.text.strip() and one.names for one in told)


def test_a_day_off_is_not_rehearsed_by_default() -> None:
    calendar = default_calendar()
    assert next_working_run(moment("2024-12-13T09:00"), calendar) == moment("2024-12-16T08:00")
    assert next_working_run(moment("2024-12-13T07:00"), calendar) == moment("2024-12-13T08:00")


@pytest.fixture
def refused(office: Office) -> Office:
    """Return an office whose mail server has refused every letter of a morning."""
    office.apply()
    office.run("2024-11-18T08:00", Refuses())
    assert office.letters("failed")
    return office


def minhs(office: Office) -> str:
    """Return the letter refused that speaks of Minh's report."""
    (uid,) = [one.uid for one in office.letters("failed") if MINH in one.obligations]
    return uid


def test_a_refused_letter_stands_first_with_what_the_server_said(refused: Office) -> None:
    found = page(refused, "2024-11-18T09:00")
    assert {one.letter.uid for one in found.refused} == {one.uid for one in refused.letters("failed")}
    assert all(one.why and one.attempts == 1 for one in found.refused)


def test_a_refused_letter_goes_once_more_said_as_of_then(refused: Office) -> None:
    uid = minhs(refused)
    assert try_again(refused.ledger, [uid], moment("2024-11-19T09:00")).going == (uid,)
    deliver(refused.ledger, Mailbox(refused.settings.mailbox), moment("2024-11-19T09:00"))
    (sent,) = refused.letters("sent")
    assert (sent.uid, sent.sent_at) == (uid, moment("2024-11-19T09:00"))


def test_what_was_answered_meanwhile_is_not_sent_again(refused: Office) -> None:
    uid = minhs(refused)
    mine = [one for row in refused.letters("failed") if row.uid == uid for one in row.obligations]
    for one in mine:
        refused.withdraw("2024-11-18T10:00", one)
    again = try_again(refused.ledger, [uid], moment("2024-11-19T09:00"))
    assert (again.going, again.dropped) == ((), (uid,))


def test_a_refused_letter_can_be_set_aside_once(refused: Office) -> None:
    uid = minhs(refused)
    assert set_aside(refused.ledger, [uid], moment("2024-11-19T09:00")) == (uid,)
    assert uid not in {one.letter.uid for one in page(refused, "2024-11-19T10:00").refused}
    with pytest.raises(NotRefusedError):
        set_aside(refused.ledger, [uid], moment("2024-11-19T10:00"))
    with pytest.raises(NotRefusedError):
        try_again(refused.ledger, [uid], moment("2024-11-19T10:00"))


def test_a_letter_that_could_not_leave_says_why_and_waits(office: Office) -> None:
    from tests.conftest import NoServer

    office.apply()
    office.run("2024-11-18T08:00", NoServer())
    found = page(office, "2024-11-18T09:00")
    assert found.waiting == len(found.on_their_way) > 0
    assert all(one.why for one in found.on_their_way)


def test_runs_are_told_the_newest_first_with_their_trouble(office: Office) -> None:
    from tests.conftest import NoServer

    office.apply()
    office.run("2024-11-18T08:00", NoServer())
    office.run("2024-11-19T08:00")
    first, second = page(office, "2024-11-19T09:00").past
    assert (first.at, first.result["trouble"]) == (moment("2024-11-19T08:00"), None)
    assert second.result["trouble"]
    assert page(office, "2024-11-18T09:00").past[0].at == moment("2024-11-18T08:00")


def test_the_first_run_of_all_is_tomorrow_morning(office: Office) -> None:
    office.apply("2024-11-01T15:00")
    assert page(office, "2024-11-01T15:30").coming[0].at.time() == dt.time(8)
