"""Letters let go wait a minute: seen exactly as they go, taken back, or sent, whoever is there by then."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.clock import moment
from engine.release import AlreadyGoneError, NothingHeldError, letters_as_of, release_letters, schedule, unschedule
from tests.conftest import HUNG, VINH_O, Office
from tests.tui.conftest import NOW, Opened
from tui.dialogs.pick import Pick

MINUTE = dt.timedelta(minutes=1)


def held(office: Office) -> list[str]:
    """Return the letters that wait, by their uids."""
    return [letter.uid for letter in office.letters("held")]


def arrived(office: Office) -> int:
    """Count the letters in the mailbox."""
    return len(list(office.settings.mailbox.glob("*.eml")))


def test_a_letter_taken_back_is_as_if_nothing_had_been(year: Office) -> None:
    before, facts = year.letters("held"), year.one(HUNG, NOW)
    uids = schedule(year.ledger, held(year), moment(NOW), MINUTE)
    assert unschedule(year.ledger, uids, moment("2024-12-11T08:30:50")) == uids
    assert year.letters("held") == before
    assert year.one(HUNG, "2024-12-11T08:31") == facts
    year.run("2024-12-11T09:00")
    assert year.letters("held") == before


def test_a_run_sends_what_the_terminal_did_not_live_to_send(year: Office) -> None:
    count = arrived(year)
    schedule(year.ledger, held(year), moment(NOW), MINUTE)
    year.run("2024-12-11T08:30:30")
    assert arrived(year) == count
    year.run("2024-12-11T08:31:30")
    assert arrived(year) == count + 2
    year.run("2024-12-11T08:40")
    assert arrived(year) == count + 2


def test_what_has_left_is_not_taken_back(year: Office) -> None:
    uids = schedule(year.ledger, held(year), moment(NOW), MINUTE)
    year.run("2024-12-11T08:32")
    with pytest.raises(AlreadyGoneError):
        unschedule(year.ledger, uids, moment("2024-12-11T08:33"))
    with pytest.raises(NothingHeldError):
        schedule(year.ledger, uids, moment("2024-12-11T08:33"), MINUTE)


def test_a_letter_answered_within_the_minute_does_not_leave(year: Office) -> None:
    count = arrived(year)
    (uid,) = [one.uid for one in year.letters("held") if HUNG in one.obligations]
    schedule(year.ledger, [uid], moment(NOW), MINUTE)
    year.answer("2024-12-11T08:30:20", "done", HUNG, number="9/BC-UBND", sent="2024-12-09")
    assert release_letters(year.ledger, [uid], moment("2024-12-11T08:31")).dropped == (uid,)
    year.run("2024-12-11T08:32")
    assert arrived(year) == count


def test_letters_are_shown_as_they_would_go_and_nothing_of_it_is_kept(year: Office) -> None:
    before = year.letters("held")
    shown = letters_as_of(year.ledger, held(year), moment(NOW))
    assert all("08 giờ 30 ngày 11/12/2024" in letter.text for letter in shown)
    assert year.letters("held") == before


async def test_late_reports_are_seen_previewed_and_sent_in_five_keys(year: Office, open_terminal: Opened) -> None:
    count = arrived(year)
    async with open_terminal(year) as terminal:
        await terminal.press("3", "V", "w")
        assert "Thư 1/2" in terminal.text
        assert "Gửi tới: UBND xã Vĩnh" in terminal.text
        await terminal.press("right")
        assert "Thư 2/2" in terminal.text
        await terminal.press("p", "enter")
        assert "@ Gửi 2 thư sau" in terminal.text
        await terminal.pass_a_minute()
        assert "Đã phát hành 2 thư; đã gửi 2 thư." in terminal.notices
        assert "@ Gửi" not in terminal.text
    assert arrived(year) == count + 2


async def test_u_takes_back_what_was_let_go(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("4", "V", "p", "enter", "u")
        assert terminal.notices[1] == "Đã hoàn tác: 2 thư trở lại chờ phát hành, chưa gửi."
        assert "@ Gửi" not in terminal.text
        await terminal.press("u")
        assert terminal.notices[2] == "Không có thư nào đang chờ gửi để hoàn tác."
    assert len(held(year)) == 2
    assert year.one(VINH_O, NOW)["reminders_sent"] == 2


async def test_the_question_says_what_a_careful_person_does_first(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("4", "p")
        assert "Chưa nhập sổ văn bản đến lần nào." in terminal.dialog


@pytest.mark.parametrize(("choice", "sent"), [("gui ngay", 2), ("hoan tac", 0)])
async def test_leaving_within_the_minute_asks_what_is_to_become_of_them(
    year: Office, open_terminal: Opened, choice: str, sent: int
) -> None:
    count = arrived(year)
    async with open_terminal(year) as terminal:
        await terminal.press("4", "V", "p", "enter", "q")
        assert isinstance(terminal.app.screen, Pick)
        await terminal.type(choice)
        await terminal.pilot.press("enter")
        await terminal.app.workers.wait_for_complete()
    assert arrived(year) == count + sent


async def test_staying_keeps_the_minute(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("4", "V", "p", "enter", "q")
        await terminal.type("o lai")
        await terminal.press("enter")
        assert terminal.app.leaving.waits
        await terminal.press("u")
