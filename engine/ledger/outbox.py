r"""The outbox: letters are written in the transaction that records the reminder, claimed with a lease, sent, recorded.

    held --release--> pending --claim--> sending --> sent
                         ^                  |  \-> failed (the server will never take it: a person must look)
                         +---- let go ------+        dropped: overtaken by an answer or by a newer draft

A crash between the mail server's yes and our commit may repeat a mail, with the same Message-ID; nothing else may repeat
or be lost. Leases are judged by the database's clock; a holder known to be dead loses its lease at once.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from engine.ledger.connection import database_seconds
from engine.ledger.tables import events, letters, reminders
from engine.letters.values import Letter, LetterKind

LEASE_SECONDS = 300
VALID_FOR = dt.timedelta(days=400)
Mode = Literal["auto", "hold", "now"]
OVERTAKING = (
    *("done_reported", "withdrawn", "succeeded", "reassigned", "suspended", "silenced"),
    *("redated", "recalculated", "event_recorded", "extended", "reworded"),
)


@dataclass(frozen=True)
class Outgoing:
    """A letter on its way."""

    uid: str
    email: str
    mode: Mode
    subject: str
    text: str
    html: str
    message_id: str


@dataclass(frozen=True)
class Reminder:
    """A rung reached: what the letter of it must never be written for twice."""

    obligation: str
    rung: str
    version: int


def add(
    connection: sa.Connection, out: Outgoing, letter: Letter, at: dt.datetime, seq: int, reached: Iterable[Reminder]
) -> None:
    """Write a letter and the rungs it stands for; `hold` waits for a person, `now` leaves beside the one a day. `seq` is how much of the log it knows."""
    connection.execute(
        sa.insert(letters).values(
            uid=out.uid,
            email=out.email,
            kind=letter.kind,
            mode=out.mode,
            status="held" if out.mode == "hold" else "pending",
            day=at.date(),
            drafted_at=at,
            seq=seq,
            expires_at=at + VALID_FOR,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            message_id=out.message_id,
            attempts=0,
        )
    )
    rows = [{**vars(reminder), "email": out.email, "letter": out.uid} for reminder in reached]
    connection.execute(sa.insert(reminders), rows)


def redraft(connection: sa.Connection, uid: str, letter: Letter, seq: int) -> None:
    """Say the same letter anew, before it has left."""
    values = {"kind": letter.kind, "subject": letter.subject, "text": letter.text, "html": letter.html, "seq": seq}
    connection.execute(sa.update(letters).where(letters.c.uid == uid).values(values))


def drop(connection: sa.Connection, uid: str) -> None:
    """Give up a letter that has not left."""
    waiting = letters.c.status.in_(("held", "pending"))
    connection.execute(sa.update(letters).where((letters.c.uid == uid) & waiting).values(status="dropped"))


def take_over(connection: sa.Connection, older: str, newer: str) -> None:
    """Let a newer letter stand for the rungs of one that was dropped."""
    connection.execute(sa.update(reminders).where(reminders.c.letter == older).values(letter=newer))


def release(connection: sa.Connection, uid: str, at: dt.datetime) -> None:
    """Let a held letter go."""
    this = (letters.c.uid == uid) & (letters.c.status == "held")
    connection.execute(sa.update(letters).where(this).values(status="pending", released_at=at))


def written_on(connection: sa.Connection, day: dt.date) -> set[str]:
    """Return the addresses that already have their letter of a day."""
    theirs = (letters.c.day == day) & (letters.c.mode == "auto") & (letters.c.status != "dropped")
    return set(connection.execute(sa.select(letters.c.email).where(theirs)).scalars())


def held(connection: sa.Connection, emails: Collection[str] | None = None) -> dict[str, str]:
    """Return the letters waiting for release, as address to uid."""
    query = sa.select(letters.c.email, letters.c.uid).where(letters.c.status == "held")
    if emails is not None:
        query = query.where(letters.c.email.in_(emails))
    return dict(connection.execute(query).tuples().all())


def obligations_of(connection: sa.Connection, uid: str) -> list[str]:
    """Return the obligations a letter speaks of, each once, in the order written."""
    query = sa.select(reminders.c.obligation).where(reminders.c.letter == uid).order_by(reminders.c.id)
    return list(dict.fromkeys(connection.execute(query).scalars()))


@dataclass(frozen=True)
class Waiting:
    """A letter that has not left."""

    email: str
    kind: LetterKind
    mode: Mode
    status: str


def waiting_letter(connection: sa.Connection, uid: str) -> Waiting:
    """Return a letter in the outbox."""
    columns = (letters.c.email, letters.c.kind, letters.c.mode, letters.c.status)
    return Waiting(*connection.execute(sa.select(*columns).where(letters.c.uid == uid)).one())


def overtaken(connection: sa.Connection) -> list[str]:
    """Return the letters not yet on their way whose obligations have changed since they were drafted."""
    query = (
        sa.select(letters.c.uid)
        .join(reminders, reminders.c.letter == letters.c.uid)
        .join(events, (events.c.obligation == reminders.c.obligation) & (events.c.seq > letters.c.seq))
        .where(letters.c.status.in_(("pending", "held")), events.c.kind.in_(OVERTAKING))
        .distinct()
        .order_by(letters.c.uid)
    )
    return list(connection.execute(query).scalars())


def anything_on_its_way(connection: sa.Connection) -> bool:
    """Say whether a letter waits to be sent or is being sent."""
    query = sa.select(letters.c.uid).where(letters.c.status.in_(("pending", "sending"))).limit(1)
    return connection.execute(query).first() is not None


def holder() -> str:
    """Name this process as a holder of leases."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(connection: sa.Connection, who: str, but: Collection[str], *, released_only: bool) -> Outgoing | None:
    """Take one letter nobody else holds, and none of `but`, under a lease; None when there is none. The caller commits."""
    now = database_seconds(connection.engine)
    free = (letters.c.status == "pending") | ((letters.c.status == "sending") & (letters.c.claimed_until < now))
    if released_only:
        free = free & (letters.c.mode == "hold")
    query = sa.select(letters).where(free, letters.c.uid.not_in(but)).order_by(letters.c.drafted_at, letters.c.uid)
    row = connection.execute(query.limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    lease = {"status": "sending", "claimed_by": who, "claimed_until": now + LEASE_SECONDS}
    taken = connection.execute(
        sa.update(letters).where((letters.c.uid == row.uid) & free).values(**lease, attempts=letters.c.attempts + 1)
    )
    return _outgoing(row) if taken.rowcount == 1 else None


def _outgoing(row: sa.Row[tuple[object, ...]]) -> Outgoing:
    return Outgoing(row.uid, row.email, row.mode, row.subject, row.text, row.html, row.message_id)


def mark(
    connection: sa.Connection,
    uid: str,
    who: str,
    status: str,
    *,
    at: dt.datetime | None = None,
    error: str | None = None,
) -> bool:
    """End our claim with what came of it; False when the lease was no longer ours."""
    mine = (letters.c.uid == uid) & (letters.c.status == "sending") & (letters.c.claimed_by == who)
    values = {"status": status, "sent_at": at, "error": error, "claimed_by": None, "claimed_until": None}
    return connection.execute(sa.update(letters).where(mine).values(values)).rowcount == 1


def free_dead(connection: sa.Connection) -> None:
    """Let go what processes of this host held when they died."""
    host = socket.gethostname()
    query = sa.select(letters.c.claimed_by).where(letters.c.status == "sending").distinct()
    for who in connection.execute(query).scalars():
        name, _, pid = (who or "").rpartition(":")
        if name == host and not _alive(int(pid)):
            dead = (letters.c.status == "sending") & (letters.c.claimed_by == who)
            connection.execute(sa.update(letters).where(dead).values(status="pending", claimed_by=None))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def undelivered(connection: sa.Connection, *, released_only: bool) -> int:
    """Count the letters that should have left."""
    query = sa.select(sa.func.count()).select_from(letters).where(letters.c.status == "pending")
    if released_only:
        query = query.where(letters.c.mode == "hold")
    return connection.execute(query).scalar_one()
