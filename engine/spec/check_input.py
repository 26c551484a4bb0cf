"""All that a check of a spec may look at, and what it yields.

What the reader had to make up (see `engine.reading.validation`) is passed over: it was reported already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.deadlines.calendar import WorkingCalendar
from engine.directory.models import Directory
from engine.reading.composer import Path
from engine.reading.places import Places
from engine.reading.problems import Problem, Severity
from engine.reading.text import GARBLED
from engine.reading.yaml import Document
from engine.spec.models import Mark, PlanSpec, Report, Task
from engine.spec.quotations import Source

Item = Task | Report | Mark
Named = tuple[Path, str]


@dataclass(frozen=True)
class CheckInput:
    """All that a check may look at. Without a directory or a source text, what needs them is not checked."""

    spec: PlanSpec
    document: Document
    directory: Directory | None = None
    source_text: str | None = None
    made_up: Places = field(default_factory=Places)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    def known(self, *paths: Path) -> bool:
        """Say whether the file itself says what stands at these paths."""
        return not any(self.made_up.touch(path) for path in paths)

    def lost(self, text: str) -> bool:
        """Say whether letters of `text` were lost because the file is not UTF-8."""
        return self.document.garbled and GARBLED in text

    def problem(self, path: Path, code: str, message: str, hint: str, *, key: bool = False) -> Problem:
        """Return an error of the value (or key) at `path`."""
        return Problem(self.document.file, *self.document.place(path, key=key), code, message, hint)

    def warning(self, path: Path, code: str, message: str, hint: str) -> Problem:
        """Return a warning about the value at `path`."""
        return replace(self.problem(path, code, message, hint), severity=Severity.WARNING)

    @cached_property
    def source(self) -> Source | None:
        """Return the source document, ready to be searched."""
        return None if self.source_text is None else Source(self.source_text)

    @cached_property
    def items(self) -> list[tuple[Path, Item]]:
        """Return tasks, reports and marks with their paths, in the order of the file."""
        tasks: list[tuple[Path, Item]] = [
            (("assignments", first, "tasks", second), task)
            for first, assignment in enumerate(self.spec.assignments)
            for second, task in enumerate(assignment.tasks)
        ]
        reports = [(("reports", number), report) for number, report in enumerate(self.spec.reports)]
        marks = [(("marks", number), mark) for number, mark in enumerate(self.spec.marks)]
        return [*tasks, *reports, *marks]

    @cached_property
    def offices(self) -> list[Named]:
        """Return the places that name one agency."""
        found: list[Named] = [(("plan", key), getattr(self.spec.plan, key)) for key in ("issuer", "coordinator")]
        for number, report in enumerate(self.spec.reports):
            named = ((("reports", number, key), getattr(report, key)) for key in ("to", "via"))
            found += [(path, name) for path, name in named if name is not None]
        return found

    @cached_property
    def assigned(self) -> list[Named]:
        """Return the places that name an agency or a group."""
        named = (
            (("assignments", n, "agency"), assignment.agency) for n, assignment in enumerate(self.spec.assignments)
        )
        found: list[Named] = [(path, name) for path, name in named if name is not None]
        for number, report in enumerate(self.spec.reports):
            for index, owed in enumerate(report.owed_by):
                found.append((("reports", number, "owed_by", index, "agency"), owed.agency))
        return found


Check = Callable[[CheckInput], Iterator[Problem]]
