"""Reminders: one letter a contact a working day, whatever was missed; nobody is asked for what it has sent."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.clock import moment
from engine.ledger.reader import LetterRow
from engine.run import rehearse
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, NoServer, Office

CHILDREN = PLAN.replace("id: binh-dang-gioi", "id: tre-em").replace("58/KH-UBND", "59/KH-UBND")
MINH_TOO = MINH.replace("binh-dang-gioi", "tre-em")
ONE_ADDRESS = DIRECTORY.replace("vanthu@vinho.example", "Hung@VinhChap.example")
NO_HUNG = DIRECTORY.replace("      xa-vinh-chap: {email: hung@vinhchap.example, name: Hùng}\n", "")
SUNDAY = PLAN.replace("{kind: before, date: 2024-12-10}", "{kind: by, date: 2024-12-14}")
DONE = {"number": "45/BC-PYT", "sent": "2024-11-18"}
YTE = "minh@yte.example"
XA = "hung@vinhchap.example"


def to(office: Office, email: str, *statuses: str) -> list[LetterRow]:
    """Return the letters to an address, in the order drafted."""
    return [letter for letter in office.letters(*statuses) if letter.email == email]


def days(letters: list[LetterRow]) -> list[str]:
    """Return the days on which letters left."""
    return [f"{letter.sent_at:%d/%m}" for letter in letters if letter.sent_at]


def rungs(office: Office, obligation: str = MINH) -> list[list[str]]:
    """Return the rungs reached, letter by letter."""
    return [event.data["rungs"] for event in office.history(obligation) if event.kind == "reminded"]


def told(office: Office) -> Office:
    """Return the office after its plan was adopted and the notices went out, on 01/11."""
    office.apply()
    office.run("2024-11-01T08:00")
    return office


# One letter a contact a working day


def test_nobody_answering_hears_on_the_days_of_the_ladder(office: Office) -> None:
    told(office)
    office.run_daily("2024-11-02", "2024-12-20")
    assert days(to(office, YTE)) == ["01/11", "18/11", "02/12", "06/12", "09/12"]
    assert [f"{letter.drafted_at:%d/%m}" for letter in to(office, YTE) if letter.mode == "hold"] == [
        "11/12",
        "13/12",
        "19/12",
    ]


def test_a_contact_gets_one_letter_a_day_across_two_plans(office: Office) -> None:
    office.apply()
    office.apply("2024-11-01", office.plan(CHILDREN))
    office.run_daily("2024-11-01", "2024-12-20")
    left = Counter((letter.email, f"{letter.sent_at:%d/%m}") for letter in office.letters("sent"))
    assert set(left.values()) == {1}
    assert days(to(office, YTE)) == ["01/11", "18/11", "02/12", "06/12", "09/12"]
    assert {MINH, MINH_TOO} <= set(to(office, YTE)[1].obligations)
    assert to(office, YTE)[1].text.count("/x/") == 1


def test_who_had_a_letter_today_hears_of_a_new_plan_on_the_next_working_day(office: Office) -> None:
    told(office)
    office.apply("2024-11-01T10:00", office.plan(CHILDREN))
    office.run_daily("2024-11-01", "2024-11-04", hour=11)
    assert days(to(office, YTE)) == ["01/11", "04/11"]


def test_an_address_shared_by_two_agencies_gets_one_letter_that_names_both(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, ONE_ADDRESS))
    office.run("2024-11-01T08:00")
    (letter,) = to(office, XA)
    assert set(letter.obligations) == {HUNG, VINH_O}
    assert "Vĩnh Chấp" in letter.text
    assert "Vĩnh Ô" in letter.text


def test_a_second_run_of_the_same_moment_sends_nothing(office: Office) -> None:
    told(office)
    again = office.run("2024-11-01T08:00")
    assert (again.reminders, again.letters, again.delivered, again.alerts_raised) == (0, 0, 0, 0)


def test_a_rehearsal_says_what_would_go_and_writes_nothing(office: Office) -> None:
    told(office)
    would = rehearse(office.ledger, moment("2024-11-18T08:00"))
    assert (would.letters, would.reminders) == (4, 4)
    assert len(office.letters()) == 4
    assert office.run("2024-11-18T08:00").letters == 4


# When letters leave, and when not


@pytest.mark.parametrize("at", ["2024-11-18T06:59", "2024-11-16T08:00", "2024-11-17T23:00"])
def test_before_seven_and_on_days_off_nothing_leaves(office: Office, at: str) -> None:
    told(office)
    result = office.run(at)
    assert (result.reminders, result.letters, result.delivered) == (0, 0, 0)


def test_a_limit_missed_on_a_day_off_alerts_that_day_and_drafts_on_the_working_day_after(office: Office) -> None:
    office.apply("2024-11-01", office.plan(SUNDAY))
    office.run("2024-12-13T08:00")
    sunday, monday = office.run("2024-12-15T08:00"), office.run("2024-12-16T08:00")
    assert (sunday.alerts_raised, sunday.letters) == (3, 0)
    assert (monday.alerts_raised, monday.letters, monday.held) == (0, 3, 3)


def test_a_plan_adopted_in_the_evening_is_announced_on_the_next_working_morning(office: Office) -> None:
    office.apply("2024-11-01T20:00")
    office.run_daily("2024-11-02", "2024-11-04")
    assert days(to(office, YTE)) == ["04/11"]


# After an outage


@pytest.mark.parametrize(
    ("back", "merged"),
    [
        ("2024-11-18T08:00", ["before-15"]),
        ("2024-12-02T07:00", ["before-15", "before-5"]),
        ("2024-12-06T15:00", ["before-15", "before-5", "before-1"]),
        ("2024-12-09T23:59", ["before-15", "before-5", "before-1", "last-day"]),
    ],
)
def test_whatever_was_missed_before_the_limit_comes_as_one_letter(office: Office, back: str, merged: list[str]) -> None:
    told(office)
    result = office.run(back)
    assert (result.letters, result.held) == (4, 0)
    assert rungs(office)[1:] == [merged]


@pytest.mark.parametrize(
    ("back", "urged"),
    [
        ("2024-12-11T08:00", ["after-1"]),
        ("2024-12-16T08:00", ["after-1", "after-3"]),
        ("2025-03-03T08:00", ["after-1", "after-3", "after-7"]),
    ],
)
def test_whatever_was_missed_over_the_limit_is_one_draft_that_waits(
    office: Office, back: str, urged: list[str]
) -> None:
    told(office)
    result = office.run(back)
    assert (result.letters, result.held, result.delivered, result.alerts_raised) == (3, 3, 0, 3)
    assert rungs(office)[1:] == [["before-15", "before-5", "before-1", "last-day", *urged]]


def test_between_the_limit_and_the_first_urging_an_outage_leaves_the_alert_alone(office: Office) -> None:
    told(office)
    result = office.run("2024-12-10T08:00")
    assert (result.letters, result.alerts_raised) == (0, 3)


def test_an_outage_from_the_first_day_announces_and_reminds_in_one_letter(office: Office) -> None:
    office.apply()
    office.run("2024-12-03T08:00")
    assert rungs(office) == [["opening", "before-15", "before-5"]]
    assert days(to(office, YTE)) == ["03/12"]


def test_who_was_invited_is_not_written_to_after_the_limit_even_for_the_first_time(office: Office) -> None:
    office.apply()
    office.run_daily("2024-12-12", "2024-12-31")
    assert to(office, "vanphong@phunu.example") == []
    assert rungs(office, PHU_NU) == []


# Drafts that wait for release


def test_a_newer_draft_says_all_of_the_older_one(office: Office) -> None:
    told(office)
    office.run("2024-12-11T08:00")
    office.run("2024-12-13T08:00")
    assert [letter.status for letter in to(office, YTE) if letter.mode == "hold"] == ["dropped", "held"]
    assert rungs(office)[-2:] == [["before-15", "before-5", "before-1", "last-day", "after-1"], ["after-3"]]


def test_a_newer_draft_carries_what_only_the_older_one_spoke_of(office: Office) -> None:
    later = CHILDREN.replace("{kind: before, date: 2024-12-10}", "{kind: by, date: 2024-12-12}")
    told(office)
    office.apply("2024-11-04", office.plan(later))
    office.run_daily("2024-11-05", "2024-12-16")
    (held,) = to(office, YTE, "held")
    assert set(held.obligations) == {MINH, MINH_TOO}
    assert "58/KH-UBND" in held.text
    assert "59/KH-UBND" in held.text


def test_a_draft_forgets_who_has_answered_by_the_next_run(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, ONE_ADDRESS))
    office.run("2024-12-11T08:00")
    office.answer("2024-12-11T09:00", "done", VINH_O, number="9/BC", sent="2024-12-11")
    office.run("2024-12-11T10:00")
    (held,) = to(office, XA, "held")
    assert "Vĩnh Ô" not in held.text
    office.answer("2024-12-11T11:00", "nothing", HUNG)
    office.run("2024-12-11T12:00")
    assert to(office, XA, "held") == []


# Agencies without an address


def test_an_agency_without_a_contact_waits_and_is_named(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, NO_HUNG))
    for at in ("2024-11-01T08:00", "2024-11-04T08:00", "2024-11-18T08:00"):
        assert office.run(at).without_contact == ("xa-vinh-chap",)
    assert rungs(office, HUNG) == []


def test_once_it_has_a_contact_it_gets_one_letter_of_all_that_waited(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, NO_HUNG))
    office.run_daily("2024-11-01", "2024-11-19")
    office.apply("2024-11-19T10:00", office.plan())
    office.run_daily("2024-11-20", "2024-11-22")
    assert days(to(office, XA)) == ["20/11"]
    assert rungs(office, HUNG) == [["opening", "before-15"]]
    assert office.results[-1].without_contact == ()


def test_without_a_contact_the_alert_comes_all_the_same(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, NO_HUNG))
    office.run_daily("2024-12-09", "2024-12-12")
    assert office.alerts("2024-12-12T09:00")[HUNG] == ["open"]
    assert office.results[-1].without_contact == ("xa-vinh-chap",)


# Between draft and delivery


def unsent(office: Office, at: str) -> None:
    """Let letters be drafted on a morning on which no mail server takes them."""
    assert office.run(at, NoServer()).delivered == 0


def test_an_answer_before_the_letter_has_left_takes_its_obligation_out(office: Office) -> None:
    told(office)
    unsent(office, "2024-11-18T08:00")
    office.answer("2024-11-18T09:00", "done", HUNG, **DONE)
    assert office.run("2024-11-18T10:00").delivered == 3
    assert [letter.status for letter in to(office, XA)] == ["sent", "dropped"]


def test_an_answer_of_one_of_two_agencies_draws_their_letter_anew(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, ONE_ADDRESS))
    unsent(office, "2024-11-01T08:00")
    office.answer("2024-11-01T09:00", "done", VINH_O, number="9/BC", sent="2024-11-01")
    office.run("2024-11-01T10:00")
    (letter,) = to(office, XA)
    assert letter.status == "sent"
    assert "Vĩnh Ô" not in letter.text


def test_a_letter_of_yesterday_says_what_is_so_today(office: Office) -> None:
    told(office)
    unsent(office, "2024-12-06T08:00")
    assert "còn 03 ngày" in to(office, YTE)[-1].text
    office.run("2024-12-09T08:00")
    (letter,) = to(office, YTE, "sent")[1:]
    assert "còn 03 ngày" not in letter.text
    assert "thứ Hai, 09/12/2024" in letter.text


def test_after_days_without_a_mail_server_each_contact_gets_one_letter_not_the_backlog(office: Office) -> None:
    told(office)
    for day in ("2024-11-18", "2024-12-02", "2024-12-06"):
        unsent(office, f"{day}T08:00")
    assert office.run("2024-12-06T15:00").delivered == 4
    assert days(to(office, YTE)) == ["01/11", "06/12"]
    assert rungs(office)[1:] == [["before-15"], ["before-5"], ["before-1"]]


def test_a_notice_that_never_left_goes_with_the_first_reminder(office: Office) -> None:
    office.apply()
    unsent(office, "2024-11-01T08:00")
    office.run("2024-11-18T08:00")
    (letter,) = to(office, YTE, "sent")
    assert set(letter.obligations) == {MINH, "binh-dang-gioi/tuyen-truyen/phong-y-te/-"}
    assert "Đẩy mạnh tuyên truyền" in letter.text


def test_a_reminder_that_could_not_leave_before_the_limit_does_not_leave_after_it(office: Office) -> None:
    told(office)
    unsent(office, "2024-12-09T08:00")
    result = office.run("2024-12-10T08:00")
    assert (result.delivered, result.alerts_raised) == (0, 3)
    assert to(office, YTE)[-1].status == "dropped"
    office.run("2024-12-11T08:00")
    assert len(to(office, YTE, "held")) == 1


def test_a_letter_that_waited_is_its_address_s_letter_of_the_day_it_leaves(office: Office) -> None:
    told(office)
    unsent(office, "2024-11-18T08:00")
    office.run("2024-11-19T08:00")
    office.apply("2024-11-19T09:00", office.plan(CHILDREN))
    office.run_daily("2024-11-19", "2024-11-20", hour=10)
    assert days(to(office, YTE)) == ["01/11", "19/11", "20/11"]


def test_a_released_letter_that_waited_over_night_is_said_as_of_today(office: Office) -> None:
    told(office)
    office.run("2024-12-11T08:00")
    office.release("2024-12-11T09:00", MINH, carrier=NoServer())
    office.run("2024-12-12T08:00")
    (letter,) = [letter for letter in to(office, YTE, "sent") if letter.mode == "hold"]
    assert "08 giờ 00 ngày 12/12/2024" in letter.text


# Acts and letters


def test_an_extension_granted_while_a_draft_waits_takes_it_out(office: Office) -> None:
    told(office)
    office.run("2024-12-11T08:00")
    office.extend("2024-12-11T09:00", "2024-12-20", MINH)
    office.run("2024-12-11T10:00")
    assert to(office, YTE, "held") == []


def test_after_an_extension_the_new_limit_is_reminded_of(office: Office) -> None:
    told(office)
    office.run_daily("2024-12-09", "2024-12-11")
    office.extend("2024-12-11T09:00", "2024-12-20", MINH)
    office.run_daily("2024-12-12", "2024-12-31")
    assert days(to(office, YTE))[-3:] == ["13/12", "19/12", "20/12"]
    assert "20/12/2024" in to(office, YTE, "sent")[-1].text
    assert office.alerts("2024-12-31T09:00")[MINH] == ["resolved", "open"]


def test_a_result_returned_before_the_limit_is_reminded_of_what_was_passed_over(office: Office) -> None:
    told(office)
    office.answer("2024-11-15", "done", MINH, number="45/BC-PYT", sent="2024-11-15")
    office.run("2024-11-18T08:00")
    office.give_back("2024-11-20", MINH)
    office.run("2024-11-21T08:00")
    assert rungs(office)[1:] == [["before-15", "returned-1"]]
