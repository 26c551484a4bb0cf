"""From due rungs to a draft: which items a letter to one address speaks of, and how it was come by."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from engine.deadlines import rules
from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, PlanHead
from engine.ledger.outbox import Outgoing
from engine.letters.names import short_office
from engine.letters.values import Draft, Evidence, Item, Letter, PlanTitle, Recipient, Sender, Stage
from engine.links import UID_BYTES, sign
from engine.mail.message import domain_of, message_id
from engine.obligations.history import CORRECTION, OPENING, Facts
from engine.obligations.ladder import RENEWED, Mode, Rung, is_late, ladder_of
from engine.obligations.states import sent_in_time
from engine.obligations.values import ONCE, Tracked, agency_of
from engine.settings import Settings
from engine.steps.addresses import Address

if TYPE_CHECKING:
    from engine.letters.mass import Pattern

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
    token: str | None = None


@dataclass(frozen=True)
class _Template:
    """A letter as many have it; `places` are those of the obligations that its items speak of, `kept` those it was made of."""

    pattern: Pattern
    places: tuple[int, ...]
    urgent: bool
    kept: tuple[Spoken, ...]


_DEFINED = attrgetter(
    *("plan", "task", "occurrence", "kind", "role", "basis", "section", "text", "quote", "to", "via"),
)


def _likeness(spoken: Spoken) -> Hashable:
    """Return what of an obligation a letter depends on, whosever it is.

    Facts and limits are told apart as objects, which is quick: those of a template are kept with it, so that none is
    taken for another.
    """
    obligation = spoken.tracked.obligation
    return _DEFINED(obligation), id(obligation.due), id(spoken.tracked.facts), spoken.names


@dataclass(frozen=True)
class Desk:
    """Everything a letter needs that is not in its obligations."""

    settings: Settings
    book: AddressBook
    calendar: WorkingCalendar
    link_key: bytes

    def write(self, uid: str, spoken: Iterable[Spoken], at: dt.datetime, to: Address) -> Written:
        """Say what stands at `at` about these obligations."""
        kept = list(spoken)
        token = self.token(uid) if to.audience in ANSWERING else None
        template = self._template(kept, at, uid if token else None)
        name = self.book.name(kept[0].tracked.obligation.agency)
        identities = [f"{kept[place].tracked.id}@{self._domain}" for place in template.places]
        letter, calendar = template.pattern.to(name, self._link_of(token) or "", identities)
        return Written(letter, any_day=template.urgent, calendar=calendar, token=token)

    def _template(self, kept: list[Spoken], at: dt.datetime, uid: str | None) -> _Template:
        """Return the letter as all have it of whom the same is to be said: made for the first, known for the others."""
        key = (at, uid is not None, self._reader(kept), tuple(map(_likeness, kept)))
        known = self._templates.get(key)
        if known is None:
            known = self._templates[key] = self._new_template(kept, at, uid)
        return known

    def _new_template(self, kept: list[Spoken], at: dt.datetime, uid: str | None) -> _Template:
        from engine.letters.mass import pattern  # and Jinja2 with it, which a run without letters can do without
        from engine.letters.wording import wording_in

        told = [(place, stage) for place, one in enumerate(kept) for stage in stages(one, at)]
        items = tuple(self.item(kept[place].tracked, stage) for place, stage in told)
        draft = self.draft([one.tracked for one in kept], items, at, uid)
        return _Template(
            pattern=pattern(draft, wording_in(self.settings.templates)),
            places=tuple(place for place, _ in told),
            urgent=any(ladder_of(one.tracked.facts).urgency for one in kept),
            kept=tuple(kept),
        )

    def _reader(self, kept: list[Spoken]) -> tuple[str | None, ...]:
        """Return what of its reader a letter depends on: of one agency how it is called for short, of several the names."""
        names = tuple(dict.fromkeys(self.book.name(one.tracked.obligation.agency) for one in kept))
        relation = self.book.relations[kept[0].tracked.obligation.agency]
        return (relation, short_office(names[0])) if len(names) == 1 else (relation, *names)

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
        return self._link_of(self.token(uid))

    def _link_of(self, token: str | None) -> str | None:
        return f"{self.settings.base_url}{LINK_PATH}{token}" if token else None

    @cached_property
    def _domain(self) -> str:
        return domain_of(self.settings.mail_from)

    @cached_property
    def _templates(self) -> dict[Hashable, _Template]:
        return {}

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
