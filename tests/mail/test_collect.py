"""What comes back: a bounce moves on to the next contact in the same run, a reply waits for Lan, a machine causes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from engine.clock import moment
from engine.contacts import import_contacts
from engine.doctor import doctor
from engine.ledger.mails import keep
from engine.ledger.reader import LetterRow
from engine.mail.inboxes import FolderInbox, InboxError
from engine.mail.incoming import Arrival
from engine.steps.collect import collect, understand
from tests.conftest import HUNG, MINH
from tests.mail.corpus import machines, people
from tests.mail.letterbox import FULL, Letterbox

YTE = "minh@yte.example"
BOX = "vanthu@yte.example"
XA = "hung@vinhchap.example"


def notice(box: Letterbox, email: str = YTE) -> LetterRow:
    """Return the first letter to an address."""
    return box.to(email)[0]


def rungs(box: Letterbox, obligation: str = MINH) -> list[tuple[str, list[str]]]:
    """Return what was reminded of and what was not delivered, in order."""
    events = box.office.history(obligation)
    return [(event.kind, event.data["rungs"]) for event in events if event.kind in ("reminded", "undelivered")]


# Bounces


def test_a_bounce_moves_on_to_the_next_contact_in_the_same_run(box: Letterbox) -> None:
    box.put(box.bounce(notice(box)))
    result = box.run("2024-11-04T08:00")
    assert (result.letters, result.delivered, result.trouble) == (1, 1, None)
    assert [(letter.email, letter.status, letter.kind) for letter in [*box.to(YTE), *box.to(BOX)]] == [
        (YTE, "returned", "notice"),
        (BOX, "sent", "notice"),
    ]
    assert rungs(box) == [("reminded", ["opening"]), ("undelivered", ["opening"]), ("reminded", ["opening"])]


def test_a_bounce_read_twice_is_read_once(box: Letterbox) -> None:
    raw = box.bounce(notice(box))
    box.put(raw)
    box.put(raw)
    box.run("2024-11-04T08:00")
    box.run("2024-11-05T08:00")
    assert len(box.waiting) == 1
    assert len(box.to(BOX)) == 1


def test_letters_after_a_bounce_go_to_the_next_contact(box: Letterbox) -> None:
    box.put(box.bounce(notice(box)))
    box.run("2024-11-04T08:00")
    box.run("2024-11-18T08:00")
    assert [letter.kind for letter in box.to(BOX)] == ["notice", "reminder"]
    assert len(box.to(YTE)) == 1


def test_without_another_contact_nobody_is_written_to_and_the_run_says_so(box: Letterbox) -> None:
    box.put(box.bounce(notice(box, XA)))
    result = box.run("2024-11-04T08:00")
    assert (result.letters, result.without_contact) == (0, ("xa-vinh-chap",))
    assert rungs(box, HUNG)[-1] == ("undelivered", ["opening"])


def test_an_address_confirmed_again_gets_what_it_missed(box: Letterbox) -> None:
    box.put(box.bounce(notice(box, XA)))
    box.run("2024-11-04T08:00")
    confirm(box, "UBND xã Vĩnh Chấp", XA)
    assert box.run("2024-11-05T08:00").letters == 1
    assert [letter.status for letter in box.to(XA)] == ["returned", "sent"]


def confirm(box: Letterbox, name: str, email: str) -> None:
    """Let Lan import a form that names this address."""
    form = box.folder.parent / "danh-ba.csv"
    form.write_text(f"Cơ quan,Thư điện tử\n{name},{email}\n", encoding="utf-8")
    assert import_contacts(box.office.ledger, form, moment("2024-11-04T10:00")).ok


@pytest.mark.parametrize("status", ["4.4.7", "5.2.2", "5.7.1", "5.4.4"])
def test_one_soft_bounce_is_noted_and_gives_up_no_address(box: Letterbox, status: str) -> None:
    box.put(box.bounce(notice(box), status, "smtp; nothing more"))
    assert box.run("2024-11-04T08:00").letters == 0
    assert [mail.kind for mail in box.waiting] == ["soft"]
    assert notice(box).status == "returned"


def soft(box: Letterbox, at: str) -> None:
    """Let a run write a letter to Minh, and the next day's run read that it came back."""
    box.put(box.bounce(box.to(YTE)[-1], "5.2.2", FULL))
    box.run(at)


def test_three_soft_bounces_in_a_fortnight_are_one_hard(box: Letterbox) -> None:
    box.run("2024-12-02T08:00")
    soft(box, "2024-12-03T08:00")
    box.run("2024-12-06T08:00")
    soft(box, "2024-12-07T08:00")
    box.run("2024-12-09T08:00")
    assert box.to(BOX) == []
    soft(box, "2024-12-09T14:00")
    assert [letter.kind for letter in box.to(BOX)] == ["last_day"]
    assert rungs(box)[-1] == ("reminded", ["before-15", "before-5", "before-1", "last-day"])


def test_soft_bounces_far_apart_add_up_to_nothing(box: Letterbox) -> None:
    soft(box, "2024-11-04T08:00")
    box.run("2024-11-18T08:00")
    soft(box, "2024-11-19T08:00")
    box.run("2024-12-02T08:00")
    soft(box, "2024-12-04T08:00")
    assert box.to(BOX) == []


def test_the_same_letter_counts_once_however_often_it_comes_back(box: Letterbox) -> None:
    for _ in range(5):
        box.put(box.bounce(notice(box), "5.2.2", FULL))
    box.run("2024-11-04T08:00")
    assert box.to(BOX) == []


def test_a_held_letter_to_a_dead_address_is_drafted_for_the_next_and_still_held(box: Letterbox) -> None:
    box.run("2024-12-09T08:00")
    box.run("2024-12-11T08:00")
    box.put(box.bounce(box.to(YTE)[-2]))
    box.run("2024-12-12T08:00")
    assert box.to(YTE)[-1].status == "dropped"
    assert [(letter.kind, letter.status) for letter in box.to(BOX)] == [("urging", "held")]


# What a forger can do


def test_a_bounce_that_names_another_address_than_the_letters_does_nothing(box: Letterbox) -> None:
    box.put(box.bounce(notice(box), address="vanthu@vinho.example"))
    box.run("2024-11-04T08:00")
    assert [letter.status for letter in box.office.letters()] == ["sent"] * 4


def test_a_bounce_that_names_no_letter_does_nothing_but_is_shown(box: Letterbox) -> None:
    raw = box.bounce(notice(box)).replace(notice(box).uid.encode(), b"0" * 24)
    box.put(raw)
    box.run("2024-11-04T08:00")
    assert [letter.status for letter in box.office.letters()] == ["sent"] * 4
    assert [(mail.kind, mail.letter) for mail in box.waiting] == [("hard", None)]


def test_one_agency_cannot_bounce_for_another(box: Letterbox) -> None:
    box.put(box.bounce(notice(box, XA), address=YTE))
    assert box.run("2024-11-04T08:00").letters == 0


# Replies


def test_a_reply_waits_for_lan_and_settles_nothing(box: Letterbox) -> None:
    box.put(box.reply(notice(box), "Đã gửi báo cáo số 45/BC-PYT."))
    box.run("2024-11-04T08:00")
    [mail] = box.waiting
    assert (mail.kind, mail.sender, mail.text) == ("reply", YTE, "Đã gửi báo cáo số 45/BC-PYT.")
    assert MINH in mail.obligations
    line = box.office.one(MINH, "2024-11-04T09:00")
    assert (line["state"], line["flags"], line["received_at"]) == ("not_due", ["replied"], None)
    assert box.office.one(HUNG, "2024-11-04T09:00")["flags"] == []


def test_a_reply_stops_no_reminder(box: Letterbox) -> None:
    box.put(box.reply(notice(box), "Đang làm."))
    box.run("2024-11-04T08:00")
    assert box.run("2024-11-18T08:00").letters == 4


def test_a_reply_whose_program_names_no_letter_is_known_by_its_subject(box: Letterbox) -> None:
    raw = box.reply(notice(box), "Đã gửi.").replace(b"In-Reply-To", b"X-Nothing")
    box.put(raw.replace(b"Re: x", f"TL: {notice(box).subject}".encode()))
    box.run("2024-11-04T08:00")
    assert box.waiting[0].letter == notice(box).uid


def test_mail_of_strangers_in_a_shared_mailbox_leaves_no_trace(box: Letterbox) -> None:
    box.put(b"From: ban@xa-hoi.example\r\nSubject: quang cao\r\nMessage-ID: <1@x.example>\r\n\r\nxin chao")
    events = len(box.office.history(MINH))
    assert box.run("2024-11-04T08:00").trouble is None
    assert (box.waiting, len(box.office.history(MINH))) == ([], events)


def test_other_mail_of_a_known_contact_is_shown(box: Letterbox) -> None:
    box.put(f"From: {YTE}\r\nSubject: hoi\r\nMessage-ID: <1@x.example>\r\n\r\nCho hoi.".encode())
    box.run("2024-11-04T08:00")
    assert [(mail.kind, mail.letter) for mail in box.waiting] == [("reply", None)]


# Machines


def test_no_machine_and_no_letter_of_ours_causes_a_letter(box: Letterbox) -> None:
    letter = notice(box)
    for sample in [*machines.samples(), *people.come_round()]:
        raw = sample.raw.replace(b"00112233445566778899aabb", letter.uid.encode())
        box.put(raw)
    assert box.run("2024-11-04T08:00").letters == 0
    assert {mail.kind for mail in box.waiting} == {"away"}
    assert box.office.one(MINH, "2024-11-04T09:00")["flags"] == []


def test_machines_that_answer_every_letter_never_start_a_loop(box: Letterbox) -> None:
    for day in range(4, 30):
        for letter in box.office.letters():
            box.put(box.reply(letter, "Đã nhận được thư.", "Auto-Submitted: auto-replied"))
        box.run(f"2024-11-{day:02d}T08:00")
    assert len(box.to(YTE)) == 2


# Trouble


class Breaking(FolderInbox):
    """A mailbox that is lost after some messages."""

    def arrivals(self, after: str, since: Any) -> Any:
        """Yield what there is, then fail."""
        yield from super().arrivals(after, since)
        raise InboxError


def test_a_mailbox_that_is_lost_half_way_keeps_what_was_read(box: Letterbox) -> None:
    box.put(box.reply(notice(box), "Đã gửi."))
    found = collect(box.office.ledger, Breaking(box.folder), moment("2024-11-04T08:00"))
    assert (found.kept, found.replies) == (1, 1)
    assert found.trouble is not None
    assert "lần chạy sau sẽ đọc tiếp" in found.trouble


def test_a_mailbox_that_is_not_there_stops_no_other_step(box: Letterbox) -> None:
    box.folder.rmdir()
    result = box.run("2024-11-18T08:00")
    assert (result.delivered, result.failed) == (4, 0)
    assert result.trouble is not None
    assert "PHANCONG_IMAP_URL" in result.trouble


def test_nothing_is_read_before_a_letter_has_left(box: Letterbox, new_office: Any) -> None:
    office = new_office()
    office.apply()
    assert collect(office.ledger, FolderInbox(box.folder / "khong-co"), moment("2024-11-01T08:00")).trouble is None


class Unlucky(str):
    """An address on which reading fails in a way that nobody foresaw."""

    __slots__ = ()

    def lower(self) -> str:
        """Fail."""
        raise KeyError(self)


def test_a_message_on_which_reading_fails_is_kept_as_unread(box: Letterbox) -> None:
    mail = understand(Arrival(b"From: doc@yte.example\r\n\r\n", "1"), Unlucky())
    assert mail.kind == "unread"
    at = moment("2024-11-04T08:00")
    with box.office.ledger.write(at) as unit:
        keep(unit.connection, mail, at, None, [])
        box.office.ledger.commit(unit)
    assert [finding.code for finding in doctor(box.office.ledger, at) if finding.code == "unread"] == ["unread"]
