"""A plan as the rest of the engine gets it: a spec, its directory and its source document, read and checked together.

`load_plan` reports the problems of all three files at once and gives a Plan only when none of them is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from engine.directory.models import Directory
from engine.reading.problems import Problem, Severity
from engine.reading.text import Text, read_text
from engine.reading.validation import Repaired, repaired
from engine.reading.yaml import Document, read_yaml
from engine.spec.checks import CHECKS, CheckInput
from engine.spec.directory_checks import DIRECTORY_CHECKS, DirectoryInput
from engine.spec.models import PlanSpec

PLAIN_TEXT = frozenset({".txt", ".md"})


@dataclass(frozen=True)
class Plan:
    """A spec without errors; `file` is its name as given, `source_text` None when there is no text to compare with."""

    spec: PlanSpec
    directory: Directory
    file: str
    source_text: str | None


def load_plan(path: Path) -> tuple[Plan | None, list[Problem]]:
    """Read a spec, its directory and its source. The plan is None when any problem is an error."""
    return plan_of(read_yaml(path))


def plan_of(document: Document) -> tuple[Plan | None, list[Problem]]:
    """Make a plan of a spec that was read; its other files are found relative to it."""
    found = repaired(PlanSpec, document)
    if found.model is None:
        return None, sorted(found.problems)
    spec = found.model
    directory, directory_problems = _directory_of(document, found, spec)
    text = _source_of(document, found, spec)
    given = CheckInput(spec, document, directory, text.content, found.made_up)
    checked = [problem for check in CHECKS for problem in check(given)]
    problems = sorted({*found.problems, *directory_problems, *text.problems, *checked})
    if directory is None or has_errors(problems):
        return None, problems
    return Plan(spec, directory, document.file, text.content), problems


def load_directory(path: Path) -> tuple[Directory | None, list[Problem]]:
    """Read a directory. It is None when any problem is an error."""
    return directory_of(read_yaml(path))


def directory_of(document: Document) -> tuple[Directory | None, list[Problem]]:
    """Make a directory of a file that was read."""
    directory, problems = _what_is_left(document)
    return None if has_errors(problems) else directory, problems


def has_errors(problems: list[Problem]) -> bool:
    """Say whether a problem is more than a warning."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _what_is_left(document: Document) -> tuple[Directory | None, list[Problem]]:
    """Return a directory that names can be looked up in, mistakes or not; None when a whole part of it is made up."""
    found = repaired(Directory, document)
    if found.model is None:
        return None, sorted(found.problems)
    given = DirectoryInput(found.model, document, found.made_up)
    problems = [*found.problems, *(problem for check in DIRECTORY_CHECKS for problem in check(given))]
    whole = any(len(path) <= 1 for path in found.made_up.paths)
    return None if whole else found.model, sorted(problems)


def _directory_of(
    document: Document, found: Repaired[PlanSpec], spec: PlanSpec
) -> tuple[Directory | None, list[Problem]]:
    path = _beside(document, found, "directory", spec.plan.directory)
    if path is None:
        return None, []
    read = read_yaml(path)
    if read.value is None and _cannot_be_read(read.problems):
        return None, _at_its_name(document, "directory", read.problems)
    return _what_is_left(read)


def _source_of(document: Document, found: Repaired[PlanSpec], spec: PlanSpec) -> Text:
    """Return the source's text. One not at hand is a warning, one in a doubtful encoding is not compared."""
    path = _beside(document, found, "source", spec.plan.source)
    if path is None:
        return Text(None)
    if path.suffix.lower() not in PLAIN_TEXT:
        return Text(None, (_not_compared(document, path),))
    text = read_text(path)
    if _cannot_be_read(text.problems):
        return Text(
            None, tuple(replace(p, severity=Severity.WARNING) for p in _at_its_name(document, "source", text.problems))
        )
    return Text(None, text.problems) if text.problems else text


def _beside(document: Document, found: Repaired[PlanSpec], key: str, name: str | None) -> Path | None:
    """Return the path of a file that the spec names, None when it names none that can be trusted."""
    if not name or ("plan", key) in found.made_up or ("plan",) in found.made_up:
        return None
    return Path(document.file).parent / name


def _cannot_be_read(problems: tuple[Problem, ...]) -> bool:
    return any(problem.code in ("file-missing", "file-is-folder", "file-unreadable") for problem in problems)


def _at_its_name(document: Document, key: str, problems: tuple[Problem, ...]) -> list[Problem]:
    """Report a file that cannot be read where the spec names it."""
    line, column = document.place(("plan", key))
    return [
        replace(
            problem,
            file=document.file,
            line=line,
            column=column,
            message=f"{problem.message}: {problem.file}",
            hint="Kiểm tra lại đường dẫn, tính từ thư mục của tệp này",
        )
        for problem in problems
    ]


def _not_compared(document: Document, path: Path) -> Problem:
    place = document.place(("plan", "source"))
    message = f"Chưa đối chiếu các câu trích với văn bản gốc: tệp “{path.name}” không phải .txt hoặc .md"
    hint = "Lưu văn bản gốc thành tệp .txt (UTF-8) rồi ghi tên tệp đó"
    return Problem(document.file, *place, "source-not-compared", message, hint, Severity.WARNING)
