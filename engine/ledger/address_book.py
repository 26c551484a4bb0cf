"""Plans, agencies and contacts as the ledger knows them. Contacts live here; a directory only seeds them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.directory.models import Agency, Contact, Relation
from engine.ledger.tables import agencies, contacts, plans


@dataclass(frozen=True)
class PlanHead:
    """What letters, pages and screens say of a plan without its spec."""

    id: str
    title: str
    short_title: str
    issuer: str
    coordinator: str
    number: str | None
    date: dt.date | None
    required: bool


@dataclass(frozen=True)
class AddressBook:
    """One reading of who is who."""

    plans: dict[str, PlanHead]
    names: dict[str, str]
    relations: dict[str, Relation]
    contacts: dict[str, Contact]

    def name(self, agency: str) -> str:
        """Return an agency's name."""
        return self.names.get(agency, agency)

    def email(self, agency: str) -> str | None:
        """Return the address letters to an agency go to, in one spelling."""
        contact = self.contacts.get(agency)
        return contact.email.lower() if contact else None


def read_address_book(connection: sa.Connection) -> AddressBook:
    """Read plans, agencies and contacts."""
    known = connection.execute(sa.select(agencies)).all()
    return AddressBook(
        plans={row.id: _plan_head(row.header) for row in connection.execute(sa.select(plans.c.id, plans.c.header))},
        names={row.id: row.name for row in known},
        relations={row.id: row.relation for row in known},
        contacts={row.agency: _contact(row) for row in connection.execute(sa.select(contacts))},
    )


def _contact(row: Any) -> Contact:
    return Contact.model_construct(email=row.email, name=row.name, position=row.position, phone=row.phone)


def _plan_head(header: str) -> PlanHead:
    data = json.loads(header)
    return PlanHead(
        id=data["id"],
        title=data["title"],
        short_title=data["short_title"] or data["title"],
        issuer=data["issuer"],
        coordinator=data["coordinator"],
        number=data["number"],
        date=dt.date.fromisoformat(data["date"]) if data["date"] else None,
        required=data["acceptance"] == "required",
    )


def save_agencies(connection: sa.Connection, wanted: Iterable[Agency]) -> None:
    """Take over agencies from a directory: new ones are added, known ones follow its name and relation."""
    known = set(connection.execute(sa.select(agencies.c.id)).scalars())
    for agency in wanted:
        values = {"name": agency.name, "relation": agency.relation}
        if agency.id in known:
            connection.execute(sa.update(agencies).where(agencies.c.id == agency.id).values(values))
        else:
            connection.execute(sa.insert(agencies).values(id=agency.id, **values))


def seed_contacts(connection: sa.Connection, wanted: dict[str, Contact]) -> None:
    """Give a first contact to agencies that have none."""
    known = set(connection.execute(sa.select(contacts.c.agency)).scalars())
    rows = [{"agency": agency, **contact.model_dump()} for agency, contact in wanted.items() if agency not in known]
    if rows:
        connection.execute(sa.insert(contacts), rows)
