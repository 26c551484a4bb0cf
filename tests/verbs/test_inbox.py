"""Lan looks at what came back: a reply is accepted as received or done, or dismissed; nothing is accepted by itself."""

from __future__ import annotations

import pytest

from engine.answer import NotAReplyError, NotSensibleError, WhichObligationError, accept_reply
from engine.clock import day, moment
from engine.inbox import dismiss, mail_json, one, waiting
from engine.steps.settling import AlreadySettledError, UnknownMailError
from tests.conftest import MINH
from tests.mail.conftest import box as box_of
from tests.mail.letterbox import Letterbox

box = box_of
NOW = moment("2024-11-05T09:00")
TASK = MINH.replace("bao-cao-thang-12", "tuyen-truyen")


@pytest.fixture
def replied(box: Letterbox) -> Letterbox:
    """Return an office that Minh has answered by mail."""
    box.put(box.reply(box.to("minh@yte.example")[0], "Đã gửi báo cáo số 45/BC-PYT."))
    box.run("2024-11-05T08:00")
    return box


def test_a_reply_accepted_as_received_is_so_for_all_that_its_letter_asked(replied: Letterbox) -> None:
    assert accept_reply(replied.office.ledger, 1, "received", NOW, []) == 2
    line = replied.office.one(MINH, "2024-11-05T10:00")
    assert (line["flags"], line["received_at"]) == (["received"], NOW.isoformat())
    assert replied.waiting == []


def test_a_reply_accepted_as_done_needs_to_know_which(replied: Letterbox) -> None:
    ledger = replied.office.ledger
    with pytest.raises(WhichObligationError, match="bao-cao-thang-12"):
        accept_reply(ledger, 1, "done", NOW, [])
    assert accept_reply(ledger, 1, "done", NOW, [MINH], document="45/BC-PYT", sent=day("2024-11-04")) == 1
    line = replied.office.one(MINH, "2024-11-05T10:00")
    assert (line["state"], line["flags"]) == ("done_on_time", [])
    assert line["evidence"] == {"number": "45/BC-PYT", "date": None, "sent": "2024-11-04"}
    assert replied.office.one(TASK, "2024-11-05T10:00")["flags"] == []


def test_a_document_sent_tomorrow_is_refused_and_the_mail_still_waits(replied: Letterbox) -> None:
    with pytest.raises(NotSensibleError):
        accept_reply(replied.office.ledger, 1, "done", NOW, [MINH], sent=day("2024-11-06"))
    assert len(replied.waiting) == 1


def test_a_dismissed_reply_changes_nothing_and_waits_no_more(replied: Letterbox) -> None:
    dismiss(replied.office.ledger, [1], NOW)
    line = replied.office.one(MINH, "2024-11-05T10:00")
    assert (line["state"], line["flags"], line["received_at"]) == ("not_due", [], None)
    assert (waiting(replied.office.ledger), len(waiting(replied.office.ledger, settled=True))) == ([], 1)


def test_a_mail_is_settled_once(replied: Letterbox) -> None:
    dismiss(replied.office.ledger, [1], NOW)
    with pytest.raises(AlreadySettledError):
        dismiss(replied.office.ledger, [1], NOW)
    with pytest.raises(AlreadySettledError):
        accept_reply(replied.office.ledger, 1, "received", NOW, [])


def test_an_unknown_number_is_refused(replied: Letterbox) -> None:
    with pytest.raises(UnknownMailError):
        one(replied.office.ledger, 7)
    with pytest.raises(UnknownMailError):
        dismiss(replied.office.ledger, [1, 7], NOW)
    assert len(replied.waiting) == 1


def test_a_bounce_is_no_answer(box: Letterbox) -> None:
    box.put(box.bounce(box.to("minh@yte.example")[0]))
    box.run("2024-11-05T08:00")
    with pytest.raises(NotAReplyError):
        accept_reply(box.office.ledger, 1, "received", NOW, [MINH])


def test_one_of_two_replies_settled_leaves_the_other_waiting(replied: Letterbox) -> None:
    replied.put(replied.reply(replied.to("minh@yte.example")[0], "Bổ sung."))
    replied.run("2024-11-05T08:30")
    dismiss(replied.office.ledger, [1], NOW)
    assert replied.office.one(MINH, "2024-11-05T10:00")["flags"] == ["replied"]


def test_json_says_all_of_a_mail(replied: Letterbox) -> None:
    document = mail_json(one(replied.office.ledger, 1))
    assert (document["number"], document["from"], document["kind"]) == (1, "minh@yte.example", "reply")
    assert document["obligations"] == [MINH, TASK] or set(document["obligations"]) == {MINH, TASK}
