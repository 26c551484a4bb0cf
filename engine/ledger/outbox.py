r"""The outbox: letters are written in the transaction that records the reminder, claimed with a lease, sent, recorded.

    held --release--> pending --claim--> sending --> handed --> sent
                         ^                  |  \-> failed (the server will never take it: a person must look)
                         +---- let go ------+        dropped: overtaken by an answer or by a newer draft
                                                     returned: sent, and come back (engine/steps/collect.py)

Letters are claimed some at a time. Each is marked as handed over the moment the server has taken it; the log hears of
them together, in the transaction that makes them sent: now, or by the next delivery when this process dies before. A
crash between the mail server's yes and that mark may repeat a mail, with the same Message-ID; nothing else may repeat or
be lost. Leases are renewed while their holder works and judged by the database's clock; a holder known to be dead loses
its lease at once.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

import sqlalchemy as sa

from engine.ledger import links
from engine.ledger.connection import database_seconds
from engine.ledger.tables import bodies, events, letters, reminders
from engine.letters.values import Letter, LetterKind
from engine.obligations.ladder import Mode

LEASE_SECONDS = 300
BODY = ("text", "html", "calendar")
AT_ONCE = 100  # letters claimed together
Audience = Literal["agency", "head", "leader", "watch", "services"]
OURS: tuple[Audience, ...] = ("leader", "watch", "services")  # letters to our own side, which no agency sees
OVERTAKING = (
    *("done_reported", "withdrawn", "succeeded", "reassigned", "suspended", "silenced"),
    *("redated", "recalculated", "event_recorded", "extended", "reworded"),
)
_HELD = letters.c.status == "held"
_SPOKEN_OF = (
    sa.select(reminders.c.obligation, reminders.c.rung)
    .where(reminders.c.letter == sa.bindparam("this"))
    .order_by(reminders.c.id)
)
_AT_ANY_TIME = (letters.c.mode == "hold") | letters.c.any_day  # released by a person, or urgent


@dataclass(frozen=True)
class Outgoing:
    """A letter on its way.

    `audience` is for whom it is; a letter to our own side speaks of one `plan`. `any_day` lets it leave on days off,
    `follows` is the Message-ID of its thread, `calendar` the dates it carries (RFC 5545).
    """

    uid: str
    email: str
    mode: Mode
    subject: str
    text: str
    html: str
    message_id: str
    audience: Audience = "agency"
    plan: str = ""
    any_day: bool = False
    follows: str | None = None
    calendar: str | None = None


_WHOLE = sa.select(
    *((bodies if field.name in BODY else letters).c[field.name] for field in fields(Outgoing))
).join_from(letters, bodies, bodies.c.letter == letters.c.uid)


@dataclass(frozen=True)
class Reminder:
    """A rung reached: what the letter of it must never be written for twice."""

    obligation: str
    rung: str
    version: int


@dataclass(frozen=True)
class Drafted:
    """A letter as written, with the rungs it stands for; `seq` is how much of the log it knows, `token` that of its link."""

    out: Outgoing
    letter: Letter
    seq: int
    reached: tuple[Reminder, ...]
    token: str | None = None

    @property
    def links(self) -> list[links.New]:
        """Return the link that the letter carries, if it carries one."""
        carried = self.token is not None and self.token in self.letter.text
        return [links.New(self.token or "", self.out.uid, self.out.email)] if carried else []


def add(connection: sa.Connection, drafted: Iterable[Drafted], at: dt.datetime) -> None:
    """Write letters and the rungs they stand for; `hold` waits for a person, `now` leaves beside the one a day."""
    kept = list(drafted)
    if kept:
        connection.execute(sa.insert(letters), [_letter_values(one, at) for one in kept])
        connection.execute(sa.insert(bodies), [{"letter": one.out.uid, **_body(one.out)} for one in kept])
    rows = [
        {**vars(reminder), "email": one.out.email, "letter": one.out.uid} for one in kept for reminder in one.reached
    ]
    if rows:
        connection.execute(sa.insert(reminders), rows)
    links.remember(connection, (link for one in kept for link in one.links), at)


def _letter_values(drafted: Drafted, at: dt.datetime) -> dict[str, Any]:
    written = {
        "kind": drafted.letter.kind,
        "status": "held" if drafted.out.mode == "hold" else "pending",
        "day": at.date(),
        "drafted_at": at,
        "seq": drafted.seq,
        "attempts": 0,
    }
    return {field: value for field, value in vars(drafted.out).items() if field not in BODY} | written


def _body(out: Outgoing) -> dict[str, Any]:
    return {field: getattr(out, field) for field in BODY}


def redraft(connection: sa.Connection, uid: str, letter: Letter, calendar: str | None, seq: int) -> None:
    """Say the same letter anew, before it has left."""
    values = {"kind": letter.kind, "subject": letter.subject, "seq": seq}
    connection.execute(sa.update(letters).where(letters.c.uid == uid).values(values))
    body = {"text": letter.text, "html": letter.html, "calendar": calendar}
    connection.execute(sa.update(bodies).where(bodies.c.letter == uid).values(body))


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


def schedule(connection: sa.Connection, uid: str, leaves_at: dt.datetime | None) -> None:
    """Let a held letter leave at a moment, or hold it until a person says so."""
    this = (letters.c.uid == uid) & (letters.c.status == "held")
    connection.execute(sa.update(letters).where(this).values(leaves_at=leaves_at))


def leaving(connection: sa.Connection, at: dt.datetime) -> bool:
    """Say whether the moment of a held letter to leave has come."""
    return connection.execute(sa.select(letters.c.uid).where(_leaves_by(at)).limit(1)).first() is not None


def leaving_by(connection: sa.Connection, at: dt.datetime) -> dict[str, list[str]]:
    """Return the held letters whose moment to leave has come, by who let them go."""
    query = (
        sa.select(letters.c.uid, events.c.actor)
        .join(events, (events.c.letter == letters.c.uid) & (events.c.kind == "letter_scheduled"))
        .where(_leaves_by(at))
        .order_by(letters.c.uid, events.c.seq)
    )
    found: dict[str, list[str]] = {}
    for uid, person in dict(connection.execute(query).tuples().all()).items():  # the last one let it go
        found.setdefault(person, []).append(uid)
    return found


def _leaves_by(at: dt.datetime) -> sa.ColumnElement[bool]:
    return _HELD & (letters.c.leaves_at <= at)


def written_on(connection: sa.Connection, day: dt.date, emails: Collection[str]) -> set[str]:
    """Return which of some addresses already have their letter of a day."""
    theirs = (letters.c.day == day) & (letters.c.mode == "auto") & (letters.c.status != "dropped")
    return set(connection.execute(sa.select(letters.c.email).where(theirs, letters.c.email.in_(emails))).scalars())


def held(connection: sa.Connection) -> dict[tuple[str, Audience, str], str]:
    """Return the letters waiting for release by address, audience and plan: one for each."""
    query = sa.select(letters.c.email, letters.c.audience, letters.c.plan, letters.c.uid)
    return {(row.email, row.audience, row.plan): row.uid for row in connection.execute(query.where(_HELD))}


def obligations_of(connection: sa.Connection, uid: str) -> list[str]:
    """Return the obligations a letter speaks of, each once, in the order written."""
    return list(rungs_of(connection, uid))


def rungs_of(connection: sa.Connection, uid: str) -> dict[str, list[str]]:
    """Return the obligations a letter speaks of, in the order written, each with the rungs it stands for."""
    found: dict[str, list[str]] = {}
    for obligation, rung in connection.execute(_SPOKEN_OF, {"this": uid}):
        found.setdefault(obligation, []).append(rung)
    return found


@dataclass(frozen=True)
class Waiting:
    """A letter that has not left."""

    email: str
    kind: LetterKind
    mode: Mode
    status: str
    audience: Audience
    plan: str


def waiting_letter(connection: sa.Connection, uid: str) -> Waiting:
    """Return a letter in the outbox."""
    columns = (letters.c[field.name] for field in fields(Waiting))
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
    """Say whether a letter waits to be sent, is being sent, or has been without the log's knowing."""
    query = sa.select(letters.c.uid).where(letters.c.status.in_(("pending", "sending", "handed"))).limit(1)
    return connection.execute(query).first() is not None


def holder() -> str:
    """Name this process as a holder of leases."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(
    connection: sa.Connection, who: str, but: Collection[str], *, released_only: bool, at_most: int = AT_ONCE
) -> list[Outgoing]:
    """Take some letters nobody else holds, and none of `but`, under a lease; none when there is none. The caller commits."""
    now = database_seconds(connection.engine)
    free = (letters.c.status == "pending") | ((letters.c.status == "sending") & (letters.c.claimed_until < now))
    if released_only:
        free = free & _AT_ANY_TIME
    query = (
        sa.select(letters.c.uid).where(free, letters.c.uid.not_in(but)).order_by(letters.c.drafted_at, letters.c.uid)
    )
    wanted = list(connection.execute(query.limit(at_most).with_for_update(skip_locked=True)).scalars())
    if not wanted:
        return []
    lease = {"status": "sending", "claimed_by": who, "claimed_until": now + LEASE_SECONDS}
    ours = sa.update(letters).where(letters.c.uid.in_(wanted), free).values(**lease, attempts=letters.c.attempts + 1)
    taken = list(connection.execute(ours.returning(letters.c.uid)).scalars())
    rows = {row.uid: Outgoing(*row) for row in connection.execute(_WHOLE.where(letters.c.uid.in_(taken)))}
    return [rows[uid] for uid in wanted if uid in rows]


def renew(connection: sa.Connection, who: str) -> None:
    """Prolong the leases of a holder that is at work."""
    mine = (letters.c.status == "sending") & (letters.c.claimed_by == who)
    until = database_seconds(connection.engine) + LEASE_SECONDS
    connection.execute(sa.update(letters).where(mine).values(claimed_until=until))


def end_claim(connection: sa.Connection, uids: Collection[str], who: str, status: str, error: str | None) -> bool:
    """End our claim of letters that have not left; False when a lease was no longer ours."""
    mine = letters.c.uid.in_(uids) & (letters.c.status == "sending") & (letters.c.claimed_by == who)
    values = {"status": status, "error": error, "claimed_by": None, "claimed_until": None}
    return connection.execute(sa.update(letters).where(mine).values(values)).rowcount == len(uids)


class HandedOver:
    """Marks letters that a server has taken, one by one, each mark committed: a killed process has forgotten none.

    On SQLite the mark outlives the process at once, a power failure only after a moment: then a mail may be repeated.
    """

    def __init__(self, connection: sa.Connection, who: str) -> None:
        """Take a connection of one's own, on which every statement is committed."""
        self._connection, self._who = connection, who
        self._lightly("NORMAL")

    def mark(self, uid: str, at: dt.datetime) -> bool:
        """Mark a letter; False when its lease was no longer ours."""
        return self._connection.execute(_HAND_OVER, {"its": uid, "who": self._who, "sent_at": at}).rowcount == 1

    def close(self) -> None:
        """Let the connection wait for the disk again."""
        self._lightly("FULL")

    def _lightly(self, how: Literal["NORMAL", "FULL"]) -> None:
        if self._connection.dialect.name == "sqlite":
            raw = self._connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA synchronous = {how}")


_HAND_OVER = (
    sa.update(letters)
    .where(
        (letters.c.uid == sa.bindparam("its"))
        & (letters.c.status == "sending")
        & (letters.c.claimed_by == sa.bindparam("who"))
    )
    .values(status="handed", error=None, claimed_by=None, claimed_until=None)
)


def handed(connection: sa.Connection) -> list[tuple[str, str]]:
    """Return the letters that have left without the log's knowing: uid and address."""
    query = sa.select(letters.c.uid, letters.c.email).where(letters.c.status == "handed").order_by(letters.c.uid)
    return [(row.uid, row.email) for row in connection.execute(query)]


def mark_sent(connection: sa.Connection, uids: Collection[str]) -> None:
    """Say of letters handed over that the log knows of them now."""
    connection.execute(sa.update(letters).where(letters.c.uid.in_(uids)).values(status="sent"))


def end_failed(connection: sa.Connection, uid: str, status: Literal["pending", "dropped"]) -> bool:
    """Let a letter that a server refused go once more, or give it up; False when it is not such a letter."""
    failed = (letters.c.uid == uid) & (letters.c.status == "failed")
    return connection.execute(sa.update(letters).where(failed).values(status=status)).rowcount == 1


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
        query = query.where(_AT_ANY_TIME)
    return connection.execute(query).scalar_one()
