"""Links as the ledger knows them: a row each, found by the digest of its token, ended one by one.

A letter has one link when it is written; another comes to it when its reader hands it on to a colleague, or when the
letter is said anew after the secret has changed. Both work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

import sqlalchemy as sa

from engine.errors import PhancongError
from engine.ledger.tables import letters, links, obligations, reminders
from engine.links import digest

VALID_FOR = dt.timedelta(days=400)


class UnknownLinkError(PhancongError):
    """Liên kết này không đúng hoặc chưa đầy đủ."""


class ExpiredLinkError(PhancongError):
    """Liên kết này đã hết hiệu lực."""


class RevokedLinkError(PhancongError):
    """Liên kết này đã được thu hồi."""


_WITH_DIGEST = sa.select(links).where(links.c.digest == sa.bindparam("this"))


@dataclass(frozen=True)
class Link:
    """One link. `came_from` is the digest of the one that was handed over; `handed_to` is empty where nobody was named."""

    digest: str
    letter: str
    email: str
    made_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None
    came_from: str | None
    handed_to: str | None
    handed_by: str | None
    handed_at: dt.datetime | None

    def is_good(self, at: dt.datetime) -> bool:
        """Say whether it still opens at `at`."""
        return not self.is_revoked(at) and at < self.expires_at

    def is_revoked(self, at: dt.datetime) -> bool:
        """Say whether a person has ended it."""
        return self.revoked_at is not None and self.revoked_at <= at


@dataclass(frozen=True)
class New:
    """A link to be known from now on."""

    token: str
    letter: str
    email: str
    came_from: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Which links are meant: of a letter, an address, an agency, a plan, of obligations; each narrows the others."""

    letter: str | None = None
    email: str | None = None
    agency: str | None = None
    plan: str | None = None
    obligations: tuple[str, ...] = ()


def remember(connection: sa.Connection, new: Iterable[New], at: dt.datetime) -> None:
    """Know these links from `at` on; those already known stay as they are."""
    rows = {
        (known_by := digest(one.token)): {
            "digest": known_by,
            "letter": one.letter,
            "email": one.email,
            "came_from": one.came_from,
            "made_at": at,
            "expires_at": at + VALID_FOR,
        }
        for one in new
    }
    known = set(connection.execute(sa.select(links.c.digest).where(links.c.digest.in_(rows))).scalars())
    wanted = [row for known_by, row in rows.items() if known_by not in known]
    if wanted:
        connection.execute(sa.insert(links), wanted)


def find(connection: sa.Connection, token: str) -> Link | None:
    """Return the link with this token, or None."""
    row = connection.execute(_WITH_DIGEST, {"this": digest(token)}).mappings().first()
    return _link(row) if row else None


def good(connection: sa.Connection, token: str, at: dt.datetime) -> Link:
    """Return the link with this token.

    Raises:
        UnknownLinkError: there is none.
        RevokedLinkError, ExpiredLinkError: it does not open at `at`.
    """
    link = find(connection, token)
    if link is None:
        raise UnknownLinkError
    if link.is_revoked(at):
        raise RevokedLinkError
    if not link.is_good(at):
        raise ExpiredLinkError
    return link


def chosen(connection: sa.Connection, which: Chosen) -> list[Link]:
    """Return the links meant whose letter has left, the newest first: of what has not, nobody has a link yet."""
    left = sa.select(letters.c.uid).where(letters.c.sent_at.is_not(None))
    query = sa.select(links).where(links.c.letter.in_(left), *_conditions(which))
    found = connection.execute(query.order_by(links.c.made_at.desc(), links.c.email, links.c.digest)).mappings()
    return [_link(row) for row in found]


def _conditions(which: Chosen) -> Iterable[sa.ColumnElement[bool]]:
    if which.letter is not None:
        yield links.c.letter == which.letter
    if which.email is not None:
        yield links.c.email == which.email.lower()
    spoken_of = list(_spoken_of(which))
    if spoken_of:
        theirs = sa.select(reminders.c.letter).join(obligations, obligations.c.id == reminders.c.obligation)
        yield links.c.letter.in_(theirs.where(*spoken_of))


def _spoken_of(which: Chosen) -> Iterable[sa.ColumnElement[bool]]:
    if which.agency is not None:
        yield obligations.c.agency == which.agency
    if which.plan is not None:
        yield obligations.c.plan == which.plan
    if which.obligations:
        yield obligations.c.id.in_(which.obligations)


def revoke(connection: sa.Connection, ended: Iterable[Link], at: dt.datetime) -> None:
    """End links at `at`."""
    these = links.c.digest.in_([link.digest for link in ended])
    connection.execute(sa.update(links).where(these).values(revoked_at=at))


def hand_over(connection: sa.Connection, link: Link, to: str, by: str, at: dt.datetime) -> None:
    """Record to whom a link was handed over, by whom and when."""
    values = {"handed_to": to, "handed_by": by, "handed_at": at}
    connection.execute(sa.update(links).where(links.c.digest == link.digest).values(values))


def _link(row: sa.RowMapping) -> Link:
    return Link(**{field.name: row[field.name] for field in fields(Link)})
