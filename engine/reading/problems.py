"""A mistake in somebody's file, as a value: where it stands, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops `apply`; a warning is shown and nothing more."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `line` and `column` count from 1; `hint` says what to write instead."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return `file:line:column: message. hint`, the form editors jump to."""
        words = f"{self.message}. {self.hint}" if self.hint else f"{self.message}."
        label = "lưu ý: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}:{self.column}: {label}{words}"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether a problem is more than a warning."""
    return any(problem.severity is Severity.ERROR for problem in problems)
