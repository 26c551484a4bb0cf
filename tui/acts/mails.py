"""Mails that came back: accepted as what they say, or put aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from engine.ledger.mails import MailRow
from engine.lists.values import Subject
from engine.mail.gist import document_in, gist
from engine.standing import Line
from tui.acts.act import Act, Desk, confirmed, filled
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import DateField, Field, Form, TextField
from tui.dialogs.pick import Choice, Pick
from tui.office import Outcome
from tui.office_mails import about, accept_as_done, accept_as_received, dismiss
from tui.words import listed, short_limit

ONE_AT_A_TIME = "Mỗi lần ghi nhận kết quả theo một thư: hãy bỏ dấu, chọn một thư. Chỉ báo đã tiếp nhận thì nhấn j."
NOTHING_OPEN = "Đầu việc của thư này đã có kết quả hoặc không còn theo dõi. Đã xem thư thì nhấn x."
ONLY_RECEIVED = "Đơn vị mới chỉ báo đã tiếp nhận: nhấn Esc, rồi j."


def _waits(subject: Subject) -> bool:
    return subject.mail is not None and subject.mail.settled_at is None


def _is_reply(subject: Subject) -> bool:
    return _waits(subject) and subject.urgency == "reply"


def _done(desk: Desk, subjects: list[Subject]) -> None:
    if len(subjects) > 1:
        desk.act(lambda: Outcome(ONE_AT_A_TIME, "warning"))
        return
    (subject,) = subjects
    assert subject.mail is not None
    lines = about(desk.office, subject.mail)
    if not lines:
        desk.act(lambda: Outcome(NOTHING_OPEN, "warning"))
    elif len(lines) == 1:
        _ask(desk, subject, subject.mail, lines[0])
    else:
        _ask_which(desk, subject, subject.mail, lines)


def _ask_which(desk: Desk, subject: Subject, mail: MailRow, lines: Sequence[Line]) -> None:
    """Let a person say which of the obligations that a letter asked for a reply is about."""
    today = desk.office.now().date()
    choices = [Choice(line.id, _named(line, today)) for line in lines]

    def picked(key: str | None) -> None:
        for line in lines:
            if line.id == key:
                _ask(desk, subject, mail, line)

    desk.push_screen(Pick(f"Thư của {subject.addressed} nói về đầu việc nào?", choices), picked)


def _named(line: Line, today: dt.date) -> str:
    return f"{short_limit(line.tracked.facts, today):<16} {line.tracked.obligation.text}"


def _ask(desk: Desk, subject: Subject, mail: MailRow, line: Line) -> None:
    today = desk.office.now().date()
    number, day = document_in(mail.text)
    fields: list[Field] = [
        TextField("number", "Số, ký hiệu văn bản:", value=number),
        DateField("document_date", "Ngày văn bản:", today, value=day),
        DateField("sent", "Ngày gửi:", today, "Hãy ghi ngày đơn vị gửi.", value=mail.at.date()),
    ]
    said = f"{line.agency_name}: {line.tracked.obligation.text}\n“{_beginning(mail)}”\n{ONLY_RECEIVED}"
    form = Form("Ghi nhận kết quả theo thư trả lời", said, fields, "Ghi nhận")
    filled(desk, form, lambda found: accept_as_done(desk.office, mail, line, **found))


def _beginning(mail: MailRow, most: int = 160) -> str:
    text = gist(mail.text)
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _received(desk: Desk, subjects: list[Subject]) -> None:
    desk.act(lambda: accept_as_received(desk.office, subjects))


def _dismiss(desk: Desk, subjects: list[Subject]) -> None:
    if len(subjects) == 1:
        desk.act(lambda: dismiss(desk.office, subjects))
        return
    names = listed([f"{one.addressed}: {one.mail.subject}" for one in subjects if one.mail])
    question = Confirm(f"Đã xem {len(subjects)} thư, không ghi nhận gì?", names, "Đã xem")
    confirmed(desk, question, lambda: dismiss(desk.office, subjects))


ACTS = {
    "accept": Act(_is_reply, _done, "Ghi kết quả"),
    "received": Act(_is_reply, _received, "Đã tiếp nhận"),
    "decline": Act(_waits, _dismiss, "Đã xem"),
}
