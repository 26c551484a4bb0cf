"""Strict YAML with positions: a file to plain values, every mistake of form at once, each with line and column.

Strict, because a spec is read by officials: a date stays the text it is, `no` and `012` stay text, no key is silently
overwritten, nothing refers to something elsewhere. Forgiving, because one mistake must not hide the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from engine.reading.composer import Composition, Path, Value
from engine.reading.problems import Problem
from engine.reading.syntax import Place
from engine.reading.text import NOT_UTF8, read_text

_INDENT = re.compile(r"(?P<lead>[ \t]*)(?P<dashes>(?:-[ \t]+)*)")
_CONTROL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
_TAB_WIDTHS = (2, 4, 8)


@dataclass(frozen=True)
class Document:
    """What a file says, and where. `value` is None when nothing could be read; `problems` then say why."""

    file: str
    value: Value
    problems: tuple[Problem, ...] = ()
    values: Mapping[Path, Place] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, Place] = field(default_factory=dict, repr=False)
    refused: frozenset[Path] = frozenset()

    @property
    def garbled(self) -> bool:
        """Say whether letters were lost because the file is not UTF-8."""
        return any(problem.code == NOT_UTF8 for problem in self.problems)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the 1-based line and column of the value (or key) at `path`, or of its nearest ancestor."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def at(self, path: Path) -> Value:
        """Return the value at `path`, None when there is nothing."""
        found: Value = value_at(self.value, path)
        return found

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`."""
        return self.place(path)[0]


def value_at(value: Any, path: Path) -> Any:
    """Return what stands at `path` within plain values, None when there is nothing."""
    try:
        for step in path:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return None
    return value


def read_yaml(path: FilePath) -> Document:
    """Read a YAML file. Never raises: what is wrong with the file is in `problems`."""
    text = read_text(path)
    if text.content is None:
        return Document(str(path), None, text.problems)
    return parsed(text.content, str(path), text.problems)


def parsed(text: str, file: str, problems: tuple[Problem, ...] = ()) -> Document:
    """Read YAML text that came from `file`, whose reading gave `problems`."""
    found = [*problems, *_control_characters(text, file)]
    lines = _OTHER_BREAKS.sub(" ", _CONTROL.sub(" ", text)).split("\n")
    found += _tabs(lines, file)
    composed = _composed(lines, file)
    found += composed.problems
    if composed.value is None and not found:
        hint = "Nhập nội dung rồi kiểm tra lại; trong thư mục plan_specs có tệp mẫu"
        found.append(Problem(file, 1, 1, "file-empty", "Tệp chưa có nội dung", hint))
    return Document(file, composed.value, tuple(found), composed.values, composed.keys, frozenset(composed.refused))


def _composed(lines: list[str], file: str) -> Composition:
    """Compose the text with the first meaning of its tabs that is YAML; when none is, with the first one."""
    attempts: list[Composition] = []
    for candidate in _meanings(lines):
        pairs = enumerate(zip(candidate, lines, strict=True), 1)
        shifts = {number: len(new) - len(old) for number, (new, old) in pairs if new != old}
        attempts.append(Composition(file, shifts).read("\n".join(candidate)))
        if not attempts[-1].broken:
            return attempts[-1]
    return attempts[0]


def _meanings(lines: list[str]) -> Iterator[list[str]]:
    """Return the lines with a tab read as two spaces; where there are tabs, also as four, eight, or as around it."""
    widths = _TAB_WIDTHS if any(map(_tab_column, lines)) else _TAB_WIDTHS[:1]
    for width in widths:
        yield [_with_lead(line, _indent(line)[0].replace("\t", " " * width)) for line in lines]
    if len(widths) > 1:
        yield _like_the_line_above(lines)
        yield _like_the_line_below(lines)


def _like_the_line_above(lines: list[str]) -> list[str]:
    result: list[str] = []
    content = 0
    for line in lines:
        result.append(_with_lead(line, " " * content if _tab_column(line) else _indent(line)[0]))
        content = sum(map(len, _indent(result[-1]))) if result[-1] else content
    return result


def _like_the_line_below(lines: list[str]) -> list[str]:
    result: list[str] = []
    content = 0
    for line in reversed(lines):
        lead, dashes = _indent(line)
        result.append(_with_lead(line, " " * (content - len(dashes)) if _tab_column(line) else lead))
        content = len(_indent(result[-1])[0]) if result[-1] else content
    return result[::-1]


def _with_lead(line: str, lead: str) -> str:
    old, dashes = _indent(line)
    return lead + dashes.replace("\t", " ") + line[len(old) + len(dashes) :] if line.strip() else ""


def _indent(line: str) -> tuple[str, str]:
    """Return the white space a line begins with, and the dashes of list items after it."""
    match = _INDENT.match(line)
    assert match is not None  # every part may be empty
    return match["lead"], match["dashes"]


def _tab_column(line: str) -> int:
    """Return the 1-based column of the first tab in a line's indentation, 0 when there is none."""
    return "".join(_indent(line)).find("\t") + 1 if line.strip() else 0


def _tabs(lines: list[str], file: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if column := _tab_column(line):
            hint = "Thay mỗi dấu Tab bằng hai dấu cách"
            yield Problem(file, number, column, "tab-indentation", "Dòng thụt lề bằng phím Tab", hint)


def _control_characters(text: str, file: str) -> Iterator[Problem]:
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message, hint = "Tệp chứa ký tự điều khiển không hiển thị", "Xóa ký tự ở chỗ này rồi gõ lại"
        yield Problem(file, line, column, "control-character", message, hint)
