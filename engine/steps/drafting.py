"""From due rungs to a draft: which items a letter to one address speaks of, and how it was come by."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.deadlines import rules
from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, PlanHead
from engine.ledger.outbox import Outgoing
from engine.letters.values import Draft, Evidence, Item, Letter, PlanTitle, Recipient, Sender, Stage
from engine.links import UID_BYTES, sign
from engine.mail.message import domain_of, message_id
from engine.obligations.history import CORRECTION, OPENING, Facts
from engine.obligations.ladder import RENEWED, Mode, Rung, is_late, ladder_of
from engine.obligations.states import sent_in_time
from engine.obligations.values import ONCE, Tracked, agency_of
from engine.settings import Settings
from engine.steps.addresses import Address

LINK_PATH = "/x/"
URGES_WITHIN = {"lower": 1, "affiliated": 1}
URGES_PEERS_WITHIN = 2
ANSWERING = ("agency", "head")  # a link is the right to answer: our own side gets none


@dataclass(frozen=True)
class Spoken:
    """An obligation as one letter speaks of it: the names of the rungs for which it does."""

    tracked: Tracked
    names: tuple[str, ...]

    @classmethod
    def of(cls, tracked: Tracked, rungs: Iterable[Rung], before: Iterable[str]) -> Spoken:
        """Put together what an older draft said of it and what has come since."""
        return cls(tracked, (*before, *(rung.name for rung in rungs)))


@dataclass(frozen=True)
class Written:
    """A letter with what travels beside it: whether it may leave on days off, and its dates (RFC 5545)."""

    letter: Letter
    any_day: bool = False
    calendar: str | None = None


@dataclass(frozen=True)
class Desk:
    """Everything a letter needs that is not in its obligations."""

    settings: Settings
    book: AddressBook
    calendar: WorkingCalendar
    link_key: bytes

    def write(self, uid: str, spoken: Iterable[Spoken], at: dt.datetime, to: Address) -> Written:
        """Say what stands at `at` about these obligations."""
        from engine.letters.mass import compose_each  # and Jinja2 with it, which a run without letters can do without
        from engine.letters.wording import wording_in

        kept = list(spoken)
        items = tuple(item for one in kept for item in self._items(one, at))
        draft = self.draft([one.tracked for one in kept], items, at, uid if to.audience in ANSWERING else None)
        letter, calendar = compose_each(draft, domain_of(self.settings.mail_from), wording_in(self.settings.templates))
        urgent = any(ladder_of(one.tracked.facts).urgency for one in kept)
        return Written(letter, any_day=urgent, calendar=calendar)

    def draft(self, tracked: list[Tracked], items: tuple[Item, ...], at: dt.datetime, uid: str | None) -> Draft:
        """Return what a letter to the agencies of these obligations says; without a `uid` it has no link."""
        recipient = self._recipient(tracked)
        late = any(item.stage == "after" for item in items)
        return Draft(
            at=at,
            sender=self.sender(tracked[0]),
            recipient=recipient,
            items=items,
            link=self.link(uid) if uid else None,
            reply_by=self._reply_by(recipient, at) if late else None,
        )

    def outgoing(self, uid: str, to: Address, mode: Mode, written: Written) -> Outgoing:
        """Return the letter as the outbox keeps it."""
        letter, identity = written.letter, message_id(uid, self.settings.mail_from)
        return Outgoing(
            uid,
            to.email,
            mode,
            letter.subject,
            letter.text,
            letter.html,
            identity,
            audience=to.audience,
            plan=to.plan,
            any_day=written.any_day,
            calendar=written.calendar,
        )

    def link(self, uid: str) -> str | None:
        """Return the one link of a letter, or None when links are off."""
        token = self.token(uid)
        return f"{self.settings.base_url}{LINK_PATH}{token}" if token else None

    def token(self, uid: str) -> str | None:
        """Return the token of that link."""
        return sign(uid, self.link_key) if self.settings.links else None

    def office_of(self, tracked: Tracked) -> str:
        """Return the agency we are: who coordinates the plan, unless another is set."""
        return self.settings.office or self.book.plans[tracked.obligation.plan].coordinator

    def sender(self, tracked: Tracked) -> Sender:
        """Return who writes, and whom to call."""
        office = self.office_of(tracked)
        contact = self.book.contacts.get(office)
        if contact is None:
            return Sender(self.book.name(office))
        return Sender(self.book.name(office), contact.name, contact.position, contact.phone)

    def _recipient(self, tracked: list[Tracked]) -> Recipient:
        ids = list(dict.fromkeys(t.obligation.agency for t in tracked))
        return Recipient(tuple(self.book.name(i) for i in ids), self.book.relations[ids[0]])

    def _reply_by(self, recipient: Recipient, at: dt.datetime) -> dt.date:
        return self.calendar.shift(at.date(), URGES_WITHIN.get(recipient.relation, URGES_PEERS_WITHIN))

    def _items(self, spoken: Spoken, at: dt.datetime) -> Iterator[Item]:
        for stage in stages(spoken, at):
            yield self.item(spoken.tracked, stage)

    def item(self, tracked: Tracked, stage: Stage) -> Item:
        """Return an obligation as a letter speaks of it at a stage."""
        obligation, facts = tracked.obligation, tracked.facts
        last = facts.moved_to or rules.counted_to(facts.due)
        return Item(
            obligation=obligation.id,
            plan=self.plan_title(self.book.plans[obligation.plan]),
            agency=self.book.name(obligation.agency),
            kind=obligation.kind,
            role=obligation.role,
            basis=obligation.basis,
            section=obligation.section,
            text=obligation.text,
            quote=obligation.quote,
            due=facts.due,
            stage=stage,
            destination=self.destination(tracked),
            last_day=last,
            day_off=self.calendar.why_off(last) if last else None,
            urged=len(facts.urgings),
            received=facts.received_at.date() if facts.received_at else None,
            why=facts.correction,
            told=facts.told_due,
            told_last_day=facts.told_moved_to or (rules.last_day(facts.told_due) if facts.told_due else None),
            taken_over_from=tuple(self.book.name(agency_of(i)) for i in facts.predecessors),
            taken_over_by=facts.basis,
            recurs=(obligation.due.printed or "") if obligation.occurrence != ONCE else "",
            said_reason=next((news.said for news in facts.news if news.kind == stage), ""),
            first=facts.first_due,
            first_last_day=facts.first_moved_to or rules.counted_to(facts.first_due),
            provisional=facts.provisional,
            evidence=_evidence(facts),
            version=facts.version,
        )

    def destination(self, tracked: Tracked) -> str:
        """Return where a report goes, in words."""
        to, via = tracked.obligation.to, tracked.obligation.via
        if to is None:
            return ""
        return f"{self.book.name(to)} (qua {self.book.name(via)})" if via else self.book.name(to)

    def plan_title(self, plan: PlanHead) -> PlanTitle:
        """Return how a plan is named in a letter."""
        return PlanTitle(plan.title, plan.short_title, self.book.name(plan.issuer), plan.number, plan.date)


def _evidence(facts: Facts) -> Evidence | None:
    """Return what was recorded of a result, as a letter says it."""
    done = facts.done
    if done is None:
        return None
    in_time = sent_in_time(done.sent, facts.missed_at)
    return Evidence(done.sent, done.number or "", done.document_date, done.nothing, in_time)


def new_uid() -> str:
    """Return the identity of a new letter; random, so that no link can be guessed from another."""
    return secrets.token_hex(UID_BYTES)


def stages(spoken: Spoken, at: dt.datetime) -> list[Stage]:
    """Return why an obligation stands in a letter: each decision for itself, else the one most urgent reason."""
    facts, names = spoken.tracked.facts, spoken.names
    decided: list[Stage] = [news.kind for news in facts.news if news.rung in names]
    if decided or any(name.startswith(RENEWED) for name in names):
        return decided or ["renewed"]
    if any(map(is_late, names)):
        return ["after"]
    if CORRECTION in names and facts.correction is not None:
        return ["corrected"]
    if facts.last_day == at.date():
        return ["last_day"]
    if OPENING in names:
        return ["new"]
    return ["receipt" if all(name.startswith("unconfirmed") for name in names) else "coming"]
