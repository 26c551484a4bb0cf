"""Spreadsheets to plain values: .xlsx and .csv, every sheet as rows of text and dates, merged cells filled in.

What a person sends may be anything: a file is refused by its size, packed and unpacked, before it is read, and what
cannot be read is a Problem, never an exception. Line and column of a problem are the row and column of a cell.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.reading.problems import Problem, Severity
from engine.reading.text import read_text, refused

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | dt.date
Rows = tuple[tuple[Value, ...], ...]

MAX_BYTES = 5_000_000
MAX_UNPACKED = 20_000_000
MAX_ROWS, MAX_COLUMNS = 10_000, 40
MAX_CELLS = MAX_ROWS * MAX_COLUMNS  # those under a merge too: one over a whole sheet would take hours to fill in
DELIMITERS = ",;\t"
LINES_SNIFFED = 10
SAVE_AS = "Mở tệp, lưu lại thành .xlsx (hoặc .csv, bảng mã UTF-8) rồi nhập tệp đó"
_LETTERS = 26
SMALLER = "Chép riêng phần bảng cần đọc sang một tệp mới"
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGE = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([^"']+)""")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1; an empty cell is ""; `title` is "" where the file has but one sheet."""

    file: str
    title: str
    rows: Rows

    def problem(
        self, row: int, column: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return what is wrong with a cell; rows and columns count from 1."""
        where = f"Ô {letters(column)}{row}" + (f", trang “{self.title}”" if self.title else "")
        return Problem(self.file, row, column, code, f"{where}: {message}", hint, severity)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file, or why there are none."""

    file: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def read_workbook(path: Path) -> Workbook:
    """Read a spreadsheet by the ending of its name. Whatever is wrong with the file as a whole is one problem."""
    try:
        problem = refused(path) or _too_big(path, path.stat().st_size, MAX_BYTES)
        if problem:
            return Workbook(str(path), (), (problem,))
        read = _READERS.get(path.suffix.lower())
        return read(path) if read else _unread(path, "not-a-sheet", "Chưa nhận ra đây là bảng tính", SAVE_AS)
    except (OSError, ValueError):
        return _unread(path, "file-unreadable", "Không đọc được tệp", "Kiểm tra tên tệp và quyền đọc tệp")


def letters(column: int) -> str:
    """Return the letters over a column: A for 1, AB for 28."""
    before, last = divmod(column - 1, _LETTERS)
    return (letters(before) if before else "") + chr(ord("A") + last)


def _unread(path: Path, code: str, message: str, hint: str) -> Workbook:
    return Workbook(str(path), (), (Problem(str(path), 1, 1, code, message, hint),))


def _too_big(path: Path, size: int, limit: int) -> Problem | None:
    if size <= limit:
        return None
    message = f"Tệp quá lớn, chỉ đọc tệp đến {limit // 1_000_000} MB"
    return Problem(str(path), 1, 1, "sheet-too-big", message, SMALLER)


def _read_csv(path: Path) -> Workbook:
    text = read_text(path)
    if text.problems or text.content is None:
        return Workbook(str(path), (), text.problems)
    sample = text.content.split("\n", LINES_SNIFFED)[:LINES_SNIFFED]
    delimiter = max(DELIMITERS, key=lambda mark: max(line.count(mark) for line in sample))
    try:
        cells = list(csv.reader(io.StringIO(text.content), delimiter=delimiter))
    except csv.Error:
        return _unread(path, "not-a-sheet", "Chưa đọc được bảng trong tệp", SAVE_AS)
    if len(cells) > MAX_ROWS:
        return _too_long(path, len(cells))
    rows = tuple(tuple(map(_value, row[:MAX_COLUMNS])) for row in cells)
    return Workbook(str(path), (Sheet(str(path), "", rows),))


def _read_xlsx(path: Path) -> Workbook:
    """Read the values of every sheet; a formula counts as the value it last had."""
    try:
        problem = _bomb(path)
        if problem:
            return Workbook(str(path), (), (problem,))
        tables = _tables(path)
        longest = max(table.max_row for table in tables)
    except PermissionError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook fails anywhere in the library, in any way
        return _unread(path, "not-a-sheet", "Tệp hỏng, có mật khẩu hoặc không phải bảng tính .xlsx", SAVE_AS)
    if longest > MAX_ROWS:
        return _too_long(path, longest)
    sheets = (Sheet(str(path), table.title if len(tables) > 1 else "", _rows(table)) for table in tables)
    return Workbook(str(path), tuple(sheets))


def _tables(path: Path) -> list[Worksheet]:
    from openpyxl import load_workbook  # seldom needed, and slow to come
    from openpyxl.worksheet.worksheet import Worksheet

    with warnings.catch_warnings():  # about what the library leaves out: validations, pictures
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=True, keep_links=False)
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _bomb(path: Path) -> Problem | None:
    """Look at what a workbook would become before it does."""
    with zipfile.ZipFile(path) as archive:
        problem = _too_big(path, sum(member.file_size for member in archive.infolist()), MAX_UNPACKED)
        names = (name for name in archive.namelist() if name.startswith("xl/worksheets/") and problem is None)
        if any(_cells(archive.read(name)) > MAX_CELLS for name in names):
            message = "Bảng có quá nhiều ô, hoặc có ô gộp quá rộng"
            problem = Problem(str(path), 1, 1, "sheet-too-big", message, SMALLER)
    return problem


def _cells(sheet: bytes) -> int:
    """Count the cells of a sheet as it is stored, and those that its merges cover."""
    from openpyxl.worksheet.cell_range import CellRange

    merges = (CellRange(reference.decode()) for reference in _MERGE.findall(sheet))
    covered = sum((merged.max_row - merged.min_row + 1) * (merged.max_col - merged.min_col + 1) for merged in merges)
    return len(_CELL.findall(sheet)) + covered


_READERS: dict[str, Callable[[Path], Workbook]] = {".csv": _read_csv, ".xlsx": _read_xlsx}


def _too_long(path: Path, rows: int) -> Workbook:
    return _unread(path, "sheet-too-big", f"Bảng dài đến dòng {rows}, chỉ đọc đến dòng {MAX_ROWS}", SMALLER)


def _rows(sheet: Worksheet) -> Rows:
    width = min(sheet.max_column, MAX_COLUMNS)
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows(max_col=width, values_only=True)]
    for merged in sheet.merged_cells.ranges:
        for row in rows[merged.min_row - 1 : merged.max_row]:
            wide = min(merged.max_col, width) - merged.min_col + 1
            row[merged.min_col - 1 : merged.max_col] = [rows[merged.min_row - 1][merged.min_col - 1]] * wide
    return tuple(map(tuple, rows))


def _value(found: Any) -> Value:
    """Return a cell as it reads: dates as dates, whole numbers without a point, text in one spelling."""
    if isinstance(found, dt.datetime):
        return found.date()
    if isinstance(found, dt.date):
        return found
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    return "" if found is None else unicodedata.normalize("NFC", str(found)).strip()
