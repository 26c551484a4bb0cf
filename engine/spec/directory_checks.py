"""Names that a directory does not have, and what a directory must keep to beyond its form.

A check looks at one file and looks names up in the whole directory, of which the file may be a part.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.deadlines.words import date_words
from engine.directory.models import Agency, Directory, Group
from engine.reading.composer import Path
from engine.reading.places import Places
from engine.reading.problems import Problem
from engine.reading.yaml import Document
from engine.spec.circles import on_circles

_LIKENESS = 0.7


@dataclass(frozen=True)
class DirectoryInput:
    """All that a check may look at: the whole directory, one file of it, and which file took which id before it."""

    directory: Directory
    own: Directory
    document: Document
    made_up: Places = field(default_factory=Places)
    taken: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """Return the days on which an agency or a membership begins: who is ever a member is one on such a day."""
        memberships = (member.start for group in self.directory.groups for member in group.members)
        begun = {*memberships, *(agency.since for agency in self.directory.agencies), dt.date.min}
        return tuple(sorted(day for day in begun if day is not None))

    @cached_property
    def circular_groups(self) -> frozenset[str]:
        """Return the ids of the groups that are within themselves."""
        return on_circles({group.id: [member.agency for member in group.members] for group in self.directory.groups})

    def problem(self, path: Path, code: str, message: str, hint: str, *, key: bool = False) -> Iterator[Problem]:
        """Yield a problem of the value (or key) at `path`, unless what stands there is made up."""
        if not self.made_up.touch(path):
            yield Problem(self.document.file, *self.document.place(path, key=key), code, message, hint)


def hint_for(name: str, directory: Directory) -> str:
    """Say which agency `name` is probably meant to be, or what to do when none is like it."""
    spellings = _spellings(directory)
    near = difflib.get_close_matches(name.casefold(), spellings, 1, _LIKENESS)
    if not near:
        return "Ghi mã có trong danh bạ, hoặc bổ sung cơ quan này vào danh bạ"
    found = spellings[near[0]]
    entry = directory.agency(found) or directory.group(found)
    return f"Ý bạn là “{found}” ({entry.name if entry else found})? Nếu không, bổ sung cơ quan này vào danh bạ"


def _spellings(directory: Directory) -> dict[str, str]:
    """Return ids by everything an agency or group is called."""
    groups = {spelling.casefold(): group.id for group in directory.groups for spelling in (group.name, group.id)}
    agencies = {
        spelling.casefold(): agency.id
        for agency in directory.agencies
        for spelling in (*agency.aliases, agency.name, agency.id)
    }
    return groups | agencies


def entries_are_unique(given: DirectoryInput) -> Iterator[Problem]:
    """`duplicate-id`: an id names one agency or one group."""
    agencies: list[tuple[Path, str]] = [
        (("agencies", number, "id"), agency.id) for number, agency in enumerate(given.own.agencies)
    ]
    groups = [(("groups", number, "id"), group.id) for number, group in enumerate(given.own.groups)]
    first: dict[str, Path] = {}
    for path, name in [*agencies, *groups]:
        if name in first or name in given.taken:
            where = f"ở dòng {given.document.line(first[name])}" if name in first else f"trong tệp {given.taken[name]}"
            message = f"Mã “{name}” đã dùng {where}"
            yield from given.problem(path, "duplicate-id", message, "Đặt mã khác, hoặc gộp hai mục làm một")
        first.setdefault(name, path)


def names_mean_one(given: DirectoryInput) -> Iterator[Problem]:
    """`alias-shared`: a name or another name means one agency or group at a time, however it is spelt."""
    for number, agency in enumerate(given.own.agencies):
        yield from _shared(given, ("agencies", number, "name"), agency.name, agency)
        for index, alias in enumerate(agency.aliases):
            yield from _shared(given, ("agencies", number, "aliases", index), alias, agency)
    for number, group in enumerate(given.own.groups):
        yield from _shared(given, ("groups", number, "name"), group.name, group)


def _shared(given: DirectoryInput, path: Path, name: str, entry: Agency | Group) -> Iterator[Problem]:
    """Yield a problem when an entry before this one has the name at the same time."""
    for other in given.directory.named(name):
        if other.id == entry.id:
            return
        if _meet(other, entry):
            message = f"“{name}” cũng là tên gọi của “{other.id}” ({other.name})"
            hint = "Mỗi tên gọi chỉ dùng cho một cơ quan; bỏ tên này ở một trong hai nơi, hoặc ghi tên đầy đủ hơn"
            yield from given.problem(path, "alias-shared", message, hint)


def _meet(one: Agency | Group, other: Agency | Group) -> bool:
    """Say whether there is a day on which both exist; groups always do."""
    if isinstance(one, Group) or isinstance(other, Group):
        return True
    begins = max(agency.since or dt.date.min for agency in (one, other))
    return one.exists(begins) and other.exists(begins)


def agencies_end_after_they_begin(given: DirectoryInput) -> Iterator[Problem]:
    """`until-before-since`: the last day of an agency is not before its first."""
    for number, agency in enumerate(given.own.agencies):
        if agency.since and agency.until and agency.until < agency.since:
            message = f"Ngày cuối {date_words(agency.until)} trước ngày đầu {date_words(agency.since)}"
            hint = "Kiểm tra lại “since” (ngày đầu) và “until” (ngày cuối)"
            yield from given.problem(("agencies", number, "until"), "until-before-since", message, hint)


def agencies_above_are_known(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-part-of`: the agency above another, or whose members a rule picks, is in the directory."""
    for number, agency in enumerate(given.own.agencies):
        yield from _unknown_above(given, ("agencies", number, "part_of"), agency.part_of)
    for number, group in enumerate(given.own.groups):
        yield from _unknown_above(given, ("groups", number, "rule", "of"), group.rule.of if group.rule else None)


def _unknown_above(given: DirectoryInput, path: Path, name: str | None) -> Iterator[Problem]:
    if name is not None and given.directory.agency(name) is None:
        message = f"Danh bạ không có cơ quan “{name}”"
        yield from given.problem(path, "unknown-part-of", message, hint_for(name, given.directory))


def nobody_is_above_itself(given: DirectoryInput) -> Iterator[Problem]:
    """`part-of-circle`: no agency is part of itself, directly or through others."""
    above = {agency.id: (agency.part_of,) for agency in given.directory.agencies if agency.part_of}
    circles = on_circles(above)
    for number, agency in enumerate(given.own.agencies):
        if agency.id in circles:
            message = f"“{agency.id}” trực thuộc chính nó, trực tiếp hoặc qua cơ quan khác"
            hint = "Ghi mã cơ quan cấp trên, hoặc bỏ “part_of” ở cơ quan cao nhất"
            yield from given.problem(("agencies", number, "part_of"), "part-of-circle", message, hint)


def members_are_known(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-member`: the members of a group are agencies or groups of the directory."""
    for number, group in enumerate(given.own.groups):
        for index, member in enumerate(group.members):
            name = member.agency
            if not _is_known(given.directory, name):
                path = ("groups", number, "members", index, "agency")
                message = f"Thành viên “{name}” không có trong danh bạ"
                yield from given.problem(path, "unknown-member", message, hint_for(name, given.directory))


def no_group_is_within_itself(given: DirectoryInput) -> Iterator[Problem]:
    """`group-circle`: no group has itself as a member, directly or through others."""
    for number, group in enumerate(given.own.groups):
        for index, member in enumerate(group.members if group.id in given.circular_groups else ()):
            if member.agency in given.circular_groups:
                path = ("groups", number, "members", index, "agency")
                message = f"Nhóm “{group.id}” chứa chính nó qua “{member.agency}”"
                yield from given.problem(path, "group-circle", message, "Bỏ thành viên này khỏi một trong các nhóm")


def groups_say_who_belongs_in_one_way(given: DirectoryInput) -> Iterator[Problem]:
    """`members-or-rule`: a group lists its members or has a rule for them, not both."""
    for number, group in enumerate(given.own.groups):
        if group.members and group.rule:
            message = f"Nhóm “{group.id}” có cả “members” và “rule”"
            hint = "Chỉ giữ một trong hai; cần cả hai thì lập nhóm theo “rule” rồi ghi mã nhóm đó vào “members”"
            yield from given.problem(("groups", number, "rule"), "members-or-rule", message, hint, key=True)


def groups_have_members(given: DirectoryInput) -> Iterator[Problem]:
    """`empty-group`: there is a day on which somebody belongs to a group."""
    for number, group in enumerate(given.own.groups):
        told = any(not _is_known(given.directory, member.agency) for member in group.members)
        if (
            not told
            and group.id not in given.circular_groups
            and not any(given.directory.members(group.id, day) for day in given.days)
        ):
            message = f"Nhóm “{group.id}” không có thành viên nào, vào bất cứ ngày nào"
            hint = "Ghi “members: [mã cơ quan, ...]”, hoặc kiểm tra lại ngày của thành viên, “level” và “part_of” của cơ quan"
            yield from given.problem(("groups", number), "empty-group", message, hint)


def contacts_are_of_agencies(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-contact`: a contact belongs to an agency of the directory."""
    for name in given.own.contacts:
        if given.directory.agency(name) is None:
            message = f"Đầu mối liên hệ ghi cho “{name}”, không phải cơ quan trong danh bạ"
            hint = hint_for(name, given.directory)
            yield from given.problem(("contacts", name), "unknown-contact", message, hint, key=True)


def posts_are_held_by_one(given: DirectoryInput) -> Iterator[Problem]:
    """`post-twice`: an agency has one office box, one official and one leader who are written to."""
    for name, contacts in given.own.contacts.items():
        posts = [contact.post for contact in contacts]
        for index, post in enumerate(posts):
            if post in posts[:index]:
                message = f"“{name}” có hơn một đầu mối với vai trò “{post}”"
                hint = "Mỗi vai trò (office, official, leader) ghi một đầu mối"
                yield from given.problem(("contacts", name, index, "post"), "post-twice", message, hint)


def absences_are_told_once(given: DirectoryInput) -> Iterator[Problem]:
    """`absence-twice`: one contact is away once from one day on."""
    for name, contacts in given.own.contacts.items():
        for number, contact in enumerate(contacts):
            days = [absence.start for absence in contact.absences]
            for index, day in enumerate(days):
                if day in days[:index]:
                    path = ("contacts", name, number, "absences", index, "from")
                    message = f"Đã có một lần vắng từ ngày {date_words(day)}"
                    yield from given.problem(path, "absence-twice", message, "Gộp thành một lần vắng")


def _is_known(directory: Directory, name: str) -> bool:
    return directory.agency(name) is not None or directory.group(name) is not None


DIRECTORY_CHECKS: tuple[Callable[[DirectoryInput], Iterator[Problem]], ...] = (
    entries_are_unique,
    names_mean_one,
    agencies_end_after_they_begin,
    agencies_above_are_known,
    nobody_is_above_itself,
    members_are_known,
    no_group_is_within_itself,
    groups_say_who_belongs_in_one_way,
    groups_have_members,
    contacts_are_of_agencies,
    posts_are_held_by_one,
    absences_are_told_once,
)
