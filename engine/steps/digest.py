"""Digest: the coordinator's week in one mail, on its first working day, where PHANCONG_DIGEST asks for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.outbox import Drafted
from engine.ledger.reader import LetterRow, letter_rows, tracked_all
from engine.ledger.registers import last_import
from engine.ledger.runs import last_run
from engine.ledger.tables import letters
from engine.ledger.unit import Unit
from engine.letters.own_values import Digest, HeldLetter, Waiting, Waits
from engine.obligations.ladder import is_sending_time
from engine.obligations.values import Tracked
from engine.steps.actors import AUTOMATIC
from engine.steps.addresses import Address
from engine.steps.drafting import Desk, Written, new_uid

AHEAD = dt.timedelta(days=13)


def digest(ledger: Ledger, at: dt.datetime) -> int:
    """Draft this week's digest for every coordinating office that has not had it; return how many."""
    if not ledger.settings.digest or not is_sending_time(at, ledger.calendar):
        return 0
    with ledger.read() as connection:
        if _has_this_weeks(connection, at):
            return 0
    with ledger.write(at, AUTOMATIC) as unit:
        drafted = [] if _has_this_weeks(unit.connection, at) else list(_Telling(ledger, unit).all())
        outbox.add(unit.connection, drafted, unit.at)
        ledger.commit(unit)
    return len(drafted)


def _has_this_weeks(connection: sa.Connection, at: dt.datetime) -> bool:
    monday = at.date() - dt.timedelta(days=at.weekday())
    this_weeks = (letters.c.kind == "digest") & (letters.c.day >= monday) & (letters.c.status != "dropped")
    return connection.execute(sa.select(letters.c.uid).where(this_weeks).limit(1)).first() is not None


class _Telling:
    """The digests of one morning: one for each office that coordinates something."""

    def __init__(self, ledger: Ledger, unit: Unit) -> None:
        self.unit, self.at = unit, unit.at
        self.book = read_address_book(unit.connection)
        self.desk = Desk(ledger.settings, self.book, ledger.calendar, ledger.keys.links)

    def all(self) -> Iterator[Drafted]:
        offices: dict[str, list[Tracked]] = {}
        for tracked in tracked_all(self.unit.connection):
            offices.setdefault(self.desk.office_of(tracked), []).append(tracked)
        for office, theirs in offices.items():
            email = self.book.email(office, self.at.date())
            if email:
                yield self._drafted(email, theirs)

    def _drafted(self, email: str, tracked: list[Tracked]) -> Drafted:
        from engine.letters import own

        uid, letter = new_uid(), own.surely(own.digest, self._digest(tracked), self.desk.settings.templates)
        seq = self.unit.note("letter_drafted", {"to": email, "kind": letter.kind, "held": False}, letter=uid)
        return Drafted(self.desk.outgoing(uid, Address(email, "watch"), "now", Written(letter)), letter, seq, ())

    def _digest(self, tracked: list[Tracked]) -> Digest:
        today, still = self.at.date(), [one for one in tracked if not one.facts.settled]
        coming = (one for one in still if one.facts.last_day and today <= one.facts.last_day <= today + AHEAD)
        late = (one for one in still if one.facts.missed_at and one.facts.missed_at <= self.at)
        last = last_run(self.unit.connection)
        held = letter_rows(self.unit.connection, statuses=["held"])
        return Digest(
            at=self.at,
            sender=self.desk.sender(tracked[0]),
            until=today + AHEAD,
            coming=tuple(self.desk.item(one, "coming") for one in coming),
            overdue=tuple(self.desk.item(one, "after") for one in late),
            waiting=tuple(self._waiting(tracked)),
            held=tuple(HeldLetter(self._reader(row), row.subject, row.drafted_at.date()) for row in held),
            imported_at=last_import(self.unit.connection, self.at),
            last_run_at=last.at if last else None,
        )

    def _reader(self, letter: LetterRow) -> str:
        if letter.audience == "leader":
            return "Lãnh đạo cơ quan"
        return ", ".join(self.book.name(agency) for agency in letter.agencies)

    def _waiting(self, tracked: list[Tracked]) -> Iterator[Waiting]:
        for one in tracked:
            facts, why = one.facts, _waits(one)
            since = {
                "review": facts.done.said_at if facts.done else None,
                "time": facts.asked_at,
                "assignment": facts.asked_at,
                "reply": facts.replied_at,
            }
            if why:
                yield Waiting(self.desk.item(one, "coming"), why, (since[why] or self.at).date(), facts.extension_asked)


def _waits(tracked: Tracked) -> Waits | None:
    """Return what of an obligation waits for the coordinator."""
    facts = tracked.facts
    if facts.withdrawn_at:
        return None
    if facts.review == "awaiting":
        return "review"
    if facts.extension_asked:
        return "time"
    return "assignment" if facts.reassign_asked else "reply" if facts.replies else None
