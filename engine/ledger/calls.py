"""What the ledger knows of whom to call: whom letters do not reach, who is silent, and about what.

Of a silent agency one obligation is looked for, by an index that holds only those nobody has answered: a million
obligations cost as much as their agencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from engine.ledger.address_book import ROUTINE
from engine.ledger.rows import tracked_of
from engine.ledger.tables import agencies, contacts, letters, obligations, reminders, returns
from engine.ledger.view import unled
from engine.obligations.history import OPENING
from engine.obligations.values import Tracked

_O = obligations.c
_THEIRS = _O.agency == agencies.c.id


def uncalled(since: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition for what an agency still owes, of which nobody has spoken to it since."""
    return (_O.standing == "open") & ~_O.own & (_O.called_at.is_(None) | (_O.called_at < since))


def silent(since: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition for what an agency was told before `since`, and has said nothing of."""
    notice = (
        sa.select(reminders.c.id)
        .join(letters, letters.c.uid == reminders.c.letter)
        .where(reminders.c.obligation == _O.id, reminders.c.rung == OPENING)
        .where(letters.c.status == "sent", letters.c.sent_at < since)
        .correlate(obligations)
    )
    return (_O.unheard_since < since) & notice.exists()


def noticed(connection: sa.Connection, at: dt.datetime) -> dict[str, dt.datetime]:
    """Return when the notice of each obligation left by `at`, and did not come back; for the lists of the past."""
    query = (
        sa.select(reminders.c.obligation, sa.func.min(letters.c.sent_at))
        .join(letters, letters.c.uid == reminders.c.letter)
        .where(reminders.c.rung == OPENING, letters.c.status == "sent", letters.c.sent_at <= at)
        .group_by(reminders.c.obligation)
    )
    return dict(connection.execute(query).tuples().all())


def hard_to_reach(connection: sa.Connection) -> set[str]:
    """Return the agencies without anybody who gets letters, and those one of whose addresses returns them."""
    reached = sa.select(contacts.c.agency).where(contacts.c.post.in_(ROUTINE))
    nobody = sa.select(agencies.c.id).where(agencies.c.id.not_in(reached))
    dead = sa.select(returns.c.email).where(returns.c.kind == "hard")
    returning = sa.select(contacts.c.agency).where(sa.func.lower(contacts.c.email).in_(dead))
    return {*connection.execute(nobody).scalars(), *connection.execute(returning).scalars()}


def agencies_with(
    connection: sa.Connection, condition: sa.ColumnElement[bool], among: Collection[str] | None = None
) -> list[str]:
    """Return the agencies that have an obligation of which a condition holds: all, or those among some."""
    query = sa.select(agencies.c.id).where(sa.select(_O.id).where(_THEIRS, condition).exists())
    if among is not None:
        query = query.where(agencies.c.id.in_(among))
    return list(connection.execute(query).scalars())


def obligations_of(
    connection: sa.Connection, agency: str, condition: sa.ColumnElement[bool], most: int | None = None
) -> tuple[Tracked, ...]:
    """Return an agency's obligations of which a condition holds, in the order of their plans, so many at most.

    They are walked in that order until there are enough: led by another index, all would be looked at first.
    """
    theirs = sa.select(obligations).where(_O.agency == agency, unled(condition))
    query: sa.Select[Any] = theirs.order_by(_O.place).limit(most)
    return tuple(tracked_of(row) for row in connection.execute(query).mappings())
