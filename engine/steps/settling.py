"""Settling: a message that came back waits for nobody any more, because a person has accepted or dismissed it."""

from __future__ import annotations

from engine.errors import PhancongError
from engine.ledger import mails
from engine.ledger.mails import MailRow
from engine.ledger.unit import Unit


class UnknownMailError(PhancongError):
    """Không có thư đến nào mang số này. Xem bằng: phancong mails."""


class AlreadySettledError(PhancongError):
    """Thư này đã được xử lý."""


def waiting_mail(unit: Unit, number: int) -> MailRow:
    """Return a message that waits; refuse one that does not."""
    mail = mails.mail_row(unit.connection, number)
    if mail is None:
        raise UnknownMailError
    if mail.settled_at is not None:
        raise AlreadySettledError
    return mail


def settle(unit: Unit, mail: MailRow, *, accepted: bool) -> None:
    """Say that a message has been dealt with, on each obligation it stood beside."""
    mails.settle(unit.connection, mail.number, unit.at, unit.actor)
    unit.note("mail_settled", {"number": mail.number, "accepted": accepted}, letter=mail.letter)
    if mail.kind == "reply":
        for obligation in mail.obligations:
            said = {"mail": mail.number, "accepted": accepted}
            unit.record("reply_settled", obligation, said, letter=mail.letter)
