"""From due rungs to a draft: which items a letter to one address speaks of, and how it was come by."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from engine.deadlines import rules
from engine.deadlines.calendar import WorkingCalendar
from engine.ledger.address_book import AddressBook, PlanHead
from engine.ledger.outbox import Mode, Outgoing
from engine.letters.values import Draft, Item, Letter, PlanTitle, Recipient, Sender, Stage
from engine.links import UID_BYTES, sign
from engine.mail.message import message_id
from engine.obligations.history import OPENING
from engine.obligations.values import ONCE, Tracked, agency_of
from engine.settings import Settings

LINK_PATH = "/x/"
URGES_WITHIN = {"lower": 1, "affiliated": 1}
URGES_PEERS_WITHIN = 2


@dataclass(frozen=True)
class Desk:
    """Everything a letter needs that is not in its obligations."""

    settings: Settings
    book: AddressBook
    calendar: WorkingCalendar
    link_key: bytes

    def letter(self, uid: str, tracked: Iterable[Tracked], at: dt.datetime, mode: Mode, new: Collection[str]) -> Letter:
        """Say what stands at `at` about these obligations; `new` are those the agency first hears of now."""
        from engine.letters.compose import compose  # and Jinja2 with it, which a run without letters can do without

        kept = list(tracked)
        items = tuple(self._item(t, _stage(t, at, mode, new)) for t in kept)
        recipient = self._recipient(kept)
        return compose(
            Draft(
                at=at,
                sender=self._sender(kept[0]),
                recipient=recipient,
                items=items,
                link=self.link(uid),
                reply_by=self._reply_by(recipient, at) if mode == "hold" else None,
            )
        )

    def outgoing(self, uid: str, email: str, mode: Mode, letter: Letter) -> Outgoing:
        """Return the letter as the outbox keeps it."""
        identity = message_id(uid, self.settings.mail_from)
        return Outgoing(uid, email, mode, letter.subject, letter.text, letter.html, identity)

    def link(self, uid: str) -> str | None:
        """Return the one link of a letter, or None when links are off."""
        if not self.settings.links:
            return None
        return f"{self.settings.base_url}{LINK_PATH}{sign(uid, self.link_key)}"

    def _sender(self, tracked: Tracked) -> Sender:
        office = self.settings.office or self.book.plans[tracked.obligation.plan].coordinator
        contact = self.book.contacts.get(office)
        if contact is None:
            return Sender(self.book.name(office))
        return Sender(self.book.name(office), contact.name, contact.position, contact.phone)

    def _recipient(self, tracked: list[Tracked]) -> Recipient:
        ids = list(dict.fromkeys(t.obligation.agency for t in tracked))
        return Recipient(tuple(self.book.name(i) for i in ids), self.book.relations[ids[0]])

    def _reply_by(self, recipient: Recipient, at: dt.datetime) -> dt.date:
        return self.calendar.shift(at.date(), URGES_WITHIN.get(recipient.relation, URGES_PEERS_WITHIN))

    def _item(self, tracked: Tracked, stage: Stage) -> Item:
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
            urged=sum(rung != OPENING for rung in facts.reached),
            received=facts.received_at.date() if facts.received_at else None,
            why=facts.correction,
            told=facts.told_due,
            told_last_day=facts.told_moved_to or (rules.last_day(facts.told_due) if facts.told_due else None),
            taken_over_from=tuple(self.book.name(agency_of(i)) for i in facts.predecessors),
            taken_over_by=facts.basis,
            recurs=(obligation.due.printed or "") if obligation.occurrence != ONCE else "",
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


def new_uid() -> str:
    """Return the identity of a new letter; random, so that no link can be guessed from another."""
    return secrets.token_hex(UID_BYTES)


def _stage(tracked: Tracked, at: dt.datetime, mode: Mode, new: Collection[str]) -> Stage:
    if mode == "hold":
        return "after"
    if mode == "now" and tracked.facts.correction is not None:
        return "corrected"
    last = tracked.facts.last_day
    if last is not None and last == at.date():
        return "last_day"
    return "new" if tracked.id in new else "coming"
