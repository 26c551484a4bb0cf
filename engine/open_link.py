"""Open link: what stands behind a letter's link. Looking changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from engine.directory.models import Contact
from engine.errors import PhancongError
from engine.ledger import outbox
from engine.ledger.ledger import Ledger
from engine.ledger.tables import letters
from engine.links import verify
from engine.standing import Line, Standing, standing


class UnknownLinkError(PhancongError):
    """Liên kết này không đúng hoặc chưa đầy đủ."""


class ExpiredLinkError(PhancongError):
    """Liên kết này đã hết hiệu lực."""


class RevokedLinkError(PhancongError):
    """Liên kết này đã được thu hồi."""


@dataclass(frozen=True)
class LinkView:
    """A letter's obligations as they stand now, and whom to call."""

    uid: str
    email: str
    at: dt.datetime
    office: str
    contact: Contact | None
    lines: tuple[Line, ...]
    plan_titles: dict[str, str]
    names: dict[str, str]


@dataclass(frozen=True)
class Office:
    """Whom to call when a link leads nowhere."""

    name: str
    contact: Contact | None


def open_link(ledger: Ledger, token: str, at: dt.datetime) -> LinkView:
    """Return what a link shows; refuse a token that is forged, expired or revoked."""
    uid = verify(token, ledger.keys.links) if ledger.exists else None
    if uid is None:
        raise UnknownLinkError
    with ledger.read() as connection:
        row = connection.execute(sa.select(letters).where(letters.c.uid == uid)).first()
        if row is None:
            raise UnknownLinkError
        _still_good(row.revoked_at, row.expires_at, at)
        wanted = outbox.obligations_of(connection, uid)
        found = standing(connection, ledger.calendar, at, only=wanted)
    return _view(ledger, uid, row.email, found, wanted)


def _still_good(revoked_at: dt.datetime | None, expires_at: dt.datetime, at: dt.datetime) -> None:
    if revoked_at is not None and revoked_at <= at:
        raise RevokedLinkError
    if expires_at <= at:
        raise ExpiredLinkError


def _view(ledger: Ledger, uid: str, email: str, found: Standing, wanted: list[str]) -> LinkView:
    lines = {line.id: line for line in found.lines}
    shown = tuple(lines[obligation] for obligation in wanted if obligation in lines)
    office = _office(ledger, found, shown[0].tracked.obligation.plan if shown else None)
    titles = {plan.plan.id: plan.plan.title for plan in found.plans}
    return LinkView(uid, email, found.at, office.name, office.contact, shown, titles, found.book.names)


def whom_to_call(ledger: Ledger, at: dt.datetime) -> Office | None:
    """Return the coordinating office, for pages that have no letter to speak of."""
    if not ledger.exists:
        return None
    with ledger.read() as connection:
        found = standing(connection, ledger.calendar, at, only=[])
    first = next(iter(found.book.plans), None)
    return _office(ledger, found, first) if first else None


def _office(ledger: Ledger, found: Standing, plan: str | None) -> Office:
    office = ledger.settings.office or (found.book.plans[plan].coordinator if plan else "")
    return Office(found.book.name(office), found.book.contacts.get(office))
