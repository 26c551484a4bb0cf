"""Parser events to plain values, each with its place. What YAML allows and a spec must not use is reported.

Events rather than PyYAML's own composer: only they still show anchors, aliases, tags and a second document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from engine.reading.problems import Problem
from engine.reading.syntax import CODE, Place, TooDeepError, fault_of

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | bool | None"
Path: TypeAlias = tuple[str | int, ...]

DEEPEST = 40
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass
class Composition:
    """One text on its way to a value. `shifts` says by how much a line grew before it was parsed."""

    file: str
    shifts: Mapping[int, int]
    value: Value = None
    broken: bool = False
    problems: list[Problem] = field(default_factory=list)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    _scalars: dict[str, Value] = field(default_factory=dict)

    def read(self, text: str) -> Composition:
        """Compose the first document of `text`. Text that is no YAML gives one more Problem and no value."""
        events = iter(yaml.parse(text, Loader=LOADER))
        try:
            self._documents(events)
        except yaml.YAMLError as error:
            self.value, self.broken = None, True
            fault = fault_of(error, text.split("\n"))
            self.problems.append(Problem(self.file, *self._original(fault.place), CODE, fault.message, fault.hint))
        return self

    def _documents(self, events: Iterator[Any]) -> None:
        starts = (event for event in events if isinstance(event, yaml.DocumentStartEvent))
        if next(starts, None):
            self.value = self._node(next(events), events, ())
        if second := next(starts, None):
            message = "Tệp có nhiều tài liệu, ngăn bằng dòng “---”"
            hint = "Chỉ giữ một tài liệu; tách phần còn lại sang tệp khác"
            self._report(second, "several-documents", message, hint)

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Value:
        self.values[path] = self._place(event)
        if len(path) > DEEPEST:
            raise TooDeepError(problem="nested too deeply", problem_mark=event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        self._properties(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        value = _scalar(event)
        if event.anchor:
            self._scalars[event.anchor] = value
        return value

    def _sequence(self, events: Iterator[Any], path: Path) -> Value:
        result: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            result.append(self._node(event, events, (*path, len(result))))
        return result

    def _mapping(self, events: Iterator[Any], path: Path) -> Value:
        result: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, path)
            if key is None:
                _skip(next(events), events)
                continue
            self.keys[*path, key] = self._place(event)
            result[key] = self._node(next(events), events, (*path, key))
        return result

    def _key(self, event: Any, events: Iterator[Any], path: Path) -> str | None:
        """Return the text of a key, or None when it was refused."""
        if not isinstance(event, yaml.ScalarEvent):
            _skip(event, events)
            self._report(event, "wrong-key", "Tên khóa cần là một dòng chữ", "Ghi theo mẫu “khóa: giá trị”")
            return None
        self._properties(event)
        key = unicodedata.normalize("NFC", event.value)
        if key == "<<" and event.implicit[0]:
            self._report(event, "yaml-merge", "Tệp dùng “<<” để gộp nội dung", "Ghi đầy đủ các khóa tại chỗ này")
            return None
        return None if self._repeated(event, (*path, key)) else key

    def _repeated(self, event: Any, path: Path) -> bool:
        if path not in self.keys:
            return False
        message = f"Khóa “{path[-1]}” bị lặp, đã có ở dòng {self.keys[path][0]}"
        self._report(event, "duplicate-key", message, "Chỉ giữ một khóa; nếu là danh sách, gộp các mục vào khóa đầu")
        return True

    def _alias(self, event: Any, path: Path) -> Value:
        hint = "Ghi đầy đủ nội dung tại chỗ này; nếu là dấu * của văn bản, đặt giá trị trong dấu nháy kép"
        self._report(event, "yaml-alias", f"Tệp dùng ký hiệu tham chiếu “*{event.anchor}”", hint)
        self.refused.add(path)
        return self._scalars.get(event.anchor)

    def _properties(self, event: Any) -> None:
        if event.anchor:
            hint = "Bỏ ký hiệu này; nếu là dấu & của văn bản, đặt giá trị trong dấu nháy kép"
            self._report(event, "yaml-anchor", f"Tệp dùng ký hiệu tham chiếu “&{event.anchor}”", hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "Bỏ nhãn này; giá trị cần giữ nguyên là chữ thì đặt trong dấu nháy kép"
            self._report(event, "yaml-tag", f"Tệp dùng nhãn kiểu “{tag}”", hint)

    def _report(self, event: Any, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.file, *self._place(event), code, message, hint))

    def _place(self, event: Any) -> Place:
        return self._original((event.start_mark.line + 1, event.start_mark.column + 1))

    def _original(self, place: Place) -> Place:
        line, column = place
        return line, max(1, column - self.shifts.get(line, 0))


def _scalar(event: Any) -> Value:
    text = unicodedata.normalize("NFC", event.value)
    plain = not event.style
    if plain and text in _WORDS:
        return _WORDS[text]
    return int(text) if plain and _INTEGER.fullmatch(text) else text


def _skip(event: Any, events: Iterator[Any]) -> None:
    depth = int(isinstance(event, _OPENING))
    while depth:
        event = next(events)
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
