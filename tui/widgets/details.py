"""The lines under a list that say in full what its narrow columns cut off."""

from __future__ import annotations

import datetime as dt

from textual.content import Content
from textual.widgets import Static

from engine.deadlines.rules import Ongoing
from engine.deadlines.words import date_words
from engine.directory.models import Contact
from engine.ledger.mails import MailRow
from engine.lists.calls import Call
from engine.lists.values import Subject
from engine.standing import Line
from tui.words import MAIL_WORDS, mail_words, notes, period_limit, short_limit, state_words

NO_PHONE = "chưa có số điện thoại"


class Details(Static):
    """A few lines about the row under the cursor; the more there is room for, the more they say."""

    _shown: Subject | None = None

    def show(self, subject: Subject | None, today: dt.date | None) -> None:
        """Say all about a row."""
        if subject is self._shown:
            return
        self._shown = subject
        self.update(details(subject, today), layout=False)


def details(subject: Subject | None, today: dt.date | None) -> Content:
    """Return all about a row, a line for each thing."""
    if subject is None or today is None:
        return Content("")
    if subject.line:
        return _of_line(subject, subject.line, today)
    if subject.mail:
        return _of_mail(subject, subject.mail)
    return _of_call(subject, subject.call, today) if subject.call else _of_letter(subject)


def _of_line(subject: Subject, line: Line, today: dt.date) -> Content:
    what = line.tracked.obligation
    head = Content.styled(f"{line.agency_name} · {what.text} (mục {what.section})", "bold")
    limit = f"Thời hạn: {period_limit(line)}" if line.tracked.facts.due != Ongoing() else ""
    said = [state_words(line), *notes(line, today), f"đã gửi {line.reminders_sent} thư"]
    contact = f"Liên hệ: {contact_words(subject.contact)}"
    lines = filter(None, (limit, " · ".join(said), contact, f"Nguyên văn: “{what.quote}”"))
    return Content("\n").join([head, *(Content(text) for text in lines)])


def _of_letter(subject: Subject) -> Content:
    letter = subject.letter
    assert letter is not None
    head = Content.styled(subject.addressed, "bold")
    drafted = f"soạn {letter.drafted_at:%H:%M} {date_words(letter.drafted_at.date())}"
    address = f"Gửi tới: {letter.email} · {len(letter.obligations)} đầu việc · {drafted}"
    lines = (letter.subject, address, " ".join(letter.text.split()))
    return Content("\n").join([head, *(Content(text) for text in lines)])


def _of_mail(subject: Subject, mail: MailRow) -> Content:
    head = Content.styled(f"{subject.addressed} · {mail.letter_subject or mail.subject}", "bold")
    came = f"{MAIL_WORDS[mail.kind]} của {mail.sender or 'người chưa rõ'}, {mail.at:%H:%M} {date_words(mail.at.date())}"
    files = [f"tệp kèm: {', '.join(file.name for file in mail.files)}"] if mail.files else []
    contact = f"Liên hệ: {contact_words(subject.contact)}"
    lines = (" · ".join([came, *files]), mail_words(mail), contact)
    return Content("\n").join([head, *(Content(text) for text in lines)])


def _of_call(subject: Subject, call: Call, today: dt.date) -> Content:
    head = Content.styled(subject.addressed, "bold")
    about = [f"{one.obligation.text} ({short_limit(one.facts, today)})" for one in call.obligations]
    lines = (
        f"Gọi: {contact_words(subject.contact)}",
        f"Lý do: {call.said}",
        f"Về: {'; '.join(about)}{'; …' if call.more else ''}",
    )
    return Content("\n").join([head, *(Content(text) for text in lines)])


def contact_words(contact: Contact | None) -> str:
    """Return whom to call, in one line."""
    if contact is None:
        return "chưa có địa chỉ liên hệ"
    who = ", ".join(filter(None, (contact.name, contact.position)))
    phone = f"ĐT {contact.phone}" if contact.phone else NO_PHONE
    return " · ".join(filter(None, (who, phone, contact.email)))
