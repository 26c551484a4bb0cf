"""Files that a file names: one that cannot be read is a mistake at the place that names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.reading.composer import Path
from engine.reading.problems import Problem
from engine.reading.yaml import Document

_UNREAD = frozenset({"file-missing", "file-is-folder", "file-unreadable"})


def cannot_be_read(problems: Iterable[Problem]) -> bool:
    """Say whether these are the problems of a file that is not there or not to be opened."""
    return any(problem.code in _UNREAD for problem in problems)


def at_its_name(document: Document, path: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a file that cannot be read, told where `document` names it."""
    line, column = document.place(path)
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
