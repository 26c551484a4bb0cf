"""What the YAML parser says about broken text, in Vietnamese: where the mistake stands and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

Place = tuple[int, int]
CODE = "yaml-syntax"


class TooDeepError(yaml.MarkedYAMLError):
    """Tables within tables beyond any plan: refused before they cost memory."""


@dataclass(frozen=True)
class Fault:
    """A mistake of form: its 1-based place in the text that was parsed, and the words for it."""

    place: Place
    message: str
    hint: str


_QUOTE = 'Đặt cả giá trị trong dấu nháy kép "..."'
_COLON = "Ghi theo mẫu “khóa: giá trị”, có một dấu cách sau dấu hai chấm"
_NO_COLON = ("Dòng này thiếu dấu hai chấm sau tên khóa", _COLON)
_ALIGN = ("Dòng này thụt lề chưa đúng", "Viết các khóa, các mục cùng cấp thẳng cột, thụt lề bằng dấu cách")
_UNCLOSED = ("Dấu nháy mở ở đây chưa được đóng", "Thêm dấu nháy đóng ở cuối giá trị")
_GENERAL = ("Nội dung chưa đúng cú pháp YAML", "Kiểm tra thụt lề, dấu hai chấm và dấu nháy ở dòng này và dòng trước")
# What PyYAML says (its C parser and its Python one), what we say, what to do. The first that matches counts.
_AT_ITS_PLACE = (
    ("sequence entries are not", "Dấu gạch “- ” đứng chưa đúng chỗ", "Đưa mục này xuống dòng mới, thụt vào trong"),
    ("escape character|hexa?decimal", "Dấu “\\” trong dấu nháy kép chưa đúng cách", "Dùng dấu nháy đơn '...'"),
    ("cannot start any token", "Giá trị bắt đầu bằng ký tự chưa dùng được ở đây", _QUOTE),
    ("alphabetic or numeric", "Ký tự “&” và “*” không đứng đầu giá trị", _QUOTE),
    ("comment or line|chomping", "Sau dấu “|” hoặc “>” cần xuống dòng", "Ghi nội dung từ dòng sau"),
    ("tag handle|directive", "Dấu “!” hoặc “%” đầu dòng chưa dùng được ở đây", _QUOTE),
    ("tab character", "Dòng thụt lề bằng phím Tab", "Thay mỗi dấu Tab bằng hai dấu cách"),
    ("nested too deeply", "Nội dung lồng nhau quá nhiều lớp", "Kiểm tra lại các dấu ngoặc và phần thụt lề"),
)
_AT_ITS_OPENING = (
    ("simple key", *_NO_COLON),
    ("quoted scalar", *_UNCLOSED),
    ("flow sequence", "Dấu ngoặc vuông “[” mở ở đây chưa được đóng", "Thêm “]” ở cuối; giữa các mục là dấu phẩy"),
    ("flow mapping", "Dấu ngoặc nhọn “{” mở ở đây chưa được đóng", "Thêm “}” ở cuối; giữa các khóa là dấu phẩy"),
)


def fault_of(error: yaml.YAMLError, lines: Sequence[str]) -> Fault:
    """Say in Vietnamese what stopped the parser; `lines` is the text it read."""
    problem, context = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    place = _place(error, "problem_mark") or (1, 1)
    for pattern, message, hint in _AT_ITS_PLACE:
        if re.search(pattern, problem):
            return Fault(place, message, hint)
    for pattern, message, hint in _AT_ITS_OPENING:
        if re.search(pattern, context):
            return Fault(_place(error, "context_mark") or place, message, hint)
    if "flow node" in context:
        return _open_bracket(place, lines)
    if "mapping values are not allowed" in problem:
        return _misplaced_colon(place, lines)
    return _misplaced_line(place, lines)


def _place(error: yaml.YAMLError, name: str) -> Place | None:
    mark = getattr(error, name, None)
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _misplaced_colon(place: Place, lines: Sequence[str]) -> Fault:
    """A colon that opens no value: one too many in this line, or one too few in the line before."""
    line, before = lines[place[0] - 1], _line_before(place, lines)
    if re.search(r":\s", line[: place[1] - 1]):
        return Fault(place, "Giá trị chứa dấu hai chấm", _QUOTE)
    if before and not re.search(r":(\s|$)", lines[before - 1]):
        return Fault((before, _start(lines[before - 1])), *_NO_COLON)
    return Fault((place[0], _start(line)), *_ALIGN)


def _open_bracket(place: Place, lines: Sequence[str]) -> Fault:
    """Nothing follows an opening bracket: the last one above."""
    above = [*lines[: place[0] - 1], "".join(lines[place[0] - 1 : place[0]])[: place[1] - 1]]
    for number in range(len(above), 0, -1):
        column = max(above[number - 1].rfind("["), above[number - 1].rfind("{"))
        if column >= 0:
            return Fault((number, column + 1), "Sau dấu ngoặc mở ở đây thiếu nội dung", "Ghi các mục rồi đóng ngoặc")
    return Fault(place, *_GENERAL)


def _misplaced_line(place: Place, lines: Sequence[str]) -> Fault:
    """Something stands where a key or an item should begin."""
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    before, after = line[: place[1] - 1], line[place[1] - 1 :]
    if re.search(r"[\"']\s*$", before):
        return _after_a_quotation(place, lines)
    if after.startswith(("]", "}")):
        return Fault(place, "Thừa một dấu đóng ngoặc", "Bỏ dấu này, hoặc đặt cả giá trị trong dấu nháy kép")
    if before.strip(" -"):
        return Fault(place, *_GENERAL)
    return Fault(place, *_ALIGN)


def _after_a_quotation(place: Place, lines: Sequence[str]) -> Fault:
    """Text after a closing quote; when the quotes of the lines above do not pair up, one of those opened it."""
    odd = [number for number, line in enumerate(lines[: place[0] - 1], 1) if line.count('"') % 2]
    if len(odd) % 2:
        return Fault((odd[-1], lines[odd[-1] - 1].rindex('"') + 1), *_UNCLOSED)
    return Fault(place, "Có chữ đứng sau dấu nháy đóng", "Đặt cả giá trị trong một cặp dấu nháy; bên trong dùng “ ”")


def _line_before(place: Place, lines: Sequence[str]) -> int:
    """Return the number of the last line with content above `place`, 0 when there is none."""
    above = range(place[0] - 1, 0, -1)
    return next((number for number in above if re.match(r"\s*[^\s#]", lines[number - 1])), 0)


def _start(line: str) -> int:
    return len(line) - len(line.lstrip(" -")) + 1
