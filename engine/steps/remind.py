"""Remind: every rung reached becomes part of one letter for its address, written with the reminders it stands for.

Asked for one plan, it writes to the addresses that this plan has something due at, and says there what is due of every
plan: a contact gets one letter a working day, so what is left for the other plans are the addresses still without one.
Plan by plan, in any order, comes to the same letters as all at once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.outbox import Mode, Reminder
from engine.ledger.reader import any_due, due_by
from engine.ledger.unit import Unit
from engine.obligations.history import CORRECTION, OPENING
from engine.obligations.ladder import Rung, is_sending_time, reached_by, still_to_say
from engine.obligations.values import Tracked
from engine.steps.actors import AUTOMATIC
from engine.steps.drafting import Desk, new_uid
from engine.steps.waiting import waiting


@dataclass(frozen=True)
class Reminded:
    """What the step did: rungs reached, letters written, those of them held; addresses that are missing."""

    reminders: int = 0
    letters: int = 0
    held: int = 0
    without_contact: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reached:
    """One obligation with the rungs that have come."""

    tracked: Tracked
    rungs: list[Rung]

    @property
    def mode(self) -> Mode:
        """Return whether a person must let it go; a correction leaves at once, beside the letter of the day."""
        if any(rung.mode == "hold" for rung in self.rungs):
            return "hold"
        return "now" if any(rung.name == CORRECTION for rung in self.rungs) else "auto"


def remind(ledger: Ledger, at: dt.datetime, plan: str | None = None) -> Reminded:
    """Draft the letters due at `at`. Outside sending hours, and where nothing is due, it does nothing.

    With `plan`, only the letters that this plan is a part of; they speak of the other plans too.
    """
    if not is_sending_time(at, ledger.calendar):
        return Reminded()
    with ledger.read() as connection:
        if not any_due(connection, at, plan):
            return Reminded()
    with ledger.write(at, AUTOMATIC) as unit:
        reminded = _Reminding(ledger, unit, plan).all()
        ledger.commit(unit)
    return reminded


class _Reminding:
    """One pass over what is due, in one transaction."""

    def __init__(self, ledger: Ledger, unit: Unit, plan: str | None) -> None:
        self.unit, self.plan = unit, plan
        self.calendar = ledger.calendar
        self.book = read_address_book(unit.connection)
        self.desk = Desk(ledger.settings, self.book, ledger.calendar, ledger.keys.links)
        self.older: dict[Mode, dict[str, str]] = {
            "auto": waiting(unit.connection),
            "hold": outbox.held(unit.connection),
            "now": {},
        }

    def all(self) -> Reminded:
        reached = list(self._reached())
        letters = self._by_letter(reached)
        written = [self._write(email, mode, group) for (email, mode), group in letters.items()]
        return Reminded(
            reminders=sum(written),
            letters=len(written),
            held=sum(mode == "hold" for _, mode in letters),
            without_contact=self._without_contact(reached),
        )

    def _reached(self) -> Iterator[Reached]:
        for tracked in due_by(self.unit.connection, self.unit.at):
            rungs = reached_by(tracked.facts, self.unit.at, self.calendar)
            if rungs:
                yield Reached(tracked, rungs)
            else:
                self.unit.look_again(tracked)

    def _by_letter(self, reached: Iterable[Reached]) -> dict[tuple[str, Mode], list[Reached]]:
        """Group by address; an address that has had its letter today waits for the next working day."""
        had_theirs = outbox.written_on(self.unit.connection, self.unit.at.date()) - self.older["auto"].keys()
        groups: dict[tuple[str, Mode], list[Reached]] = defaultdict(list)
        for one in reached:
            email = self.book.email(one.tracked.obligation.agency, self.unit.at.date())
            if email and (one.mode != "auto" or email not in had_theirs):
                groups[email, one.mode].append(one)
        return {letter: group for letter, group in groups.items() if any(map(self._is_asked_for, group))}

    def _is_asked_for(self, one: Reached) -> bool:
        return self.plan in (None, one.tracked.obligation.plan)

    def _without_contact(self, reached: Iterable[Reached]) -> tuple[str, ...]:
        agencies = (one.tracked.obligation.agency for one in reached if self._is_asked_for(one))
        return tuple(
            dict.fromkeys(agency for agency in agencies if self.book.email(agency, self.unit.at.date()) is None)
        )

    def _write(self, email: str, mode: Mode, group: list[Reached]) -> int:
        """Write one letter and what it stands for; return the number of rungs."""
        uid, older = new_uid(), self._superseded(email, mode)
        carried = self._carried(older, mode, group)
        tracked = [*carried, *(one.tracked for one in group)]
        new = self._first_heard(older, carried, group)
        letter = self.desk.letter(uid, tracked, self.unit.at, mode, new)
        self.unit.note("letter_drafted", {"to": email, "kind": letter.kind, "held": mode == "hold"}, letter=uid)
        for one in group:
            self.unit.record("reminded", one.tracked.id, {"rungs": [r.name for r in one.rungs]}, letter=uid)
        reminders = [reminder for one in group for reminder in _reminders(one)]
        outgoing = self.desk.outgoing(uid, email, mode, letter)
        outbox.add(self.unit.connection, outgoing, letter, self.unit.at, self.unit.last_seq, reminders)
        if older:
            outbox.take_over(self.unit.connection, older, uid)
        return len(reminders)

    def _superseded(self, email: str, mode: Mode) -> str | None:
        """Drop an older draft that waits for release, or for its mail server: the new one says all of it."""
        older = self.older[mode].get(email)
        if older:
            outbox.drop(self.unit.connection, older)
            self.unit.note("letter_dropped", {"to": email, "because": "superseded"}, letter=older)
        return older

    def _carried(self, older: str | None, mode: Mode, group: list[Reached]) -> list[Tracked]:
        """Return what an older draft spoke of that is still to be said and not in the new one anyway."""
        if older is None:
            return []
        known = {one.tracked.id for one in group}
        spoken_of = (self.unit.tracked(i) for i in outbox.obligations_of(self.unit.connection, older) if i not in known)
        return [tracked for tracked in spoken_of if still_to_say(tracked.facts, self.unit.at, mode)]

    def _first_heard(self, older: str | None, carried: list[Tracked], group: list[Reached]) -> set[str]:
        """Return what the agency first hears of with this letter."""
        was_notice = older is not None and outbox.waiting_letter(self.unit.connection, older).kind == "notice"
        opened = {one.tracked.id for one in group if any(rung.name == OPENING for rung in one.rungs)}
        return opened | {tracked.id for tracked in carried if was_notice}


def _reminders(one: Reached) -> list[Reminder]:
    return [Reminder(one.tracked.id, rung.name, one.tracked.facts.version) for rung in one.rungs]
