"""To whom a rung is told: the agency's contact or its văn thư, its head; our own coordinator, or our leader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from engine.directory.models import Post
from engine.ledger.address_book import AddressBook
from engine.ledger.outbox import Audience
from engine.obligations.values import Obligation
from engine.spec.ladders import Told

AUDIENCES: dict[Told, Audience] = {"head": "head", "leader": "leader", "coordinator": "watch"}


class Address(NamedTuple):
    """Where a letter goes and for whom it is; one to our own side speaks of one `plan`, one to an agency of all."""

    email: str
    audience: Audience = "agency"
    plan: str = ""


@dataclass(frozen=True)
class Addresses:
    """The addresses of one day. `office` is the agency we are, where it is not the plan's coordinator."""

    book: AddressBook
    office: str | None
    on: dt.date

    def of(self, told: Told, owed: Obligation) -> Address | None:
        """Return where to tell somebody of an obligation, or None while no address is known."""
        ours = self.office or self.book.plans[owed.plan].coordinator
        email = {
            "contact": lambda: self.book.email(owed.agency, self.on),
            "office": lambda: self._post(owed.agency, "office"),
            "head": lambda: self._post(owed.agency, "leader"),
            "leader": lambda: self._post(ours, "leader"),
            "coordinator": lambda: self.book.email(ours, self.on),
        }[told]()
        audience = AUDIENCES.get(told, "agency")
        return Address(email, audience, "" if audience == "agency" else owed.plan) if email else None

    def _post(self, agency: str, post: Post) -> str | None:
        contact = self.book.posts.get(agency, {}).get(post)
        return contact.email.lower() if contact else None
