"""The directory of one coordinator: a value read from plan_specs/agencies/*.yaml.

`relation` is how an agency stands to the coordinator; it decides the tone of a letter:

    affiliated  trực thuộc              lower    cấp dưới          peer      ngang cấp
    higher      cấp trên                vertical ngành dọc         front     Đảng, Mặt trận, đoàn thể
    security    công an, quân sự
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Relation = Literal["affiliated", "lower", "peer", "higher", "vertical", "front", "security"]
Identifier = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)


class Entry(BaseModel):
    """What every part of a spec or directory is: a value, no key beyond those it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Agency(Entry):
    """An office that can be assigned work; it is addressed, never a person."""

    id: str = Identifier
    name: str = Field(min_length=1)
    relation: Relation
    aliases: tuple[str, ...] = ()


class Group(Entry):
    """Agencies that a plan names together; it fans out to its members."""

    id: str = Identifier
    name: str = Field(min_length=1)
    members: tuple[str, ...] = Field(min_length=1)


class Contact(Entry):
    """Where an agency is written to, and whom to call."""

    email: str = Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")
    name: str = ""
    position: str = ""
    phone: str = ""


class Directory(Entry):
    """Agencies, groups, and first contacts for agencies that have none in the ledger yet."""

    agencies: tuple[Agency, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    contacts: dict[str, Contact] = Field(default_factory=dict)

    def agency(self, name: str) -> Agency | None:
        """Return the agency with this id."""
        return next((agency for agency in self.agencies if agency.id == name), None)

    def group(self, name: str) -> Group | None:
        """Return the group with this id."""
        return next((group for group in self.groups if group.id == name), None)

    def members(self, name: str) -> tuple[str, ...]:
        """Return the ids of the agencies behind an agency's or a group's id; none when it is unknown."""
        group = self.group(name)
        if group is not None:
            return group.members
        return (name,) if self.agency(name) else ()
