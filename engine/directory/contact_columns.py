"""The columns of the form of contacts: the words that head them, and where in a sheet the table begins.

Columns are found by their words, whatever their order; a title above the table or a header of two rows does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.reading.problems import Problem, Severity
from engine.reading.sayings import slug
from engine.reading.sheets import Sheet, Value

TITLES = {
    "agency": "Cơ quan, đơn vị",
    "post": "Vai trò",
    "name": "Họ và tên",
    "position": "Chức vụ",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "absent_from": "Vắng từ",
    "absent_to": "Vắng đến",
    "substitute": "Người thay (thư điện tử)",
    "substitute_name": "Người thay (họ và tên)",
    "substitute_phone": "Người thay (điện thoại)",
}
_OTHER_TITLES = {
    "agency": "co-quan don-vi dia-phuong co-quan-don-vi-dia-phuong ten-co-quan ten-don-vi ten-co-quan-don-vi",
    "post": "loai-dau-moi",
    "name": "ho-ten ho-va-ten-can-bo ho-ten-can-bo ten-can-bo nguoi-dau-moi",
    "position": "chuc-danh chuc-vu-chuc-danh",
    "email": "email e-mail mail hop-thu hop-thu-dien-tu dia-chi-thu dia-chi-thu-dien-tu dia-chi-email",
    "phone": "dt sdt so-dt so-dien-thoai dien-thoai-lien-he so-dien-thoai-lien-he di-dong",
    "absent_from": "vang-tu-ngay nghi-tu nghi-tu-ngay",
    "absent_to": "vang-den-ngay nghi-den nghi-den-ngay",
    "substitute": "nguoi-thay thu-nguoi-thay thu-dien-tu-nguoi-thay email-nguoi-thay",
    "substitute_name": "ho-ten-nguoi-thay ho-va-ten-nguoi-thay",
    "substitute_phone": "dien-thoai-nguoi-thay so-dien-thoai-nguoi-thay",
}
_HEADINGS = {words: key for key in TITLES for words in (slug(TITLES[key]), *_OTHER_TITLES[key].split())}
_NUMBERING = frozenset({"stt", "tt", "so-tt", "so-thu-tu"})
_HEADER_WITHIN = 50  # rows
_SHOWN = 60  # characters of a cell repeated in a message


@dataclass(frozen=True)
class Header:
    """Where a table begins. `columns` are the places, counted from 1, of the columns that are read."""

    sheet: Sheet
    row: int
    columns: dict[str, int]


def header_of(sheet: Sheet) -> Header | None:
    """Return the first row that heads a table; of a header of two rows the lower."""
    found: Header | None = None
    for row, cells in enumerate(sheet.rows[:_HEADER_WITHIN], start=1):
        keys = [_key(cell) for cell in cells]
        columns = {key: keys.index(key) + 1 for key in keys if key}
        if "agency" in columns and len(columns) > 1:
            found = Header(sheet, row, columns)
        elif found:
            break
    return found


def _key(cell: Value) -> str | None:
    """Return which column a heading names, a remark in brackets aside."""
    whole = str(cell)
    return _HEADINGS.get(slug(whole)) or _HEADINGS.get(slug(whole.partition("(")[0]))


def about_columns(header: Header) -> Iterator[Problem]:
    """Report what is missing among the columns, twice, or not read."""
    if "email" not in header.columns:
        hint = f"Thêm cột “{TITLES['email']}” vào dòng tiêu đề"
        yield header.sheet.problem(header.row, 1, "missing-column", "bảng thiếu cột thư điện tử", hint)
    cells = header.sheet.rows[header.row - 1]
    for place, cell in enumerate(cells, start=1):
        key, merged = _key(cell), place > 1 and cell == cells[place - 2]
        if cell == "" or header.columns.get(str(key)) == place or slug(str(cell)) in _NUMBERING:
            continue
        if key is None or merged:
            message = f"cột “{short(cell)}” không được đọc"
            yield header.sheet.problem(header.row, place, "column-not-read", message, "", Severity.WARNING)
        else:
            message = f"có hai cột “{TITLES[key]}”"
            yield header.sheet.problem(header.row, place, "column-twice", message, "Bỏ bớt một cột")


def short(value: Any) -> str:
    """Return a cell's text as a message repeats it."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
