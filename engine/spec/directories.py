"""A directory as it is used: a file and the files it includes, read, joined and checked together.

What is wrong is told of each file at its own lines. Included files come first, so the file that includes has the last
word where it may: its contacts of an agency replace included ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.directory.models import Directory
from engine.reading.places import Places
from engine.reading.problems import Problem, has_errors
from engine.reading.validation import repaired
from engine.reading.yaml import Document, read_yaml
from engine.spec.directory_checks import DIRECTORY_CHECKS, DirectoryInput
from engine.spec.named_files import at_its_name, cannot_be_read
from engine.spec.succession_checks import SUCCESSION_CHECKS


def load_directory(path: Path) -> tuple[Directory | None, list[Problem]]:
    """Read a directory and what it includes. It is None when any problem is an error."""
    return directory_of(read_yaml(path))


def directory_of(document: Document) -> tuple[Directory | None, list[Problem]]:
    """Make a directory of a file that was read and of what it includes. It is None when any problem is an error."""
    directory, problems = what_can_be_looked_up(document)
    return None if has_errors(problems) else directory, problems


def what_can_be_looked_up(document: Document) -> tuple[Directory | None, list[Problem]]:
    """Return a directory that names can be looked up in, mistakes or not; None when a whole part of it is made up."""
    reading = _Reading()
    reading.read(document, ())
    if not reading.files:
        return None, sorted(reading.problems)
    directory = _joined([file.own for file in reading.files])
    problems = sorted([*reading.problems, *_checked(reading.files, directory)])
    return directory if reading.whole else None, problems


@dataclass(frozen=True)
class _File:
    document: Document
    own: Directory
    made_up: Places


class _Reading:
    """The files read so far, included ones first, and what is wrong with the form of each."""

    def __init__(self) -> None:
        self.files: list[_File] = []
        self.problems: list[Problem] = []
        self.whole = True
        self.done: set[Path] = set()

    def read(self, document: Document, above: tuple[Path, ...]) -> None:
        """Take in what a file says and what it includes; `above` are the files that led to it."""
        here = Path(document.file).resolve()
        self.done.add(here)
        found = repaired(Directory, document)
        self.problems += found.problems
        if found.model is None or any(len(path) <= 1 for path in found.made_up.paths):
            self.whole = False
        if found.model is not None:
            for index, name in enumerate(found.model.include):
                if not found.made_up.touch(("include", index)):
                    self._include(document, index, Path(document.file).parent / name, (*above, here))
            self.files.append(_File(document, found.model, found.made_up))

    def _include(self, document: Document, index: int, path: Path, above: tuple[Path, ...]) -> None:
        if path.resolve() in above:
            place = document.place(("include", index))
            message = f"Tệp “{path.name}” gộp chính nó, trực tiếp hoặc qua tệp khác"
            self.problems.append(Problem(document.file, *place, "include-circle", message, "Bỏ dòng này"))
        elif path.resolve() not in self.done:
            read = read_yaml(path)
            if read.value is None and cannot_be_read(read.problems):
                self.problems += at_its_name(document, ("include", index), read.problems)
                self.whole = False
            else:
                self.read(read, above)


def _joined(parts: list[Directory]) -> Directory:
    """Return one directory of several."""
    if len(parts) == 1:
        return parts[0]
    return Directory(
        agencies=tuple(agency for part in parts for agency in part.agencies),
        groups=tuple(group for part in parts for group in part.groups),
        successions=tuple(succession for part in parts for succession in part.successions),
        contacts={agency: contacts for part in parts for agency, contacts in part.contacts.items()},
    )


def _checked(files: list[_File], directory: Directory) -> Iterator[Problem]:
    """Yield what breaks a rule, file by file; an id of an earlier file is taken."""
    taken: dict[str, str] = {}
    for file in files:
        given = DirectoryInput(directory, file.own, file.document, file.made_up, dict(taken))
        for check in (*DIRECTORY_CHECKS, *SUCCESSION_CHECKS):
            yield from check(given)
        ids = (*(agency.id for agency in file.own.agencies), *(group.id for group in file.own.groups))
        taken |= dict.fromkeys(ids, Path(file.document.file).name)
