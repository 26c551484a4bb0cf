"""Answer: what an agency says of one obligation, through the page, or through the coordinator who heard or read it elsewhere.

The same answer given again is the same answer: a digest of what was said, unique for each obligation and round, sees to
that in the schema.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from engine.errors import PhancongError
from engine.history_words import agencies_of
from engine.ledger import links
from engine.ledger.address_book import plan_head, read_address_book
from engine.ledger.chain import canonical
from engine.ledger.ledger import Ledger
from engine.ledger.mails import MailRow
from engine.ledger.outbox import rungs_of
from engine.ledger.tables import answers
from engine.ledger.unit import ChangedMeanwhileError, Unit
from engine.obligations.history import Done, Facts
from engine.obligations.states import awaits_review
from engine.obligations.ways import Way
from engine.steps.results import Result
from engine.steps.settling import settle, waiting_mail

AnswerKind = Literal["received", "done", "nothing", "extend", "not_ours"]
_SAME = sa.select(answers.c.id).where(
    (answers.c.obligation == sa.bindparam("its")) & (answers.c.digest == sa.bindparam("its_digest"))
)


class WithdrawnError(PhancongError):
    """Nhiệm vụ này đã dừng theo dõi, không cần phản hồi."""


class HandedOnError(WithdrawnError):
    """Nhiệm vụ này đã chuyển cho cơ quan khác thực hiện, không cần phản hồi."""


class NotSensibleError(PhancongError):
    """Thông tin phản hồi chưa hợp lý."""


class WhichObligationError(NotSensibleError):
    """Thư này nói về nhiều đầu việc; hãy ghi rõ mã đầu việc."""


class HandedOverError(PhancongError):
    """Liên kết này đã chuyển cho đồng chí khác; phản hồi được ghi tại liên kết mới."""


class NotOfLetterError(PhancongError):
    """Nội dung được chọn không thuộc thư này hoặc đã dừng theo dõi."""


class NotAReplyError(NotSensibleError):
    """Thư này không phải thư trả lời của đơn vị. Đã xem thì dùng: phancong mails dismiss SỐ."""


@dataclass(frozen=True)
class Answer:
    """What was said. `sent` is the day the document was sent; `by_office` when the coordinator records it."""

    kind: AnswerKind
    name: str = ""
    position: str = ""
    number: str | None = None
    document_date: dt.date | None = None
    sent: dt.date | None = None
    until: dt.date | None = None
    reason: str = ""
    attachment: str | None = None
    attachment_name: str | None = None
    by_office: bool = False
    way: Way | None = None

    def digest(self, round_: int) -> str:
        """Return what makes this answer the same as another."""
        said = {key: str(value) for key, value in vars(self).items() if value is not None}
        return hashlib.sha256(canonical({**said, "round": round_}).encode()).hexdigest()


def answer(
    ledger: Ledger,
    obligations: list[str],
    said: Answer,
    at: dt.datetime,
    *,
    actor: str | None = None,
    letter: str | None = None,
) -> int:
    """Record an answer for some obligations, all or none; return for how many it was new."""
    with ledger.write(at, actor) as unit:
        check_sense(said, unit.at)
        new = sum(_record(unit, obligation, said, letter) for obligation in obligations)
        if new:
            ledger.commit(unit)
    return new


def answer_each(ledger: Ledger, answers: Mapping[str, Answer], at: dt.datetime) -> int:
    """Record an answer of its own for each obligation, all or none; return for how many it was new.

    Raises:
        ChangedMeanwhileError: it names every obligation that is not as its actor has seen it (see `Ledger.seeing`).
        NotSensibleError: what is said of one cannot be; it names that one.
    """
    with ledger.write(at) as unit:
        if changed := [one for one in answers if not _is_as_seen(unit, one)]:
            raise ChangedMeanwhileError(f"{', '.join(changed)} vừa có diễn biến mới; xin xem lại rồi thực hiện.")
        new = sum(_record_one(unit, obligation, said) for obligation, said in answers.items())
        if new:
            ledger.commit(unit)
    return new


def _is_as_seen(unit: Unit, obligation: str) -> bool:
    try:
        unit.tracked(obligation)
    except ChangedMeanwhileError:
        return False
    return True


def _record_one(unit: Unit, obligation: str, said: Answer) -> bool:
    try:
        check_sense(said, unit.at)
        return _record(unit, obligation, said, None)
    except (NotSensibleError, WithdrawnError) as error:
        raise type(error)(f"{obligation}: {error.message}") from error


def answer_through(
    ledger: Ledger, token: str, obligations: Collection[str], said: Answer, at: dt.datetime, actor: str
) -> int:
    """Record what somebody says through a letter's link, all or nothing; return for how many obligations it was new.

    Raises:
        UnknownLinkError, ExpiredLinkError, RevokedLinkError, HandedOverError: the link takes no answers.
        NotOfLetterError: an obligation is not of its letter, or is not tracked any more.
        NotSensibleError: what is said cannot be.
    """
    with ledger.write(at, actor) as unit:
        link = links.good(unit.connection, token, unit.at)
        if link.handed_at:
            raise HandedOverError
        check_sense(said, unit.at)
        in_letter = rungs_of(unit.connection, link.letter)
        if not set(obligations) <= in_letter.keys():
            raise NotOfLetterError
        new = sum(_record(unit, one, said, link.letter) for one in in_letter if one in obligations)
        if new:
            ledger.commit(unit)
    return new


def accept_reply(
    ledger: Ledger,
    number: int,
    kind: Literal["received", "done"],
    at: dt.datetime,
    obligations: list[str],
    *,
    document: str | None = None,
    document_date: dt.date | None = None,
    sent: dt.date | None = None,
) -> int:
    """Record a mail as what it says, with its first attachment, and settle it; return for how many obligations it was new.

    Without obligations, those that its letter spoke of: all that were received, but only a single one that is done. A
    document is taken for sent on the day its mail came.
    """
    with ledger.write(at) as unit:
        mail = waiting_mail(unit, number)
        if mail.kind != "reply":
            raise NotAReplyError
        said = Answer(kind, mail.sender, by_office=True)
        if kind == "done":
            sent, file = sent or mail.at.date(), _evidence(mail)
            said = replace(said, number=document, document_date=document_date, sent=sent, attachment=file)
        check_sense(said, unit.at)
        new = sum(_record(unit, one, said, mail.letter) for one in _meant(unit, mail, kind, obligations))
        settle(unit, mail, accepted=True)
        ledger.commit(unit)
    return new


def _evidence(mail: MailRow) -> str | None:
    return next((file.sha256 for file in mail.files if file.sha256), None)


def _meant(unit: Unit, mail: MailRow, kind: AnswerKind, named: list[str]) -> list[str]:
    if named:
        return list(dict.fromkeys(named))
    asked = [one for one in mail.obligations if not unit.tracked(one).facts.settled]
    if not asked or (kind == "done" and len(asked) > 1):
        raise WhichObligationError(" ".join((WhichObligationError.__doc__ or "", *asked)))
    return asked


def check_sense(said: Answer, at: dt.datetime) -> None:
    """Refuse what cannot be: a document of tomorrow, one sent before it was signed, a limit already past."""
    today = at.date()
    if wrong := wrong_day(said, today):
        raise NotSensibleError(wrong[1])
    if said.kind == "extend" and said.until is None:
        raise NotSensibleError("Cần ghi ngày đề nghị gia hạn đến.")
    if said.until and said.until <= today:
        raise NotSensibleError("Thời hạn đề nghị phải sau hôm nay.")


def wrong_day(said: Answer, today: dt.date) -> tuple[Literal["sent", "document_date"], str] | None:
    """Say which day of a document cannot be, and why; None when both can."""
    if said.sent and said.sent > today:
        return "sent", "Ngày gửi không thể sau hôm nay."
    if said.document_date and said.document_date > (said.sent or today):
        return "document_date", "Ngày văn bản không thể sau ngày gửi."
    return None


def _record(unit: Unit, obligation: str, said: Answer, letter: str | None) -> bool:
    facts = unit.tracked(obligation).facts
    if facts.successors:
        raise HandedOnError(_handed_on(unit, facts))
    if facts.withdrawn_at:
        raise WithdrawnError
    if _is_known(unit, obligation, said.digest(facts.round)):
        return False
    required = said.kind in ("done", "nothing") and not said.by_office and _acceptance_required(unit, obligation)
    kind, data = _event(facts, said, unit.at, required=required)
    unit.record(kind, obligation, data, letter=letter)
    _remember(unit, obligation, said.digest(facts.round), letter)
    return True


def _handed_on(unit: Unit, facts: Facts) -> str:
    ground = f" (căn cứ: {facts.basis})" if facts.basis else ""
    heirs = agencies_of(facts.successors, read_address_book(unit.connection).names)
    return f"Nhiệm vụ này đã chuyển cho {heirs}{ground}, không cần phản hồi."


def _acceptance_required(unit: Unit, obligation: str) -> bool:
    return plan_head(unit.connection, unit.tracked(obligation).obligation.plan).required


def _is_known(unit: Unit, obligation: str, digest: str) -> bool:
    return unit.connection.execute(_SAME, {"its": obligation, "its_digest": digest}).first() is not None


def _remember(unit: Unit, obligation: str, digest: str, letter: str | None) -> None:
    row = {"obligation": obligation, "digest": digest, "letter": letter, "seq": unit.last_seq}
    try:
        unit.connection.execute(sa.insert(answers), row)
    except IntegrityError as error:
        raise NotSensibleError("Phản hồi này đang được ghi nhận. Xin tải lại trang.") from error


def _event(facts: Facts, said: Answer, at: dt.datetime, *, required: bool) -> tuple[str, dict[str, Any]]:
    who = {"name": said.name, "position": said.position, "by_office": said.by_office}
    match said.kind:
        case "received":
            return "received", who
        case "extend":
            return "extension_asked", {**who, "until": str(said.until), "reason": said.reason}
        case "not_ours":
            return "reassign_asked", {**who, "reason": said.reason}
        case "done" | "nothing":
            return "done_reported", {**who, **_done(facts, said, at, required=required)}


def _done(facts: Facts, said: Answer, at: dt.datetime, *, required: bool) -> dict[str, Any]:
    sent = said.sent or at.date()
    corrects = facts.review != "none"
    waits = not said.by_office and awaits_review(facts, Done(said_at=at, sent=sent), required=required or corrects)
    result = Result(
        sent,
        said.number,
        said.document_date,
        said.kind == "nothing",
        said.attachment,
        said.attachment_name,
        way=said.way,
    )
    return result.data(awaits_review=waits)
