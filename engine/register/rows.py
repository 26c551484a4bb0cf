"""The rows of a register as documents. A row that does not say enough is left alone, and said so; it is never fatal."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from engine.reading.problems import Problem, Severity
from engine.reading.sheets import Value
from engine.reading.tables import Header, short
from engine.reading.tables import day_written as day_as_written
from engine.register.columns import TITLES
from engine.register.wording import plain

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DAY_ZERO = dt.date(1899, 12, 30)  # of the days that a spreadsheet counts
_COLUMN_NUMBER = re.compile(r"\(?\w{1,2}\)?")
_NUMBER = re.compile(r"(?:so\s*:?\s*)?0*(\d+)(.*)")
TEXTS = ("sender", "number", "summary", "kind")
DATES = ("dated", "sent", "arrived")


@dataclass(frozen=True)
class Document:
    """One row. `dated` is the document's own day, `sent` the day it was sent, `arrived` when the register shows it."""

    row: int
    sender: str
    number: str
    summary: str
    kind: str = ""
    dated: dt.date | None = None
    sent: dt.date | None = None
    arrived: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """Return the day the document speaks at: its own, else when it was sent or came."""
        return self.dated or self.left

    @property
    def left(self) -> dt.date:
        """Return the day it was sent: as the register says, else its own day, else the day it came.

        A document leaves on the day it is signed, at latest the next working day (Nghị định 30/2020/NĐ-CP, Điều 18);
        one dated after it came was misread, and then the arrival counts.
        """
        own = self.dated if self.dated and (self.arrived is None or self.dated <= self.arrived) else None
        found = self.sent or own or self.arrived or self.dated
        assert found is not None
        return found

    @cached_property
    def number_key(self) -> str:
        """Return what the spellings of one number have in common: `Số: 045/BC-UBND` is `45bcubnd`; empty without one."""
        return number_key(self.number)

    @cached_property
    def fingerprint(self) -> str:
        """Return what this document is known by when the register is read again.

        A number is unique within its issuer and year (Điều 15 of the same decree); a document without one is its words.
        """
        said = (self.number_key, self.day.year) if self.number_key else (plain(self.summary), self.day.isoformat())
        return hashlib.sha256(f"{plain(self.sender) if not self.number_key else ''}|{said}".encode()).hexdigest()


def number_key(number: str) -> str:
    """Return a document's number in one spelling; a sign without a number tells nothing apart, so it is empty."""
    found = _NUMBER.match(plain(number).strip())
    return found[1] + re.sub(r"[^a-z0-9]", "", found[2]) if found else ""


def read_rows(headers: Iterable[Header], today: dt.date) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents of some tables, and which rows were left alone and why."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for header in headers:
        for row, cells in enumerate(header.sheet.rows[header.row :], start=header.row + 1):
            said = {key: cells[place - 1] for key, place in header.columns.items() if place <= len(cells)}
            said = {key: value for key, value in said.items() if value != ""}
            if _says_nothing(said):
                continue
            lacking = _lacking(header, row, said, today)
            if lacking:
                problems.append(lacking)
            else:
                documents.append(_document(row, said))
    return tuple(documents), tuple(problems)


def day_written(value: Value) -> dt.date | None:
    """Return a date as it is written, or as the bare number of a day that a cell without a format shows."""
    if isinstance(value, str) and (serial := _SERIAL.fullmatch(value)):
        return day_as_written(_DAY_ZERO + dt.timedelta(days=int(serial[1])))
    return day_as_written(value)


def _says_nothing(said: dict[str, Value]) -> bool:
    """Pass over what is no document: empty rows, column numbers, a heading merged across the table."""
    numbers = all(_COLUMN_NUMBER.fullmatch(str(value)) for value in said.values())
    return numbers or (len(said) > 1 and len({*map(str, said.values())}) == 1)


def _document(row: int, said: dict[str, Value]) -> Document:
    sender, number, summary, kind = (" ".join(str(said.get(key, "")).split()) for key in TEXTS)
    dated, sent, arrived = (day_written(said.get(key, "")) for key in DATES)
    return Document(row, sender, number, summary, kind, dated, sent, arrived)


def _lacking(header: Header, row: int, said: dict[str, Value], today: dt.date) -> Problem | None:
    """Return why a row cannot be used."""

    def left_alone(key: str, code: str, message: str) -> Problem:
        place = header.columns.get(key, 1)
        return header.sheet.problem(row, place, code, f"bỏ qua dòng này: {message}", "", Severity.WARNING)

    if "sender" not in said:
        return left_alone("sender", "missing-sender", "chưa ghi nơi gửi")
    if "summary" not in said and "number" not in said:
        return left_alone("summary", "missing-summary", "chưa ghi trích yếu và số, ký hiệu")
    days = {key: day_written(said[key]) for key in DATES if key in said}
    wrong = next((key for key in days if days[key] is None), None)
    if not any(days.values()):
        key = wrong or next(key for key in DATES if key in header.columns)
        found = f"không đọc được ngày “{short(said[key])}”" if wrong else "chưa ghi ngày"
        return left_alone(key, "wrong-date", f"{found} ở cột “{TITLES[key]}”")
    late = next((key for key, day in days.items() if day and day > today), None)
    if late:
        return left_alone(late, "date-ahead", f"ngày ở cột “{TITLES[late]}” sau hôm nay")
    return None
