"""Whom to call: who gets no letters, and who says nothing; who was called leaves the list for a while."""

from __future__ import annotations

from engine.calls import called, to_call
from engine.clock import moment
from engine.lists.calls import Call
from tests.conftest import HUNG, MINH, Office
from tests.mail.conftest import box as box_of
from tests.mail.letterbox import Letterbox
from tests.steps.test_remind import NO_HUNG

box = box_of
BEFORE, AFTER = "2024-11-07T08:00", "2024-11-08T08:00"  # five working days after the notice of Friday, 01/11


def calls(office: Office, at: str) -> dict[str, Call]:
    return {call.agency: call for call in to_call(office.ledger, moment(at))}


def test_who_says_nothing_is_called_after_five_working_days(box: Letterbox) -> None:
    assert calls(box.office, BEFORE) == {}
    found = calls(box.office, AFTER)
    assert set(found) == {"phong-y-te", "xa-vinh-chap", "xa-vinh-o"}
    minh = found["phong-y-te"]
    assert (minh.why, minh.contact and minh.contact.phone) == ("silent", "0233 222 2222")
    assert [tracked.id for tracked in minh.obligations] == [MINH]


def test_who_has_answered_anything_is_not_silent(box: Letterbox) -> None:
    box.office.answer("2024-11-04T09:00", "received", MINH)
    box.office.answer("2024-11-04T09:00", "extend", HUNG, until="2024-12-20", reason="bận")
    assert set(calls(box.office, AFTER)) == {"xa-vinh-o"}


def test_a_reply_by_mail_breaks_the_silence(box: Letterbox) -> None:
    box.put(box.reply(box.to("minh@yte.example")[0], "Đã nhận."))
    box.run("2024-11-05T08:00")
    assert "phong-y-te" not in calls(box.office, AFTER)


def test_an_address_that_returns_letters_is_called_at_once_unless_there_is_another(box: Letterbox) -> None:
    for email in ("minh@yte.example", "hung@vinhchap.example"):
        box.put(box.bounce(box.to(email)[0]))
    box.run("2024-11-04T08:00")
    found = calls(box.office, "2024-11-04T09:00")
    assert {agency: call.why for agency, call in found.items()} == {"xa-vinh-chap": "returned"}
    assert "hung@vinhchap.example bị trả lại" in found["xa-vinh-chap"].said


def test_a_notice_that_went_to_the_second_address_counts_from_that_day(box: Letterbox) -> None:
    box.put(box.bounce(box.to("minh@yte.example")[0]))
    box.run("2024-11-06T08:00")
    assert "phong-y-te" not in calls(box.office, "2024-11-12T08:00")
    assert "phong-y-te" in calls(box.office, "2024-11-13T08:00")


def test_who_has_no_address_is_called(office: Office) -> None:
    office.apply("2024-11-01", office.plan(directory=NO_HUNG))
    assert {agency: call.why for agency, call in calls(office, BEFORE).items()} == {"xa-vinh-chap": "no-contact"}


def test_who_was_called_leaves_the_list_for_five_working_days(box: Letterbox) -> None:
    called(box.office.ledger, [MINH], moment("2024-11-08T09:00"), "phone", "đ/c Minh hẹn gửi tuần sau")
    assert "phong-y-te" not in calls(box.office, "2024-11-14T08:00")
    assert "phong-y-te" in calls(box.office, "2024-11-15T08:00")
    assert box.office.history(MINH)[-1].data == {"by": "phone", "note": "đ/c Minh hẹn gửi tuần sau"}


def test_the_list_of_a_past_day_counts_what_was_known_then(box: Letterbox) -> None:
    box.office.answer("2024-11-11T09:00", "received", MINH)
    assert "phong-y-te" in calls(box.office, AFTER)


def test_an_empty_ledger_has_nobody_to_call(office: Office) -> None:
    assert to_call(office.ledger, moment(AFTER)) == []
