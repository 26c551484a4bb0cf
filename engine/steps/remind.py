"""Remind: every rung reached becomes part of one letter for its address, written with the reminders it stands for.

Asked for one plan, it writes to the addresses that this plan has something due at, and says there what is due of every
plan: a contact gets one letter a working day, so what is left for the other plans are the addresses still without one.
Plan by plan, in any order, comes to the same letters as all at once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from engine.ledger import outbox
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.chain import Head
from engine.ledger.ledger import Ledger
from engine.ledger.log import last
from engine.ledger.outbox import Drafted, Reminder
from engine.ledger.reader import agencies_due, any_due
from engine.ledger.unit import Unit
from engine.obligations.ladder import Mode, Rung, may_send, reached_by, still_to_say
from engine.obligations.values import Tracked
from engine.spec.ladders import Told
from engine.steps.actors import AUTOMATIC
from engine.steps.addresses import Address, Addresses
from engine.steps.drafting import Desk, Spoken, new_uid
from engine.steps.own_side import write
from engine.steps.waiting import waiting

To = tuple[Address, Mode]
AT_ONCE = 500  # addresses written to in one transaction


@dataclass(frozen=True)
class Reminded:
    """What the step did: rungs reached, letters written, those of them held; addresses that are missing."""

    reminders: int = 0
    letters: int = 0
    held: int = 0
    without_contact: tuple[str, ...] = ()

    def __add__(self, other: Reminded) -> Reminded:
        """Return both together."""
        return Reminded(
            self.reminders + other.reminders,
            self.letters + other.letters,
            self.held + other.held,
            (*self.without_contact, *other.without_contact),
        )


@dataclass(frozen=True)
class Reached:
    """One obligation with the rungs that have come for one addressee, to be told in one letter."""

    tracked: Tracked
    tell: Told
    rungs: tuple[Rung, ...]

    @property
    def mode(self) -> Mode:
        """Return whether a person must let it go, or it leaves at once, beside the letter of the day."""
        modes = {rung.mode for rung in self.rungs}
        return "hold" if "hold" in modes else "now" if "now" in modes else "auto"


def remind(ledger: Ledger, at: dt.datetime, plan: str | None = None) -> Reminded:
    """Draft the letters due at `at`, those of them that may leave then. Where nothing is due, it does nothing.

    With `plan`, only the letters that this plan is a part of; they speak of the other plans too. So many addresses at a
    time, each time in one transaction, that memory does not grow with their number.
    """
    with ledger.read() as connection:
        if not any_due(connection, at, plan):
            return Reminded()
        read = _Read(last(connection)[0], read_address_book(connection))
        batches = _batches(agencies_due(connection, at), read.book, at.date())
    done = Reminded()
    for agencies in batches:
        with ledger.write(at, AUTOMATIC) as unit:
            book = read.book if unit.head == read.head else read_address_book(unit.connection)
            done += _Reminding(ledger, unit, book, plan).all(agencies)
            ledger.commit(unit)
            read = _Read(unit.head, book)
    return done


@dataclass(frozen=True)
class _Read:
    """Who is who, as of an event: to be read again when somebody else has written since."""

    head: Head
    book: AddressBook


def _batches(agencies: Iterable[str], book: AddressBook, on: dt.date) -> list[list[str]]:
    """Return agencies in batches; those behind one address stay together, so that it gets one letter."""
    by_email: dict[str, list[str]] = defaultdict(list)
    for agency in agencies:
        by_email[book.email(agency, on) or ""].append(agency)
    together = iter(by_email.values())
    batches = iter(lambda: [one for group in islice(together, AT_ONCE) for one in group], [])
    return list(batches)


class _Reminding:
    """One pass over what is due, in one transaction."""

    def __init__(self, ledger: Ledger, unit: Unit, book: AddressBook, plan: str | None) -> None:
        self.unit, self.plan = unit, plan
        self.calendar = ledger.calendar
        self._address = cache(Addresses(book, ledger.settings.office, unit.at.date()).of)
        self.desk = Desk(ledger.settings, book, ledger.calendar, ledger.keys.links)
        self._come = cache(lambda facts: reached_by(facts, unit.at, ledger.calendar))  # thousands have the same facts
        self.older: dict[To, str] = {}

    def all(self, agencies: Collection[str]) -> Reminded:
        reached = list(self._reached(agencies))
        addresses = (self._address(one.tell, one.tracked.obligation) for one in reached)
        emails = {address.email for address in addresses if address}
        self.older = self._older(emails)
        letters = self._by_letter(reached, emails)
        drafted = [self._write(address, mode, group) for (address, mode), group in letters.items()]
        outbox.add(self.unit.connection, drafted, self.unit.at)
        for to, one in zip(letters, drafted, strict=True):
            if to in self.older:
                outbox.take_over(self.unit.connection, self.older[to], one.out.uid)
        return Reminded(
            reminders=sum(len(one.reached) for one in drafted),
            letters=len(drafted),
            held=sum(mode == "hold" for _, mode in letters),
            without_contact=self._without_contact(reached),
        )

    def _older(self, emails: Collection[str]) -> dict[To, str]:
        """Return the letters to these addresses that have not left, which a new one takes the place of."""
        found: dict[To, str] = {(to, "auto"): uid for to, uid in waiting(self.unit.connection, emails).items()}
        held = outbox.held(self.unit.connection).items()
        return found | {(Address(*to), "hold"): uid for to, uid in held}

    def _reached(self, agencies: Collection[str]) -> Iterator[Reached]:
        for tracked in self.unit.due(agencies=agencies):
            if not may_send(tracked.facts, self.unit.at, self.calendar):
                continue
            rungs = self._come(tracked.facts)
            if not rungs:
                self.unit.look_again(tracked)
            yield from _parts(tracked, rungs)

    def _by_letter(self, reached: Iterable[Reached], emails: Collection[str]) -> dict[To, list[Reached]]:
        """Group by address; an address that has had its letter today waits for the next working day."""
        rewritten = {address.email for address, mode in self.older if mode == "auto"}
        had_theirs = outbox.written_on(self.unit.connection, self.unit.at.date(), emails) - rewritten
        groups: dict[To, list[Reached]] = defaultdict(list)
        for one in reached:
            address = self._address(one.tell, one.tracked.obligation)
            if address and (one.mode != "auto" or address.email not in had_theirs):
                groups[address, one.mode].append(one)
        return {letter: group for letter, group in groups.items() if any(map(self._is_asked_for, group))}

    def _is_asked_for(self, one: Reached) -> bool:
        return self.plan in (None, one.tracked.obligation.plan)

    def _without_contact(self, reached: Iterable[Reached]) -> tuple[str, ...]:
        agencies = (one.tracked.obligation for one in reached if one.tell == "contact" and self._is_asked_for(one))
        return tuple(dict.fromkeys(owed.agency for owed in agencies if self._address("contact", owed) is None))

    def _write(self, address: Address, mode: Mode, group: list[Reached]) -> Drafted:
        """Write one letter and record what it stands for."""
        uid, older = new_uid(), self.older.get((address, mode))
        written = write(self.unit.connection, self.desk, uid, self._spoken(older, group), self.unit.at, address)
        if older:
            self._supersede(older, address)
        said = {"to": address.email, "kind": written.letter.kind, "held": mode == "hold"}
        self.unit.note("letter_drafted", said, letter=uid)
        aside = {} if address.audience == "agency" else {"aside": True}
        for one in group:
            names = [rung.name for rung in one.rungs]
            self.unit.record("reminded", one.tracked.id, {"rungs": names} | aside, letter=uid)
        reminders = tuple(reminder for one in group for reminder in _reminders(one))
        out = self.desk.outgoing(uid, address, mode, written)
        return Drafted(out, written.letter, self.unit.last_seq, reminders, written.token)

    def _supersede(self, older: str, address: Address) -> None:
        """Drop an older draft that waits for release, or for its mail server: the new one says all of it."""
        outbox.drop(self.unit.connection, older)
        self.unit.note("letter_dropped", {"to": address.email, "because": "superseded"}, letter=older)

    def _spoken(self, older: str | None, group: list[Reached]) -> list[Spoken]:
        """Return what a new letter speaks of: what an older draft said and is still to be said, then what is new."""
        before = outbox.rungs_of(self.unit.connection, older) if older else {}
        new = {one.tracked.id: Spoken.of(one.tracked, one.rungs, before.pop(one.tracked.id, ())) for one in group}
        carried = (Spoken(self.unit.tracked(obligation), tuple(names)) for obligation, names in before.items())
        still = (one for one in carried if still_to_say(one.tracked.facts, self.unit.at, one.names))
        return [*still, *new.values()]


def _parts(tracked: Tracked, rungs: Iterable[Rung]) -> Iterator[Reached]:
    """Yield what one obligation says to each addressee; what leaves at once does not wait for what is held."""
    told: dict[Told, list[Rung]] = defaultdict(list)
    for rung in rungs:
        told[rung.tell].append(rung)
    for tell, theirs in told.items():
        at_once = [rung for rung in theirs if rung.news]
        if any(rung.mode == "hold" for rung in theirs) and at_once:
            yield Reached(tracked, tell, tuple(at_once))
            yield Reached(tracked, tell, tuple(rung for rung in theirs if rung not in at_once))
        else:
            yield Reached(tracked, tell, tuple(theirs))


def _reminders(one: Reached) -> list[Reminder]:
    return [Reminder(one.tracked.id, rung.name, one.tracked.facts.version) for rung in one.rungs]
