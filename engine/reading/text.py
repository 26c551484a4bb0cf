"""Bytes to text, for every file a person hands us: what cannot be read is a Problem with its place, never an exception.

A file in another encoding is reported once and then read as well as it can be, so that its other mistakes show too.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from engine.reading.problems import Problem

NOT_UTF8 = "not-utf8"
GARBLED = "\ufffd"
MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Text:
    """What a file says, lines ending in a plain newline; None when it could not be read at all."""

    content: str | None
    problems: tuple[Problem, ...] = ()


def read_text(path: Path) -> Text:
    """Read a UTF-8 text file. A missing, unreadable or wrongly encoded one gives a Problem."""
    try:
        problem = refused(path)
        return Text(None, (problem,)) if problem else decoded(path.read_bytes(), str(path))
    except (OSError, ValueError):
        return Text(
            None, (_unread(path, "file-unreadable", "Không đọc được tệp", "Kiểm tra tên tệp và quyền đọc tệp"),)
        )


def decoded(raw: bytes, file: str) -> Text:
    """Decode the bytes of `file`, replacing and reporting what is not UTF-8; a byte order mark is dropped."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if raw.startswith(_UTF16):
        return Text(_plain_lines(raw.decode("utf-16", "replace")), (_not_utf8(file, 1, 1),))
    try:
        return Text(_plain_lines(raw.decode()))
    except UnicodeDecodeError as error:
        before = _plain_lines(raw[: error.start].decode())
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Text(_plain_lines(raw.decode(errors="replace")), (_not_utf8(file, line, column),))


def refused(path: Path) -> Problem | None:
    """Say why a path cannot be a file to read, without opening it; None when it can."""
    if path.is_dir():
        return _unread(path, "file-is-folder", "Đây là thư mục, không phải tệp", "Ghi đường dẫn đến một tệp")
    if not path.exists():
        return _unread(path, "file-missing", "Không tìm thấy tệp", "Kiểm tra lại đường dẫn và tên tệp")
    if not path.is_file():  # a pipe or a device would never end
        return _unread(path, "file-unreadable", "Không đọc được tệp", "Ghi đường dẫn đến một tệp thông thường")
    if path.stat().st_size > LARGEST:
        message = f"Tệp lớn hơn {LARGEST // MEGABYTE} MB"
        return _unread(path, "file-too-large", message, "Kiểm tra xem có nhầm tệp không; tệp văn bản thường dưới 1 MB")
    return None


def _unread(path: Path, code: str, message: str, hint: str) -> Problem:
    return Problem(str(path), 1, 1, code, message, hint)


def _not_utf8(file: str, line: int, column: int) -> Problem:
    message = "Tệp chưa được lưu bằng bảng mã UTF-8"
    hint = "Mở tệp bằng trình soạn thảo, lưu lại và chọn bảng mã (Encoding) UTF-8"
    return Problem(file, line, column, NOT_UTF8, message, hint)


def _plain_lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)
