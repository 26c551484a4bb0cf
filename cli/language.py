"""Typer speaks English; a person reads Vietnamese. Help and usage errors pass through here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

HELP_WORDS = (
    ("Usage:", "Cách dùng:"),
    ("Options:", "Tùy chọn:"),
    ("Commands:", "Các lệnh:"),
    ("Arguments:", "Tham số:"),
    ("Show this message and exit.", "Hiện hướng dẫn này."),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH [THAM SỐ]..."),
    ("[required]", "[bắt buộc]"),
    ("[default:", "[mặc định:"),
)
PYTHON_TYPE = re.compile(r" <[A-Za-z]+(\[[A-Za-z]+\])?>")  # typer's: ĐẦU-VIỆC <list[str]>
BRACES = re.compile(r"\{([^{}]+)\}")  # typer's: {ĐẦU-VIỆC}...


def in_vietnamese(text: str) -> str:
    """Return help text with its fixed words translated."""
    for english, vietnamese in HELP_WORDS:
        text = text.replace(english, vietnamese)
    return BRACES.sub(r"\1", PYTHON_TYPE.sub("", text))


class Command(TyperCommand):
    """A command whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return in_vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """A group whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return in_vietnamese(super().get_help(ctx))


def usage_sentence(error: TyperException) -> str:
    """Return what was wrong with a command line, and where to look."""
    sentence = SENTENCES.get(type(error).__name__, _unknown)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "phancong"
    return f"{sentence(error)} Xem: {command} --help"


def _unknown(error: Any) -> str:
    if error.message.startswith("No such command"):
        return f"Không có lệnh {error.message.split(maxsplit=3)[3].rstrip('.')}."
    return "Lệnh chưa đúng cách dùng."


def _parameter(error: Any) -> str:
    parameter = error.param
    return str(parameter.metavar or parameter.opts[0]) if parameter else "tham số"


SENTENCES: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": lambda error: f"Không có tùy chọn {error.option_name}.",
    "MissingParameter": lambda error: f"Thiếu {_parameter(error)}.",
    "BadParameter": lambda error: f"Giá trị của {_parameter(error)} chưa đúng.",
    "BadOptionUsage": lambda error: f"Tùy chọn {error.option_name} cần một giá trị.",
}
