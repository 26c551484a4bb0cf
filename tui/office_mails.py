"""Mails that came back, as the person at the terminal uses them; see `tui/office.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.ledger.mails import MailRow
from engine.lists.values import Subject
from engine.standing import Line
from tui.office import Office, Outcome, named


@dataclass(frozen=True)
class KnownMail:
    """A mail as it is now, what it may be about, the folder its attachments are kept in, and why a letter came back."""

    mail: MailRow
    lines: tuple[Line, ...]
    folder: Path
    why: str


def look_at(office: Office, mail: MailRow, at: dt.datetime) -> KnownMail:
    """Read all about a mail."""
    from engine.inbox import meant, one, why_returned

    now = one(office.ledger, mail.number)
    folder = office.ledger.settings.home / "attachments"
    return KnownMail(now, meant(office.ledger, now, at), folder, why_returned(office.ledger, now))


def about(office: Office, mail: MailRow) -> list[Line]:
    """Return the open obligations that a mail may be about."""
    from engine.inbox import meant

    return [line for line in meant(office.ledger, mail, office.now()) if not line.tracked.facts.settled]


def accept_as_done(
    office: Office, mail: MailRow, line: Line, number: str, document_date: dt.date | None, sent: dt.date
) -> Outcome:
    """Ghi nhận kết quả theo thư trả lời."""
    from engine.answer import accept_reply

    with named([line]):
        accept_reply(
            office.ledger,
            mail.number,
            "done",
            office.now(),
            [line.id],
            document=number or None,
            document_date=document_date,
            sent=sent,
        )
    return Outcome(f"Đã ghi nhận kết quả của {line.agency_name} theo thư trả lời.")


def accept_as_received(office: Office, subjects: Sequence[Subject]) -> Outcome:
    """Ghi nhận thư trả lời là đã tiếp nhận nhiệm vụ."""
    from engine.answer import accept_reply

    mails = _mails(subjects)
    for mail in mails:
        lines = about(office, mail)
        with named(lines):
            accept_reply(office.ledger, mail.number, "received", office.now(), [line.id for line in lines])
    return Outcome(f"Đã ghi: {_of(subjects)} đã tiếp nhận nhiệm vụ.")


def dismiss(office: Office, subjects: Sequence[Subject]) -> Outcome:
    """Đã xem, không ghi nhận gì."""
    from engine.inbox import dismiss

    dismiss(office.ledger, [mail.number for mail in _mails(subjects)], office.now())
    return Outcome(f"Đã xem thư của {_of(subjects)}, không ghi nhận gì.")


def _mails(subjects: Sequence[Subject]) -> list[MailRow]:
    return [subject.mail for subject in subjects if subject.mail]


def _of(subjects: Sequence[Subject]) -> str:
    return subjects[0].addressed if len(subjects) == 1 else f"{len(subjects)} đơn vị"
