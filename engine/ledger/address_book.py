"""Plans, agencies and contacts as the ledger knows them. Contacts live here; a directory only seeds them.

An agency has up to three contacts: the official in charge (cán bộ đầu mối), the shared box of its văn thư, its leader.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from engine.directory.models import Absence, Agency, Contact, Post, Relation
from engine.ledger.tables import absences, agencies, contacts, plans, returns

Posts = dict[str, dict[Post, Contact]]
ROUTINE: tuple[Post, ...] = ("official", "office")  # who gets letters, the first choice first; never a leader


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
    posts: Posts
    returned: frozenset[str] = frozenset()  # addresses that take no letters

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        """Return whom to call, by agency, whatever the day."""
        return {agency: usual for agency, by_post in self.posts.items() if (usual := _usual(by_post))}

    def name(self, agency: str) -> str:
        """Return an agency's name."""
        return self.names.get(agency, agency)

    def contact(self, agency: str, on: dt.date) -> Contact | None:
        """Return whom letters go to on a day: the official, else who stands in with an address, else the office's box.

        An address that returns letters is nobody's.
        """
        by_post = self.posts.get(agency, {})
        present = (there for post in ROUTINE if post in by_post and (there := _on_duty(by_post[post], on)))
        return next((one for one in present if one.email.lower() not in self.returned), None)

    def email(self, agency: str, on: dt.date | None = None) -> str | None:
        """Return the address letters to an agency go to on a day, in one spelling; without a day, the usual one."""
        contact = self.contacts.get(agency) if on is None else self.contact(agency, on)
        return contact.email.lower() if contact else None


def _usual(by_post: Mapping[Post, Contact]) -> Contact | None:
    return next((by_post[post] for post in ROUTINE if post in by_post), None)


def _on_duty(contact: Contact, on: dt.date) -> Contact | None:
    """Return who holds this post on a day: the contact, or the substitute in an absence; None when nobody can be written to."""
    away = next((absence for absence in contact.absences if absence.covers(on)), None)
    if away is None:
        return contact
    if away.substitute is None:
        return None
    return Contact.model_construct(email=away.substitute, name=away.name, phone=away.phone, post=contact.post)


def read_address_book(connection: sa.Connection, only: Collection[str] | None = None) -> AddressBook:
    """Read plans, agencies and contacts: of all agencies, or only of some."""
    known = connection.execute(_theirs(sa.select(agencies), agencies.c.id, only)).all()
    return AddressBook(
        plans=plan_heads(connection),
        names={row.id: row.name for row in known},
        relations={row.id: row.relation for row in known},
        posts=_posts(connection, only),
        returned=frozenset(connection.execute(sa.select(returns.c.email).where(returns.c.kind == "hard")).scalars()),
    )


def plan_heads(connection: sa.Connection) -> dict[str, PlanHead]:
    """Read all plans."""
    return {row.id: _plan_head(row.header) for row in connection.execute(sa.select(plans.c.id, plans.c.header))}


def plan_head(connection: sa.Connection, plan: str) -> PlanHead:
    """Read one plan."""
    return _plan_head(connection.execute(sa.select(plans.c.header).where(plans.c.id == plan)).scalar_one())


def _theirs(query: sa.Select[Any], column: sa.Column[Any], only: Collection[str] | None) -> sa.Select[Any]:
    return query if only is None else query.where(column.in_(only))


def _posts(connection: sa.Connection, only: Collection[str] | None) -> Posts:
    away: dict[tuple[str, Post], list[Absence]] = defaultdict(list)
    for row in connection.execute(
        _theirs(sa.select(absences).order_by(absences.c.start), absences.c.agency, only)
    ).mappings():
        away[row["agency"], row["post"]].append(Absence.model_construct(**{key: row[key] for key in AWAY}))
    found: Posts = defaultdict(dict)
    for row in connection.execute(_theirs(sa.select(contacts), contacts.c.agency, only)).mappings():
        key: tuple[str, Post] = (row["agency"], row["post"])
        held = {name: row[name] for name in HELD}
        found[key[0]][key[1]] = Contact.model_construct(**held, post=key[1], absences=tuple(away[key]))
    return dict(found)


HELD = ("email", "name", "position", "phone")
AWAY = ("start", "end", "substitute", "name", "phone")


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


def seed_contacts(connection: sa.Connection, wanted: Mapping[str, Iterable[Contact]]) -> None:
    """Give their first contacts to agencies that have none."""
    known = set(connection.execute(sa.select(contacts.c.agency)).scalars())
    save_contacts(connection, {agency: first for agency, first in wanted.items() if agency not in known})


def save_contacts(connection: sa.Connection, wanted: Mapping[str, Iterable[Contact]]) -> None:
    """Let these contacts, with their absences, take the place of those their agencies have at the same posts."""
    new = [({"agency": agency, "post": contact.post}, contact) for agency, some in wanted.items() for contact in some]
    old = [{f"its_{name}": value for name, value in key.items()} for key, _ in new]
    held = [key | {name: getattr(contact, name) for name in HELD} for key, contact in new]
    away = [key | {name: getattr(one, name) for name in AWAY} for key, contact in new for one in contact.absences]
    if new:
        connection.execute(_at_the_posts(absences), old)
        connection.execute(_at_the_posts(contacts), old)
        connection.execute(sa.insert(contacts), held)
    if away:
        connection.execute(sa.insert(absences), away)


def _at_the_posts(table: sa.Table) -> sa.Delete:
    same = (table.c.agency == sa.bindparam("its_agency")) & (table.c.post == sa.bindparam("its_post"))
    return sa.delete(table).where(same)
