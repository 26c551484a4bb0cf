"""A mistake in a template, told to the person who wrote it: which file and line, what is wrong, what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from types import TracebackType

from jinja2 import StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from engine.errors import PhancongError
from engine.reading.problems import Problem

_GIVEN = ("letter", "section", "v", "about", "us", "item", "one", "say", "part", "parts", "subject")
_SYNTAX = {
    r"needs to be closed is '(\w+)'": "thiếu {{% end{} %}}",
    r"unknown tag '(\w+)'": "không có thẻ “{}”",
    r"No filter named '(\w+)'": "không có bộ lọc “{}”",
    r"expected token '(.+)', got '(.+)'": "cần “{}” mà gặp “{}”",
    r"unexpected '(.+)'": "không chờ “{}” ở đây",
}


class TemplateError(PhancongError):
    """Mẫu thư của cơ quan có lỗi. Sửa tệp trong PHANCONG_HOME/templates, hoặc xóa tệp để dùng mẫu có sẵn."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Unknown(StrictUndefined):
    """A name that a template uses and nobody gave it: an error that names the nearest known one."""

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        known = _GIVEN if owner is missing else dir(owner)
        near = difflib.get_close_matches(name, [word for word in known if not word.startswith("_")], 1)
        return f"không có “{name}”" + (f"; tên gần nhất là “{near[0]}”" if near else "")


def problem_of(error: Exception, file: str) -> Problem:
    """Return what went wrong in a template, with its file and line."""
    if isinstance(error, TemplateSyntaxError):
        path = error.filename or error.name or file
        return Problem(path, error.lineno, 1, "template-syntax", _syntax(error), "Xem cú pháp Jinja tại dòng này.")
    *_, (path, line) = [(file, 1), *_places(error.__traceback__)]
    hint = "Xem các tên dùng được trong tệp cùng tên của chương trình, tại engine/letters/templates."
    return Problem(path, line, 1, "template", _what(error), hint)


def _places(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Yield the places in templates that a traceback went through."""
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            yield template.filename or template.name or "", line
        traceback = traceback.tb_next


def _what(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"không có tệp mẫu “{error.name}”"
    if isinstance(error, UnicodeDecodeError):
        return "tệp không phải UTF-8"
    if isinstance(error, UndefinedError):
        return str(error)
    if isinstance(error, SecurityError):
        return "mẫu thư chỉ được dùng các giá trị của thư"
    return "câu này không dùng được với dữ liệu của thư"


def _syntax(error: TemplateSyntaxError) -> str:
    for pattern, words in _SYNTAX.items():
        found = re.search(pattern, error.message or "")
        if found:
            return f"cú pháp mẫu chưa đúng: {words.format(*found.groups())}"
    return "cú pháp mẫu chưa đúng"
