"""Letters that were drafted and have not left: which are behind, and how one is said as of now.

A letter waits for a person's release, or for a mail server in trouble. What has happened meanwhile must not be passed
over: nobody is asked for what it has sent, no letter says "hôm nay" of another day, and none that would have left before
a limit leaves after it by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from engine.ledger import links, outbox
from engine.ledger.tables import letters
from engine.ledger.unit import Unit
from engine.obligations.ladder import still_to_say
from engine.steps.addresses import Address
from engine.steps.drafting import Desk, Spoken
from engine.steps.own_side import write


def waiting(connection: sa.Connection, emails: Collection[str]) -> dict[Address, str]:
    """Return the letters to some addresses that leave by themselves and have not left: at most one an address."""
    by_themselves = (letters.c.status == "pending") & (letters.c.mode == "auto") & letters.c.email.in_(emails)
    query = sa.select(letters.c.email, letters.c.audience, letters.c.plan, letters.c.uid).where(by_themselves)
    found = connection.execute(query.order_by(letters.c.drafted_at))
    return {Address(row.email, row.audience, row.plan): row.uid for row in found}


def stale(connection: sa.Connection, at: dt.datetime, *, urgent_only: bool) -> list[str]:
    """Return the letters that should have left on an earlier day, and may leave now."""
    midnight = dt.datetime.combine(at.date(), dt.time(), at.tzinfo)
    earlier = ((letters.c.mode != "hold") & (letters.c.day < at.date())) | (letters.c.released_at < midnight)
    query = sa.select(letters.c.uid).where(letters.c.status == "pending", earlier).order_by(letters.c.uid)
    return list(connection.execute(query.where(letters.c.any_day) if urgent_only else query).scalars())


def refresh(unit: Unit, desk: Desk, uid: str) -> bool:
    """Say a waiting letter as of now; drop it and return False when nothing is left to say."""
    letter = outbox.waiting_letter(unit.connection, uid)
    said = outbox.rungs_of(unit.connection, uid)
    spoken_of = [Spoken(unit.tracked(obligation), tuple(names)) for obligation, names in said.items()]
    left = [one for one in spoken_of if still_to_say(one.tracked.facts, unit.at, one.names)]
    if not left:
        outbox.drop(unit.connection, uid)
        because = "answered" if all(one.tracked.facts.settled for one in spoken_of) else "overtaken"
        unit.note("letter_dropped", {"to": letter.email, "because": because}, letter=uid)
        return False
    to = Address(letter.email, letter.audience, letter.plan)
    written = write(unit.connection, desk, uid, left, unit.at, to)
    outbox.redraft(unit.connection, uid, written.letter, written.calendar, unit.last_seq)
    token = desk.token(uid)
    if token and token in written.letter.text:
        links.remember(unit.connection, [links.New(token, uid, letter.email)], unit.at)
    return True


def move_to(unit: Unit, uid: str) -> None:
    """Let a letter of an earlier day be its address's letter of today, unless that has one."""
    email = outbox.waiting_letter(unit.connection, uid).email
    if not outbox.written_on(unit.connection, unit.at.date(), [email]):
        unit.connection.execute(sa.update(letters).where(letters.c.uid == uid).values(day=unit.at.date()))
