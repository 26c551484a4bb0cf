"""Letters let go wait a minute in the ledger: taken back as if nothing had been, or sent once, whoever is there by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engine.audit import audit
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import EXACT, Ledger
from engine.mail.carriers import Mailbox
from engine.release import AlreadyGoneError, release_letters, schedule, unschedule
from engine.run import run
from engine.settings import Settings
from tests.conftest import HUNG, NoServer, Office

MINUTE = dt.timedelta(minutes=1)
NOW = "2024-12-11T09:00"
WITHIN, AFTER = "2024-12-11T09:00:40", "2024-12-11T09:01:10"


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office on 11/12, nothing answered, the first urgings drafted."""
    office.apply()
    office.run_daily("2024-12-09", "2024-12-11")
    return office


def held(office: Office) -> list[str]:
    """Return the letters that wait, by their uids."""
    return [letter.uid for letter in office.letters("held")]


def hungs(office: Office) -> str:
    """Return the urging that waits for Hùng's xã."""
    (uid,) = [letter.uid for letter in office.letters("held") if HUNG in letter.obligations]
    return uid


def arrived(office: Office) -> int:
    """Count the letters in the mailbox."""
    return len(list(office.settings.mailbox.glob("*.eml")))


def urgings(office: Office) -> list[str]:
    """Return who urged Hùng's xã, each time."""
    return [event.actor for event in office.history(HUNG) if event.kind == "urged"]


def another_machine(office: Office) -> Ledger:
    """Return the same ledger as another program sees it, under another name."""
    return Ledger(Settings(home=office.home, user="máy chủ"), default_calendar, EXACT)


def test_taken_back_nothing_counts_as_urged_and_the_log_stays_whole(office: Office) -> None:
    facts, letters = office.one(HUNG, NOW), office.letters("held")
    uids = schedule(office.ledger, held(office), moment(NOW), MINUTE)
    unschedule(office.ledger, uids, moment(WITHIN))
    assert (office.one(HUNG, WITHIN), office.letters("held")) == (facts, letters)
    assert urgings(office) == []
    assert audit(office.ledger).broken is None


def test_another_machines_run_keeps_to_the_minute(office: Office) -> None:
    before, other = arrived(office), another_machine(office)
    schedule(office.ledger, held(office), moment(NOW), MINUTE)
    run(other, Mailbox(office.settings.mailbox), moment(WITHIN))
    assert arrived(office) == before
    run(other, Mailbox(office.settings.mailbox), moment(AFTER))
    assert arrived(office) == before + 3
    other.engine.dispose()


def test_what_a_run_sends_is_recorded_for_who_let_it_go(office: Office) -> None:
    other = another_machine(office)
    schedule(office.ledger, [hungs(office)], moment(NOW), MINUTE)
    run(other, Mailbox(office.settings.mailbox), moment(AFTER))
    assert urgings(office) == ["Lan"]
    other.engine.dispose()


def test_where_a_run_was_quicker_the_terminal_sends_nothing_again(office: Office) -> None:
    before, uid = arrived(office), hungs(office)
    schedule(office.ledger, [uid], moment(NOW), MINUTE)
    office.run(AFTER)
    assert release_letters(office.ledger, [uid], moment(AFTER)).released == ()
    with pytest.raises(AlreadyGoneError):
        unschedule(office.ledger, [uid], moment(AFTER))
    assert arrived(office) == before + 1
    assert len(urgings(office)) == 1


def test_a_crash_between_letting_go_and_sending_loses_and_repeats_nothing(office: Office) -> None:
    before, uid = arrived(office), hungs(office)
    schedule(office.ledger, [uid], moment(NOW), MINUTE)
    release_letters(office.ledger, [uid], moment(AFTER))  # and the terminal dies before it delivers
    office.run("2024-12-11T09:02")
    office.run("2024-12-11T09:03")
    assert arrived(office) == before + 1
    assert len(urgings(office)) == 1


def test_a_mail_server_away_at_the_end_of_the_minute_only_delays_it(office: Office) -> None:
    before = arrived(office)
    schedule(office.ledger, [hungs(office)], moment(NOW), MINUTE)
    office.run(AFTER, NoServer())
    assert arrived(office) == before
    office.run("2024-12-11T09:30")
    assert arrived(office) == before + 1
    assert len(urgings(office)) == 1


def test_what_was_let_go_is_not_overtaken_by_a_newer_draft(office: Office) -> None:
    uid, last_night = hungs(office), "2024-12-12T23:59:30"
    before = arrived(office)
    office.run("2024-12-12T08:00")
    schedule(office.ledger, [uid], moment(last_night), MINUTE)
    office.run_daily("2024-12-13", "2024-12-19")  # the next urging of the same obligation is due in these days
    assert arrived(office) == before + 1
    assert [letter.status for letter in office.letters() if letter.uid == uid] == ["sent"]
    assert hungs(office) != uid


@pytest.mark.parametrize("times", [1, 3])
def test_let_go_and_taken_back_again_and_again_it_leaves_once(office: Office, times: int) -> None:
    before, uid = arrived(office), hungs(office)
    for second in range(times):
        schedule(office.ledger, [uid], moment(f"2024-12-11T09:00:{second * 10:02d}"), MINUTE)
        unschedule(office.ledger, [uid], moment(f"2024-12-11T09:00:{second * 10 + 5:02d}"))
    office.run("2024-12-11T09:05")
    assert arrived(office) == before
    schedule(office.ledger, [uid], moment("2024-12-11T09:06"), MINUTE)
    office.run("2024-12-11T09:08")
    assert arrived(office) == before + 1


@pytest.mark.parametrize("undoes", [unschedule, release_letters])
def test_another_person_may_take_it_back_or_send_it(office: Office, undoes: Callable[..., object]) -> None:
    other, uid = another_machine(office), hungs(office)
    schedule(office.ledger, [uid], moment(NOW), MINUTE)
    undoes(other, [uid], moment(WITHIN))
    assert (uid in held(office)) is (undoes is unschedule)
    other.engine.dispose()
