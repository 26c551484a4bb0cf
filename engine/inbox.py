"""Inbox: what came back by mail and waits for the coordinator. Accepting a reply is an answer: see engine/answer.py."""

from __future__ import annotations

import datetime as dt
from typing import Any

from engine.ledger import mails
from engine.ledger.ledger import Ledger
from engine.ledger.mails import MailRow
from engine.standing import Line, standing
from engine.steps.settling import UnknownMailError, settle, waiting_mail


def waiting(ledger: Ledger, *, settled: bool = False) -> list[MailRow]:
    """Return what waits to be looked at, the oldest first; with `settled` all that ever came back."""
    if not ledger.exists:
        return []
    with ledger.read() as connection:
        return mails.waiting_mails(connection, settled=settled)


def one(ledger: Ledger, number: int) -> MailRow:
    """Return one message by its number."""
    with ledger.read() as connection:
        mail = mails.mail_row(connection, number)
    if mail is None:
        raise UnknownMailError
    return mail


def meant(ledger: Ledger, mail: MailRow, at: dt.datetime) -> tuple[Line, ...]:
    """Return what a mail may be about: what its letter spoke of, else the first that whoever wrote still owes."""
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        ids = mail.obligations or mails.owed_from(connection, mail.sender)
        return standing(connection, ledger.calendar, at, only=ids).lines


def why_returned(ledger: Ledger, mail: MailRow) -> str:
    """Return why letters come back from the address that a bounce is about, in words; empty where nothing is known."""
    with ledger.read() as connection:
        return mails.why_returned(connection, mail.to or "") if mail.kind in ("hard", "soft") else ""


def dismiss(ledger: Ledger, numbers: list[int], at: dt.datetime) -> None:
    """Đã xem: these messages ask for nothing more; all of them or none."""
    with ledger.write(at) as unit:
        for number in dict.fromkeys(numbers):
            settle(unit, waiting_mail(unit, number), accepted=False)
        ledger.commit(unit)


def mail_json(mail: MailRow) -> dict[str, Any]:
    """Return a message as `mails --json` prints it."""
    return {
        "number": mail.number,
        "at": mail.at.isoformat(),
        "from": mail.sender,
        "subject": mail.subject,
        "kind": mail.kind,
        "letter": mail.letter_subject,
        "to": mail.to,
        "obligations": list(mail.obligations),
        "text": mail.text,
        "files": [vars(file) for file in mail.files],
        "settled_at": mail.settled_at.isoformat() if mail.settled_at else None,
        "settled_by": mail.settled_by,
    }
