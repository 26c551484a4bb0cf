"""A plan as the rest of the engine gets it: a spec, its directory and its source document, read and checked together.

`load_plan` reports the problems of all three files at once and gives a Plan only when none of them is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from engine.deadlines.calendar import WorkingCalendar
from engine.directory.models import Directory
from engine.reading.problems import Problem, Severity, has_errors
from engine.reading.text import Text, read_text
from engine.reading.validation import Repaired, repaired
from engine.reading.yaml import Document, read_yaml
from engine.spec.check_input import CheckInput
from engine.spec.checks import CHECKS
from engine.spec.directories import directory_of, load_directory, what_can_be_looked_up
from engine.spec.models import PlanSpec
from engine.spec.named_files import at_its_name, cannot_be_read

__all__ = ["Plan", "directory_of", "has_errors", "load_directory", "load_plan", "plan_of"]
PLAIN_TEXT = frozenset({".txt", ".md"})


@dataclass(frozen=True)
class Plan:
    """A spec without errors; `file` is its name as given, `source_text` None when there is no text to compare with."""

    spec: PlanSpec
    directory: Directory
    file: str
    source_text: str | None


def load_plan(path: Path, calendar: WorkingCalendar | None = None) -> tuple[Plan | None, list[Problem]]:
    """Read a spec, its directory and its source. The plan is None when any problem is an error."""
    return plan_of(read_yaml(path), calendar)


def plan_of(document: Document, calendar: WorkingCalendar | None = None) -> tuple[Plan | None, list[Problem]]:
    """Make a plan of a spec that was read; its other files are found relative to it.

    Without a calendar only weekends count as days off.
    """
    found = repaired(PlanSpec, document)
    if found.model is None:
        return None, sorted(found.problems)
    spec = found.model
    directory, directory_problems = _directory_of(document, found, spec)
    text = _source_of(document, found, spec)
    given = CheckInput(spec, document, directory, text.content, found.made_up, calendar or WorkingCalendar())
    checked = [problem for check in CHECKS for problem in check(given)]
    problems = sorted({*found.problems, *directory_problems, *text.problems, *checked})
    if directory is None or has_errors(problems):
        return None, problems
    return Plan(spec, directory, document.file, text.content), problems


def _directory_of(
    document: Document, found: Repaired[PlanSpec], spec: PlanSpec
) -> tuple[Directory | None, list[Problem]]:
    path = _beside(document, found, "directory", spec.plan.directory)
    if path is None:
        return None, []
    read = read_yaml(path)
    if read.value is None and cannot_be_read(read.problems):
        return None, at_its_name(document, ("plan", "directory"), read.problems)
    return what_can_be_looked_up(read)


def _source_of(document: Document, found: Repaired[PlanSpec], spec: PlanSpec) -> Text:
    """Return the source's text. One not at hand is a warning, one in a doubtful encoding is not compared."""
    path = _beside(document, found, "source", spec.plan.source)
    if path is None:
        return Text(None)
    if path.suffix.lower() not in PLAIN_TEXT:
        return Text(None, (_not_compared(document, path),))
    text = read_text(path)
    if cannot_be_read(text.problems):
        told = at_its_name(document, ("plan", "source"), text.problems)
        return Text(None, tuple(replace(problem, severity=Severity.WARNING) for problem in told))
    return Text(None, text.problems) if text.problems else text


def _beside(document: Document, found: Repaired[PlanSpec], key: str, name: str | None) -> Path | None:
    """Return the path of a file that the spec names, None when it names none that can be trusted."""
    if not name or ("plan", key) in found.made_up or ("plan",) in found.made_up:
        return None
    return Path(document.file).parent / name


def _not_compared(document: Document, path: Path) -> Problem:
    place = document.place(("plan", "source"))
    message = f"Chưa đối chiếu các câu trích với văn bản gốc: tệp “{path.name}” không phải .txt hoặc .md"
    hint = "Lưu văn bản gốc thành tệp .txt (UTF-8) rồi ghi tên tệp đó"
    return Problem(document.file, *place, "source-not-compared", message, hint, Severity.WARNING)
