"""Names that a directory does not have, and what a directory must keep to beyond its form."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from engine.directory.models import Directory
from engine.reading.composer import Path
from engine.reading.places import Places
from engine.reading.problems import Problem
from engine.reading.yaml import Document

_LIKENESS = 0.7


@dataclass(frozen=True)
class DirectoryInput:
    """All that a check of a directory may look at."""

    directory: Directory
    document: Document
    made_up: Places = field(default_factory=Places)

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
        (("agencies", number, "id"), agency.id) for number, agency in enumerate(given.directory.agencies)
    ]
    groups = [(("groups", number, "id"), group.id) for number, group in enumerate(given.directory.groups)]
    first: dict[str, Path] = {}
    for path, name in [*agencies, *groups]:
        if name in first:
            message = f"Mã “{name}” đã dùng ở dòng {given.document.line(first[name])}"
            yield from given.problem(path, "duplicate-id", message, "Đặt mã khác, hoặc gộp hai mục làm một")
        first.setdefault(name, path)


def members_are_agencies(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-member`: the members of a group are agencies of the directory."""
    for number, group in enumerate(given.directory.groups):
        for index, name in enumerate(group.members):
            if given.directory.agency(name) is None:
                nested = given.directory.group(name) is not None
                hint = "Ghi từng cơ quan thành viên" if nested else hint_for(name, given.directory)
                what = "là một nhóm, không phải cơ quan" if nested else "không có trong danh bạ"
                path = ("groups", number, "members", index)
                yield from given.problem(path, "unknown-member", f"Thành viên “{name}” {what}", hint)


def contacts_are_of_agencies(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-contact`: a contact belongs to an agency of the directory."""
    for name in given.directory.contacts:
        if given.directory.agency(name) is None:
            message = f"Đầu mối liên hệ ghi cho “{name}”, không phải cơ quan trong danh bạ"
            hint = hint_for(name, given.directory)
            yield from given.problem(("contacts", name), "unknown-contact", message, hint, key=True)


DIRECTORY_CHECKS: tuple[Callable[[DirectoryInput], Iterator[Problem]], ...] = (
    entries_are_unique,
    members_are_agencies,
    contacts_are_of_agencies,
)
