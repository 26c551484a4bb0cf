"""Registers as files: the same rows under the headings, titles and dates of different systems and hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from tests.register.books import ZERO, Book
from tests.sheet_files import csv_of, xlsx

Layout = Callable[[Path, Book], Path]


def qlvb(folder: Path, book: Book) -> Path:
    """Write what QLVB exports: a title over a merged heading, dates as dates."""
    head = ["STT", "Ngày đến", "Số đến", "Cơ quan ban hành", "Số ký hiệu", "Ngày văn bản", "Trích yếu", "Người xử lý"]
    rows = [
        [n, day(line.arrived), 1200 + n, line.sender, line.number, day(line.dated), line.summary, ""]
        for n, line in enumerate(book.lines, start=1)
    ]
    titles = [["UBND HUYỆN VĨNH LINH"], ["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"], [], head]
    return xlsx(folder / "so.xlsx", *titles, *rows, merged=["A1:H1", "A2:H2"])


def ioffice(folder: Path, book: Book) -> Path:
    """Write what iOffice exports: .csv for Excel, dates with an hour."""
    head = ["Số/Ký hiệu", "Trích yếu nội dung", "Đơn vị gửi", "Ngày ký", "Ngày nhận", "Hình thức", "Độ khẩn"]
    rows = [
        [line.number, line.summary, line.sender, written(line.dated), f"{written(line.arrived)} 08:15", "", "Thường"]
        for line in book.lines
    ]
    return csv_of(folder / "so.csv", head, *rows, delimiter=";", encoding="utf-8-sig")


def by_law(folder: Path, book: Book) -> Path:
    """Write the form of Nghị định 30/2020/NĐ-CP: a head of two rows, column numbers, summaries with the kind before."""
    upper = ["Ngày đến", "Số đến", "Văn bản", "Văn bản", "Văn bản", "Văn bản", "Đơn vị nhận", "Ký nhận"]
    lower = ["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "", ""]
    numbers = [f"({n})" for n in range(1, 9)]
    rows = [
        [written(line.arrived), n, line.sender, line.number, written(line.dated), line.summary, "VX", ""]
        for n, line in enumerate(book.lines, start=1)
    ]
    return xlsx(folder / "so.xlsx", upper, lower, numbers, *rows, merged=["C1:F1"])


def serial(folder: Path, book: Book) -> Path:
    """Write a table pasted without formats: days as their bare numbers, other columns between."""
    head = ["Nơi gửi", "Độ mật", "Nội dung", "Số hiệu", "Ngày ban hành", "Ngày đến", "Ghi chú"]
    rows = [
        [line.sender, "", line.summary, line.number, count(line.dated), count(line.arrived), ""] for line in book.lines
    ]
    return xlsx(folder / "so.xlsx", ["Tháng 11, 12"], head, *rows)


def day(text: str) -> dt.date:
    """Read a day of a book."""
    if text.isdigit():
        return ZERO + dt.timedelta(days=int(text))
    return dt.date(*map(int, text.split("/")[::-1]))


def written(text: str) -> str:
    """Return a day as people write it."""
    return day(text).strftime("%d/%m/%Y")


def count(text: str) -> int:
    """Return a day as the number a spreadsheet keeps."""
    return (day(text) - ZERO).days
