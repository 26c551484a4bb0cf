"""The directory of one coordinator: a value read from plan_specs/agencies/*.yaml.

`relation` is how an agency stands to the coordinator; it decides the tone of a letter:

    affiliated  trực thuộc              lower    cấp dưới          peer      ngang cấp
    higher      cấp trên                vertical ngành dọc         front     Đảng, Mặt trận, đoàn thể
    security    công an, quân sự

Offices begin and end, are joined and divided. So an agency may have a first and a last day, a membership its dates,
and a succession says from which day and by which document somebody else answers for an agency, as a whole or for
single tasks. The field descriptions become the JSON Schema that editors complete from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from engine.deadlines.rules import Day
from engine.directory.naming import Line, folded

Relation = Literal["affiliated", "lower", "peer", "higher", "vertical", "front", "security"]
Level = Literal["central", "province", "district", "commune"]
Post = Literal["office", "official", "leader"]
EMAIL = r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
ASSIGNMENT = r"^[a-z0-9-]+/[a-z0-9-]+$"
ANY_TASK = ""
Identifier = Field(
    pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80, description="Mã, chữ thường không dấu, ví dụ phong-y-te."
)
Email = Annotated[Line, Field(pattern=EMAIL, max_length=254)]


class Entry(BaseModel):
    """What every part of a spec or directory is: a value, no key beyond those it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Agency(Entry):
    """Một cơ quan, đơn vị có thể được giao việc."""

    id: str = Identifier
    name: Line = Field(min_length=1, description="Tên đầy đủ như ghi trên văn bản.")
    relation: Relation = Field(
        description="Quan hệ với cơ quan đầu mối: affiliated trực thuộc, lower cấp dưới, peer ngang cấp, higher cấp trên, "
        "vertical ngành dọc, front Đảng, Mặt trận, đoàn thể, security công an, quân sự."
    )
    aliases: tuple[Line, ...] = Field(default=(), description="Các tên gọi khác, tên viết tắt.")
    level: Level | None = Field(
        default=None,
        description="Cấp: central trung ương, province tỉnh, district huyện (trước 01/7/2025), commune xã.",
    )
    part_of: str | None = Field(default=None, description="Mã cơ quan cấp trên trực tiếp.")
    since: Day | None = Field(default=None, description="Ngày đầu tiên hoạt động, khi cần phân biệt.")
    until: Day | None = Field(default=None, description="Ngày cuối cùng còn hoạt động.")

    def exists(self, on: dt.date) -> bool:
        """Say whether the agency is there on this day."""
        return _within(self.since, on, self.until)

    def has_begun(self, on: dt.date) -> bool:
        """Say whether the agency is there on this day or was before it."""
        return _within(self.since, on, None)


class Member(Entry):
    """Một thành viên của nhóm; ghi mã là đủ, thêm ngày khi chỉ tham gia trong một thời gian."""

    agency: str = Field(description="Mã cơ quan hoặc mã nhóm.")
    start: Day | None = Field(default=None, alias="from", description="Ngày đầu là thành viên.")
    end: Day | None = Field(default=None, alias="to", description="Ngày cuối còn là thành viên.")

    @model_validator(mode="after")
    def _runs_forward(self) -> Member:
        if self.start and self.end and self.start > self.end:
            raise ValueError("ngày bắt đầu sau ngày kết thúc")
        return self

    def belongs(self, on: dt.date) -> bool:
        """Say whether the membership holds on this day."""
        return _within(self.start, on, self.end)


class MembersByRule(Entry):
    """Mọi cơ quan của một cấp thuộc một cơ quan, ví dụ UBND các xã của một tỉnh."""

    level: Level = Field(description="Cấp của các thành viên, ví dụ commune.")
    of: str = Field(description="Mã cơ quan mà các thành viên trực thuộc, trực tiếp hoặc qua cấp giữa.")


def _as_table(value: object) -> object:
    return {"agency": value} if isinstance(value, str) else value


class Group(Entry):
    """Các cơ quan mà kế hoạch gọi chung bằng một tên; mỗi thành viên có việc của mình."""

    id: str = Identifier
    name: Line = Field(min_length=1, description="Tên nhóm như ghi trên văn bản.")
    members: tuple[Annotated[Member, BeforeValidator(_as_table, json_schema_input_type=str | Member)], ...] = Field(
        default=(), description="Thành viên: mã cơ quan, mã nhóm khác, hoặc {agency, from, to}."
    )
    rule: MembersByRule | None = Field(default=None, description="Thay cho “members”: chọn thành viên theo cấp.")


class Succession(Entry):
    """Ai tiếp nhận nhiệm vụ của một cơ quan, từ ngày nào, theo văn bản nào."""

    source: str = Field(alias="from", description="Mã cơ quan có nhiệm vụ được chuyển.")
    date: Day = Field(description="Ngày bắt đầu tiếp nhận.")
    document: Line = Field(min_length=1, description="Văn bản quy định việc tiếp nhận: tên, số, ngày.")
    to: tuple[str, ...] = Field(min_length=1, description="Mã các cơ quan tiếp nhận.")
    tasks: tuple[Annotated[str, Field(pattern=ASSIGNMENT)], ...] = Field(
        default=(), description="Chỉ các nhiệm vụ này, ghi mã-kế-hoạch/mã-nhiệm-vụ; bỏ trống là mọi nhiệm vụ."
    )


class Absence(Entry):
    """Một thời gian vắng mặt và người thay."""

    start: Day = Field(alias="from", description="Ngày đầu vắng mặt.")
    end: Day = Field(alias="to", description="Ngày cuối vắng mặt.")
    substitute: Email | None = Field(default=None, description="Địa chỉ thư điện tử của người thay.")
    name: Line = Field(default="", description="Họ tên người thay.")
    phone: Line = Field(default="", description="Điện thoại của người thay.")

    @model_validator(mode="after")
    def _runs_forward(self) -> Absence:
        if self.start > self.end:
            raise ValueError("ngày bắt đầu sau ngày kết thúc")
        return self

    def covers(self, on: dt.date) -> bool:
        """Say whether this is a day of the absence."""
        return self.start <= on <= self.end


class Contact(Entry):
    """Gửi thư đến đâu, gọi điện cho ai; một cơ quan có thể có nhiều đầu mối."""

    email: Email = Field(description="Địa chỉ thư điện tử, ví dụ phongyte@vinhlinh.example.")
    name: Line = Field(default="", description="Họ tên.")
    position: Line = Field(default="", description="Chức vụ.")
    phone: Line = Field(default="", description="Điện thoại.")
    post: Post = Field(
        default="official",
        description="Vai trò: office hộp thư văn thư dùng chung, official cán bộ đầu mối, leader lãnh đạo.",
    )
    absences: tuple[Absence, ...] = Field(default=(), description="Các đợt vắng mặt.")


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Contacts = Annotated[
    tuple[Contact, ...],
    Field(min_length=1),
    BeforeValidator(_as_list, json_schema_input_type=Contact | tuple[Contact, ...]),
]


class Directory(Entry):
    """Agencies, groups, successions, and first contacts for agencies that have none in the ledger yet.

    Every look-up but the first of its kind takes constant time: a plan may have 100,000 obligations.
    """

    include: tuple[str, ...] = Field(
        default=(), description="Các tệp danh bạ khác được gộp vào, tính từ thư mục của tệp này."
    )
    agencies: tuple[Agency, ...] = Field(min_length=1, description="Các cơ quan, đơn vị.")
    groups: tuple[Group, ...] = Field(default=(), description="Các nhóm cơ quan.")
    successions: tuple[Succession, ...] = Field(default=(), description="Việc tiếp nhận nhiệm vụ khi sắp xếp bộ máy.")
    contacts: dict[str, Contacts] = Field(
        default_factory=dict, description="Đầu mối theo mã cơ quan: một đầu mối, hoặc danh sách."
    )

    def agency(self, name: str) -> Agency | None:
        """Return the agency with this id."""
        return self._agencies.get(name)

    def group(self, name: str) -> Group | None:
        """Return the group with this id."""
        return self._groups.get(name)

    def members(self, name: str, on: dt.date) -> tuple[str, ...]:
        """Return the ids of the agencies behind an agency's or a group's id that exist and belong to it on a day.

        Each comes once, in the order of the file; none when the id is unknown.
        """
        return self._fan_out(name, on, ended=False)

    def asked(self, name: str, on: dt.date) -> tuple[str, ...]:
        """Return the ids of those whom a plan that names an agency or a group asks on a day.

        These are its members and also agencies named or listed that have ended: `heirs` says who carries on for them,
        and where nobody is known to, what they owe must not vanish without a word.
        """
        return self._fan_out(name, on, ended=True)

    def successors(self, agency: str, task: str, on: dt.date) -> Succession | None:
        """Return the succession in force on a day for a task (`plan-id/task-id`) of an agency; None: it is its own.

        One that names the task goes before one for the whole agency, then the latest counts.
        """
        known = self._successions.get(agency, {})
        for key in (task, ANY_TASK):
            if found := [succession for succession in known.get(key, ()) if succession.date <= on]:
                return max(found, key=lambda succession: succession.date)
        return None

    def heirs(self, agency: str, task: str, on: dt.date) -> tuple[str, ...]:
        """Return the ids of those who answer for a task on a day, successions followed to their end, each once.

        The agency itself when it has no successor, or only itself in a circle, which a check reports.
        """
        heirs: dict[str, None] = {}
        ahead, seen = [agency], set[str]()
        while ahead:
            name = ahead.pop()
            succession = self.successors(name, task, on)
            if succession is None:
                heirs[name] = None
            elif name not in seen:
                seen.add(name)
                ahead += reversed(succession.to)
        return tuple(heirs) or (agency,)

    def find(self, text: str, on: dt.date | None = None) -> Agency | Group | None:
        """Return who is meant by an id, a name or an alias, however it is spelt (see `engine.directory.naming`).

        Where a name passed from one agency to a later one it is the one that exists on that day; without a day the last.
        """
        named = self.named(text)
        there = [entry for entry in named if on is None or not isinstance(entry, Agency) or entry.exists(on)]
        return max(there or named, key=_begins, default=None)

    def named(self, text: str) -> tuple[Agency | Group, ...]:
        """Return all who are called so, in the order of the file."""
        return tuple(self._named.get(folded(text), ()))

    def above(self, name: str) -> tuple[str, ...]:
        """Return the ids of the agencies above one, the nearest first; a circle ends where it closes."""
        chain: dict[str, None] = {}
        agency = self.agency(name)
        while agency is not None and agency.part_of is not None and agency.part_of not in chain:
            chain[agency.part_of] = None
            agency = self.agency(agency.part_of)
        return tuple(chain)

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.id: agency for agency in reversed(self.agencies)}

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.id: group for group in reversed(self.groups)}

    @cached_property
    def _fanned(self) -> dict[tuple[str, dt.date, bool], tuple[str, ...]]:
        return {}

    @cached_property
    def _successions(self) -> dict[str, dict[str, list[Succession]]]:
        found: dict[str, dict[str, list[Succession]]] = {}
        for succession in self.successions:
            for task in succession.tasks or (ANY_TASK,):
                found.setdefault(succession.source, {}).setdefault(task, []).append(succession)
        return found

    @cached_property
    def _named(self) -> dict[str, list[Agency | Group]]:
        found: dict[str, list[Agency | Group]] = {}
        entries: tuple[Agency | Group, ...] = (*self.agencies, *self.groups)
        for entry in entries:
            for spelling in spellings(entry):
                found.setdefault(spelling, []).append(entry)
        return found

    def _fan_out(self, name: str, on: dt.date, *, ended: bool) -> tuple[str, ...]:
        key = (name, on, ended)
        if key not in self._fanned:
            self._fanned[key] = tuple(dict.fromkeys(self._behind(name, on, ended=ended)))
        return self._fanned[key]

    def _behind(self, name: str, on: dt.date, *, ended: bool) -> Iterator[str]:
        """Yield the agencies behind an id, in order; each group is opened once, so groups may share and repeat others."""
        ahead, seen = [name], set[str]()
        while ahead:
            name = ahead.pop()
            agency, group = self.agency(name), self.group(name)
            if agency is not None and (agency.has_begun(on) if ended else agency.exists(on)):
                yield name
            if agency is None and group is not None and name not in seen:
                seen.add(name)
                ahead += reversed([member.agency for member in group.members if member.belongs(on)])
                yield from self._by_rule(group, on)

    def _by_rule(self, group: Group, on: dt.date) -> Iterator[str]:
        rule = group.rule
        for agency in self.agencies if rule else ():
            if rule and agency.level == rule.level and agency.exists(on) and rule.of in self.above(agency.id):
                yield agency.id


def spellings(entry: Agency | Group) -> set[str]:
    """Return all that an agency or group is called, folded."""
    aliases = entry.aliases if isinstance(entry, Agency) else ()
    return {folded(text) for text in (entry.id, entry.name, *aliases)}


def _begins(entry: Agency | Group) -> dt.date:
    return (entry.since if isinstance(entry, Agency) else None) or dt.date.min


def _within(start: dt.date | None, day: dt.date, end: dt.date | None) -> bool:
    """Say whether a day lies between two others, both included; None is no limit."""
    return (start is None or start <= day) and (end is None or day <= end)
