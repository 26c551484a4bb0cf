"""After a limit nothing goes by itself: a person releases, and the letter says what stands at that moment."""

from __future__ import annotations

import pytest

from engine.ledger.reader import LetterRow
from engine.release import NothingHeldError
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, Office

DONE = {"number": "9/BC-UBND", "sent": "2024-12-09"}
ONE_ADDRESS = DIRECTORY.replace("vanthu@vinho.example", "hung@vinhchap.example")
LIMIT = "2024-12-10"


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office on 11/12, one address for both xã, nothing answered, the first urgings drafted."""
    office.apply("2024-11-01", office.plan(PLAN, ONE_ADDRESS))
    for day in ("2024-11-04", "2024-12-09", "2024-12-10", "2024-12-11"):
        office.run(f"{day}T08:00")
    return office


def urging(office: Office, status: str, obligation: str = HUNG) -> LetterRow:
    """Return the one urging of a status about an obligation."""
    (letter,) = [one for one in office.letters(status) if one.mode == "hold" and obligation in one.obligations]
    return letter


def arrived(office: Office) -> int:
    """Count the letters in the mailbox."""
    return len(list(office.settings.mailbox.glob("*.eml")))


def test_nothing_leaves_after_the_limit_without_release(office: Office) -> None:
    before = arrived(office)
    office.run_daily("2024-12-12", "2025-01-10")
    assert arrived(office) == before
    assert {letter.mode for letter in office.letters("sent")} == {"auto"}
    assert max(f"{letter.sent_at}" for letter in office.letters("sent")) < LIMIT


def test_a_released_letter_leaves_at_once_and_is_said_anew(office: Office) -> None:
    drafted = urging(office, "held", MINH)
    assert "08 giờ 00 ngày 11/12/2024" in drafted.text
    assert office.release("2024-12-12T14:30", MINH).released == (drafted.uid,)
    sent = urging(office, "sent", MINH)
    assert "14 giờ 30 ngày 12/12/2024" in sent.text
    assert "11/12/2024" not in sent.text
    assert (sent.uid, sent.sent_at is not None) == (drafted.uid, True)


def test_a_release_leaves_on_a_day_off_too(office: Office) -> None:
    before = arrived(office)
    office.release("2024-12-14T21:00", MINH)
    assert arrived(office) == before + 1


def test_a_letter_for_several_goes_once(office: Office) -> None:
    before = arrived(office)
    assert len(office.release("2024-12-12", HUNG, VINH_O).released) == 1
    assert arrived(office) == before + 1
    assert set(urging(office, "sent").obligations) == {HUNG, VINH_O}


def test_a_released_letter_no_longer_names_who_answered_meanwhile(office: Office) -> None:
    office.answer("2024-12-12T08:30", "done", VINH_O, **DONE)
    office.release("2024-12-12T09:00", HUNG)
    text = urging(office, "sent").text
    assert "Vĩnh Chấp" in text
    assert "Vĩnh Ô" not in text


def test_where_all_have_answered_the_letter_is_dropped(office: Office) -> None:
    office.answer("2024-12-12T08:30", "done", HUNG, VINH_O, **DONE)
    before = arrived(office)
    released = office.release("2024-12-12T09:00", HUNG)
    assert (released.released, len(released.dropped)) == ((), 1)
    assert arrived(office) == before


def test_who_was_given_more_time_is_not_told_that_the_limit_has_passed(office: Office) -> None:
    office.extend("2024-12-12T08:30", "2024-12-20", MINH)
    released = office.release("2024-12-12T09:00", MINH)
    assert (released.released, len(released.dropped)) == ((), 1)


def test_a_result_that_was_returned_is_urged_again(office: Office) -> None:
    office.answer("2024-12-12T08:30", "done", VINH_O, **DONE)
    office.give_back("2024-12-12T08:40", VINH_O)
    office.release("2024-12-12T09:00", HUNG)
    assert "Vĩnh Ô" in urging(office, "sent").text


def test_a_second_release_finds_nothing_and_says_so(office: Office) -> None:
    office.release("2024-12-12", MINH)
    before = arrived(office)
    with pytest.raises(NothingHeldError, match="chờ phát hành"):
        office.release("2024-12-12T10:00", MINH)
    assert arrived(office) == before


def test_releasing_one_leaves_the_others_held(office: Office) -> None:
    office.release("2024-12-12", MINH)
    assert urging(office, "held", HUNG).status == "held"


def test_a_newer_urging_stands_for_the_older_one_that_was_not_released(office: Office) -> None:
    older = urging(office, "held").uid
    office.run_daily("2024-12-12", "2024-12-19")
    newer = urging(office, "held")
    assert newer.uid != older
    assert [one.status for one in office.letters() if one.uid == older] == ["dropped"]
    office.release("2024-12-20", HUNG)
    assert len([one for one in office.letters("sent") if one.mode == "hold"]) == 1


def test_each_release_counts_as_one_reminder_sent(office: Office) -> None:
    before = office.one(HUNG, "2024-12-11T09:00")["reminders_sent"]
    office.release("2024-12-12", HUNG)
    assert office.one(HUNG, "2024-12-12")["reminders_sent"] == before + 1
    assert office.one(HUNG, "2024-12-11T09:00")["reminders_sent"] == before
