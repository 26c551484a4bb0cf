"""Manage links: which there are, ending them, and sending fresh ones. Every act is an event of the letter concerned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.errors import PhancongError
from engine.ledger import links
from engine.ledger.ledger import Ledger
from engine.ledger.links import Chosen, Link
from engine.ledger.tables import agencies, letters, obligations, plans
from engine.ledger.unit import UnknownObligationError
from engine.steps.actors import AUTOMATIC
from engine.steps.renewing import renew as renew_step


class NoLinkError(PhancongError):
    """Không có liên kết nào còn hiệu lực phù hợp với yêu cầu. Xem danh sách bằng: phancong links list."""


class WhichLinksError(PhancongError):
    """Cần nêu rõ liên kết nào: --token-of THƯ, --contact ĐỊA-CHỈ, --plan KẾ-HOẠCH, hoặc mã đầu việc."""


class UnknownContactError(PhancongError):
    """Không có cơ quan này trong danh bạ. Ghi mã cơ quan hoặc địa chỉ thư."""


class UnknownPlanError(PhancongError):
    """Chưa theo dõi kế hoạch này. Xem danh sách bằng `phancong status`."""


class UnknownLetterError(PhancongError):
    """Không có thư này. Mã thư ghi ở cột đầu của `phancong links list`."""


class NothingToRenewError(PhancongError):
    """Không có thư nào cần gửi lại: nội dung đã có kết quả, hôm nay đã gửi lại, hoặc danh bạ chưa có địa chỉ."""


@dataclass(frozen=True)
class Wanted:
    """What a person named; `contact` is an address or an agency's id."""

    letter: str | None = None
    contact: str | None = None
    plan: str | None = None
    obligations: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Say whether anything was named at all."""
        return self != Wanted()


@dataclass(frozen=True)
class Listed:
    """One link as a list shows it: of which letter, to which address, and whether it still opens."""

    link: Link
    subject: str
    good: bool


def list_links(ledger: Ledger, wanted: Wanted, at: dt.datetime) -> list[Listed]:
    """Return links of letters that have left, the newest first."""
    with ledger.read() as connection:
        found = links.chosen(connection, _chosen(connection, wanted))
        uids = {link.letter for link in found}
        query = sa.select(letters.c.uid, letters.c.subject).where(letters.c.uid.in_(uids))
        subjects = dict(connection.execute(query).tuples().all())
    return [Listed(link, subjects[link.letter], link.is_good(at)) for link in found]


def revoke(ledger: Ledger, wanted: Wanted, at: dt.datetime, reason: str = "") -> list[Link]:
    """End every good link meant, those handed on from them too; return them."""
    with ledger.write(at) as unit:
        found = links.chosen(unit.connection, _narrow(unit.connection, wanted))
        ended = [link for link in found if link.is_good(unit.at)]
        if not ended:
            raise NoLinkError
        links.revoke(unit.connection, ended, unit.at)
        for letter, theirs in _by_letter(ended).items():
            said = {"to": theirs[0].email, "links": [link.digest for link in theirs], "reason": reason}
            unit.note("links_revoked", said, letter=letter)
        ledger.commit(unit)
    return ended


def renew(ledger: Ledger, wanted: Wanted, at: dt.datetime) -> list[str]:
    """Draft fresh letters with fresh links for what is still open; return their addresses. The caller delivers."""
    with ledger.write(at) as unit:
        found = links.chosen(unit.connection, _narrow(unit.connection, wanted))
        sent_to = renew_step(ledger, unit, dict.fromkeys(link.letter for link in found))
        if not sent_to:
            raise NothingToRenewError
        ledger.commit(unit)
    return sent_to


def ask_again(ledger: Ledger, token: str, at: dt.datetime) -> None:
    """Send a fresh link in place of an expired one to the contact on record, by the next delivery.

    Says nothing of what it found: whoever asks learns no more than before. What is no expired link changes nothing.
    """
    if not ledger.exists:
        return
    with ledger.read() as connection:
        link = links.find(connection, token)
        at = ledger.as_of(connection, at)
    if link is None or link.is_revoked(at) or link.is_good(at):
        return
    with ledger.write(at, AUTOMATIC) as unit:
        if renew_step(ledger, unit, [link.letter]):
            ledger.commit(unit)


def _by_letter(found: Sequence[Link]) -> dict[str, list[Link]]:
    by_letter: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        by_letter[link.letter].append(link)
    return by_letter


def _narrow(connection: sa.Connection, wanted: Wanted) -> Chosen:
    if not wanted.anything:
        raise WhichLinksError
    return _chosen(connection, wanted)


def _chosen(connection: sa.Connection, wanted: Wanted) -> Chosen:
    """Return what was named as the ledger asks for it; refuse what it does not know."""
    _must_know(connection, letters.c.uid, wanted.letter, UnknownLetterError())
    _must_know(connection, plans.c.id, wanted.plan, UnknownPlanError())
    for obligation in wanted.obligations:
        unknown = f"Không có đầu việc “{obligation}”. Xem danh sách bằng `phancong status`."
        _must_know(connection, obligations.c.id, obligation, UnknownObligationError(unknown))
    which = Chosen(letter=wanted.letter, plan=wanted.plan, obligations=wanted.obligations)
    if wanted.contact is None or "@" in wanted.contact:
        return replace(which, email=wanted.contact)
    _must_know(connection, agencies.c.id, wanted.contact, UnknownContactError())
    return replace(which, agency=wanted.contact)


def _must_know(
    connection: sa.Connection, column: sa.ColumnElement[str], named: str | None, error: PhancongError
) -> None:
    known = named is None or connection.execute(sa.select(column).where(column == named)).first() is not None
    if not known:
        raise error
