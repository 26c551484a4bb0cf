"""The columns of a register: the words that head them in what QLVB and iOffice export and in the form by law.

The form by law is the incoming register of Nghị định 30/2020/NĐ-CP, Phụ lục IV: ngày đến, số đến, tác giả, số và ký
hiệu, ngày tháng, tên loại và trích yếu nội dung. A column with a word of its own is named once on the command line and
remembered by the row that heads the table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.reading.problems import Problem
from engine.reading.sayings import slug
from engine.reading.sheets import Sheet, Value, Workbook
from engine.reading.tables import HEADER_WITHIN, Header, Headings, header_of, short
from engine.register.words import mapped

TITLES = {
    "sender": "Nơi gửi",
    "number": "Số, ký hiệu",
    "summary": "Trích yếu",
    "dated": "Ngày văn bản",
    "arrived": "Ngày đến",
    "sent": "Ngày gửi",
    "kind": "Loại văn bản",
}
_NEEDED = (("sender",), ("summary", "number"), ("dated", "arrived", "sent"))
_KEYS = {word: key for key, title in TITLES.items() for word in (key, slug(title))}
_KEPT = 32
HOW_TO_MAP = 'Cho biết tên cột một lần: phancong confirm --from TỆP --column "Nơi gửi=Tên cột trong sổ"'
Words = Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """The tables of a file, or what is wrong; `mapped` is to be remembered: the heads that needed to be told.

    Without a table, `head` is the row that comes nearest to one and `lacking` are the columns not found in it.
    """

    headers: tuple[Header, ...] = ()
    problems: tuple[Problem, ...] = ()
    mapped: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def column_key(name: str) -> str | None:
    """Return which column is meant by a name given by a person: `sender`, `Nơi gửi`, `noi-gui`."""
    return _KEYS.get(name.strip()) or _KEYS.get(slug(name))


def digest(cells: Collection[Value]) -> str:
    """Return what a row of headings is remembered by."""
    return hashlib.sha256("|".join(slug(str(cell)) for cell in cells).encode()).hexdigest()[:_KEPT]


def find_tables(workbook: Workbook, told: Words, remembered: Mapping[str, Words]) -> Tables:
    """Return the table of every sheet that has one. `told` and what is `remembered` map a column to its heading."""
    headers = tuple(header for sheet in workbook.sheets if (header := _header(sheet, told, remembered)))
    untold = any(all(key not in header.columns for header in headers) for key in told)
    if workbook.problems or not headers or untold:
        return _unknown(workbook, told)
    mapped = tuple(digest(header.cells) for header in headers if told)
    return Tables(headers, (), mapped)


def _header(sheet: Sheet, told: Words, remembered: Mapping[str, Words]) -> Header | None:
    """Return the head of a sheet's table, by the words people told when its row is known or they tell them now."""
    if told:
        return header_of(sheet, _headings(told))
    for cells in sheet.rows[:HEADER_WITHIN]:
        if known := remembered.get(digest(cells)):
            return header_of(sheet, _headings(known))
    return header_of(sheet, _headings({}))


def _headings(told: Words) -> Headings:
    """Return the known words; of a column that is told only its own, so that a wrong one is not passed over."""
    own = {slug(heading) for heading in told.values()}
    others = {
        key: "" if key in told else " ".join(word for word in words.split() if word not in own)
        for key, words in mapped("columns").items()
    }
    return Headings({key: told.get(key, TITLES[key]) for key in TITLES}, others, _enough)


def _enough(columns: Collection[str]) -> bool:
    return all(any(key in columns for key in some) for some in _NEEDED)


def _unknown(workbook: Workbook, told: Words) -> Tables:
    """Say what is missing, at the row that comes nearest to the head of a table."""
    if workbook.problems:
        return Tables(problems=workbook.problems)
    if not any(cell != "" for sheet in workbook.sheets for row in sheet.rows for cell in row):
        empty = Problem(workbook.file, 1, 1, "sheet-empty", "Bảng đang để trống", "Xuất lại sổ văn bản đến")
        return Tables(problems=(empty,))
    headings = _headings(told)
    rows = [
        (headings.columns(cells), sheet, row)
        for sheet in workbook.sheets
        for row, cells in enumerate(sheet.rows[:HEADER_WITHIN], start=1)
    ]
    columns, sheet, row = max(rows, key=lambda one: (len(one[0]), sum(cell != "" for cell in one[1].rows[one[2] - 1])))
    head = tuple(str(cell) for cell in sheet.rows[row - 1] if cell != "")
    lacking = tuple(key for key in TITLES if key not in columns)
    return Tables(problems=(_no_column(columns, sheet, row, told),), head=head, lacking=lacking)


def _no_column(columns: Collection[str], sheet: Sheet, row: int, told: Words) -> Problem:
    unknown = [heading for key, heading in told.items() if key not in columns]
    if unknown:
        return sheet.problem(row, 1, "no-such-column", f"không có cột “{short(unknown[0])}” trong bảng", HOW_TO_MAP)
    missing = " và ".join(" hoặc ".join(f"“{TITLES[k]}”" for k in some) for some in _NEEDED if not {*some} & {*columns})
    return sheet.problem(row, 1, "missing-column", f"chưa nhận ra cột {missing} của sổ văn bản đến", HOW_TO_MAP)
