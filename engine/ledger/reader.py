"""What verbs and screens ask the ledger: one question a function, values back."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.ledger.rows import tracked_of
from engine.ledger.tables import bodies, events, letters, moment_text, obligations, plans, reminders
from engine.obligations.history import facts_of
from engine.obligations.values import Event, Tracked

FEW = 500


def any_due(connection: sa.Connection, at: dt.datetime, plan: str | None = None) -> bool:
    """Say whether a run has anything to look at, in any plan or in one: one probe of an index."""
    query = sa.select(obligations.c.id).where(_due(at, plan)).limit(1)
    return connection.execute(query).first() is not None


def due_by(
    connection: sa.Connection, at: dt.datetime, plan: str | None = None, agencies: Collection[str] | None = None
) -> list[Tracked]:
    """Return the obligations a run must look at, of every plan or of one, of some agencies; in the order of their plans."""
    query = sa.select(obligations).where(_due(at, plan))
    if agencies is not None:
        query = query.where(obligations.c.agency.in_(agencies))
    return [tracked_of(row) for row in connection.execute(query.order_by(obligations.c.place)).mappings()]


def agencies_due(connection: sa.Connection, at: dt.datetime) -> list[str]:
    """Return the agencies of which a run must look at something, in the order of their plans."""
    query = sa.select(obligations.c.agency).where(_due(at, None)).order_by(obligations.c.place)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def _due(at: dt.datetime, plan: str | None) -> sa.ColumnElement[bool]:
    due = obligations.c.next_action_at <= at
    return due if plan is None else due & (obligations.c.plan == plan)


def unwatched(connection: sa.Connection) -> list[str]:
    """Return the open obligations with a limit that no run looks at and no alert stands for: there must be none."""
    query = sa.select(obligations.c.id).where(obligations.c.unwatched).order_by(obligations.c.place)
    return list(connection.execute(query).scalars())


def obligations_awaiting(connection: sa.Connection, plan: str) -> list[str]:
    """Return the open obligations of a plan whose limit waits for an event; none when `plan` is not a plan's id."""
    theirs = (obligations.c.plan == plan) & obligations.c.due.like('%"event"%') & obligations.c.missed_at.is_(None)
    query = sa.select(obligations).where(theirs).order_by(obligations.c.place)
    found = (tracked_of(row) for row in connection.execute(query).mappings())
    return [one.id for one in found if not one.facts.settled]


def tracked_all(
    connection: sa.Connection, plan: str | None = None, only: Collection[str] | None = None
) -> list[Tracked]:
    """Return every obligation, those of one plan, or only some, with what is true of them now."""
    query = sa.select(obligations).order_by(obligations.c.place)
    if plan is not None:
        query = query.where(obligations.c.plan == plan)
    if only is not None:
        query = query.where(obligations.c.id.in_(only))
    return [tracked_of(row) for row in connection.execute(query).mappings()]


def tracked_at(
    connection: sa.Connection, at: dt.datetime, plan: str | None = None, only: Collection[str] | None = None
) -> list[Tracked]:
    """Return what was tracked at `at`, counting only what was recorded by then."""
    now = tracked_all(connection, plan, only)
    if last_event_at(connection) <= moment_text(at):
        return now
    histories = history(connection, [tracked.id for tracked in now], at)
    return [
        Tracked(tracked.obligation, facts)
        for tracked in now
        if (facts := facts_of(histories.get(tracked.id, ()))) is not None
    ]


def last_event_at(connection: sa.Connection) -> str:
    """Return when the newest event happened, as the log spells it; empty for an empty log."""
    return connection.execute(sa.select(sa.func.max(events.c.at))).scalar() or ""


def history(connection: sa.Connection, ids: Iterable[str], at: dt.datetime) -> dict[str, list[Event]]:
    """Return the events of obligations up to `at`, in order."""
    wanted, found = set(ids), defaultdict(list)
    query = sa.select(events).where(events.c.obligation.is_not(None), events.c.at <= moment_text(at))
    if len(wanted) <= FEW:
        query = query.where(events.c.obligation.in_(wanted))
    for row in connection.execute(query.order_by(events.c.seq)):
        if row.obligation in wanted:
            found[row.obligation].append(_event(row))
    return found


def _event(row: Any) -> Event:
    return Event(row.kind, dt.datetime.fromisoformat(row.at), row.actor, json.loads(row.data))


def letters_sent(connection: sa.Connection, at: dt.datetime, only: Collection[str] | None = None) -> dict[str, int]:
    """Return how many letters had left for its agency by `at`, for each obligation they speak of, or only for some."""
    query = (
        sa.select(reminders.c.obligation, sa.func.count(sa.distinct(reminders.c.letter)))
        .join(letters, letters.c.uid == reminders.c.letter)
        .where(letters.c.sent_at <= at, letters.c.audience == "agency")
        .group_by(reminders.c.obligation)
    )
    if only is not None:
        query = query.where(reminders.c.obligation.in_(only))
    return dict(connection.execute(query).tuples().all())


def days_of_letters(connection: sa.Connection, ids: Collection[str], at: dt.datetime) -> tuple[dt.date, ...]:
    """Return the days on which letters about some obligations left for their agencies, each once, in order."""
    query = (
        sa.select(letters.c.sent_at)
        .join(reminders, letters.c.uid == reminders.c.letter)
        .where(reminders.c.obligation.in_(ids), letters.c.sent_at <= at, letters.c.audience == "agency")
        .distinct()
    )
    return tuple(sorted({sent_at.date() for sent_at in connection.execute(query).scalars()}))


@dataclass(frozen=True)
class LetterRow:
    """A letter as lists show it."""

    uid: str
    email: str
    kind: str
    mode: str
    audience: str
    status: str
    subject: str
    text: str
    drafted_at: dt.datetime
    sent_at: dt.datetime | None
    error: str | None
    agencies: tuple[str, ...]
    obligations: tuple[str, ...]
    leaves_at: dt.datetime | None = None


def letter_rows(
    connection: sa.Connection,
    *,
    statuses: Iterable[str] | None = None,
    obligation: str | None = None,
    uids: Collection[str] | None = None,
) -> list[LetterRow]:
    """Return letters, newest first: of some statuses, those that speak of one obligation, or those of some uids."""
    whole = sa.select(letters, bodies.c.text).join(bodies, bodies.c.letter == letters.c.uid)
    query = whole.order_by(letters.c.drafted_at.desc(), letters.c.email)
    if statuses is not None:
        query = query.where(letters.c.status.in_(list(statuses)))
    if obligation is not None:
        theirs = sa.select(reminders.c.letter).where(reminders.c.obligation == obligation)
        query = query.where(letters.c.uid.in_(theirs))
    if uids is not None:
        query = query.where(letters.c.uid.in_(uids))
    rows = connection.execute(query).all()
    spoken = _spoken_of(connection, [row.uid for row in rows])
    return [_letter_row(row, spoken[row.uid]) for row in rows]


def _spoken_of(connection: sa.Connection, uids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the obligations and agencies of letters."""
    query = (
        sa.select(reminders.c.letter, obligations.c.id, obligations.c.agency)
        .join(obligations, obligations.c.id == reminders.c.obligation)
        .where(reminders.c.letter.in_(uids))
        .order_by(obligations.c.place)
    )
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)  # in their order, each once
    for letter, obligation, agency in connection.execute(query).all():
        found[letter][obligation, agency] = None
    return {letter: list(found[letter]) for letter in uids}


def _letter_row(row: Any, spoken: list[tuple[str, str]]) -> LetterRow:
    return LetterRow(
        uid=row.uid,
        email=row.email,
        kind=row.kind,
        mode=row.mode,
        audience=row.audience,
        status=row.status,
        subject=row.subject,
        text=row.text,
        drafted_at=row.drafted_at,
        sent_at=row.sent_at,
        error=row.error,
        agencies=tuple(dict.fromkeys(agency for _, agency in spoken)),
        obligations=tuple(obligation for obligation, _ in spoken),
        leaves_at=row.leaves_at,
    )


def plan_spec(connection: sa.Connection, plan: str) -> dict[str, Any] | None:
    """Return a plan's spec as last applied, or None."""
    stored = connection.execute(sa.select(plans.c.spec).where(plans.c.id == plan)).scalar()
    return None if stored is None else dict(json.loads(stored))
