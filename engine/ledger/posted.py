"""Letters on their way, and those that did not arrive: how often each was tried, and what was said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger.reader import LetterRow, letter_rows
from engine.ledger.tables import letters, returns

ON_ITS_WAY = ("pending", "sending", "handed")


@dataclass(frozen=True)
class Posted:
    """A letter, how often it was tried, and what its server or the one at the other end said."""

    letter: LetterRow
    attempts: int
    why: str = ""


def refused(connection: sa.Connection, at_most: int) -> list[Posted]:
    """Return letters that the mail server will not take, the newest first."""
    return _posted(connection, letters.c.status == "failed", at_most)


def on_their_way(connection: sa.Connection, at_most: int) -> list[Posted]:
    """Return letters that wait to be sent or are being sent, the newest first."""
    return _posted(connection, letters.c.status.in_(ON_ITS_WAY), at_most)


def returned(connection: sa.Connection, at_most: int) -> list[Posted]:
    """Return letters that came back from addresses of which nothing better is known yet, the newest first."""
    still = sa.select(returns.c.email)
    found = _posted(connection, (letters.c.status == "returned") & letters.c.email.in_(still), at_most)
    emails = [one.letter.email for one in found]
    query = sa.select(returns.c.email, returns.c.why).where(returns.c.email.in_(emails))
    why = dict(connection.execute(query).tuples().all())
    return [Posted(one.letter, one.attempts, why.get(one.letter.email, "")) for one in found]


def counted(connection: sa.Connection, statuses: Collection[str] = ON_ITS_WAY) -> int:
    """Return how many letters are in some statuses."""
    query = sa.select(sa.func.count()).select_from(letters).where(letters.c.status.in_(statuses))
    return int(connection.execute(query).scalar_one())


def _posted(connection: sa.Connection, condition: sa.ColumnElement[bool], at_most: int) -> list[Posted]:
    query = sa.select(letters.c.uid, letters.c.attempts).where(condition)
    query = query.order_by(letters.c.drafted_at.desc(), letters.c.email).limit(at_most)
    attempts = dict(connection.execute(query).tuples().all())
    rows = letter_rows(connection, uids=list(attempts))
    return [Posted(row, attempts[row.uid], row.error or "") for row in rows]
