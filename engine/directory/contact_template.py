"""The form of contacts to fill in, as .xlsx or .csv: one row for the official of every agency, with what is known."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.directory.contact_columns import TITLES
from engine.directory.contact_form import AWAY, HELD, POST_WORDS
from engine.directory.models import Contact, Post

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Row = dict[str, str | dt.date | None]

TITLE = "Danh bạ đầu mối của các cơ quan, đơn vị"
INSTRUCTIONS = (
    "Mỗi dòng là một đầu mối của một cơ quan, đơn vị. Dòng nào chưa có thông tin thì để nguyên, khi nhập sẽ bỏ qua.",
    "Tên cơ quan ghi như trong kế hoạch, có thể dùng tên viết tắt đã khai trong danh bạ của kế hoạch.",
    "Vai trò: Văn thư (hộp thư dùng chung của cơ quan), Cán bộ đầu mối (người trực tiếp theo dõi) hoặc Lãnh đạo.",
    "Thư nhắc việc gửi đến cán bộ đầu mối; khi vắng thì gửi người thay, không có người thay thì gửi văn thư.",
    "Không gửi thư nhắc việc đến lãnh đạo.",
    "Mỗi vai trò một dòng. Một người là đầu mối của nhiều cơ quan thì ghi mỗi cơ quan một dòng, cùng địa chỉ thư.",
    "Mỗi đợt vắng ghi đủ hai ngày theo mẫu ngày/tháng/năm, ví dụ 10/12/2024. Có nhiều đợt vắng thì chép lại dòng đó.",
    "Cột không cần dùng có thể bỏ: thông tin đã có được giữ nguyên. Ô để trống trong cột có sẵn thì xóa thông tin đã có.",
    "Nhập danh bạ: phancong contacts import TỆP. Có một chỗ sai thì chưa nhập dòng nào, mọi chỗ sai được chỉ ra.",
)
WIDTHS = {
    "agency": 44,
    "post": 18,
    "name": 24,
    "position": 20,
    "email": 34,
    "phone": 16,
    "absent_from": 12,
    "absent_to": 12,
}
_OTHERS_WIDTH = 24
_DAY_FORM, _TEXT_FORM = "DD/MM/YYYY", "@"
_ROWS_TO_ADD = 500  # below the known ones, in which a post is still chosen from the list


@dataclass(frozen=True)
class Known:
    """An agency as the ledger knows it; `name` is how the form calls it, so that it is found again."""

    name: str
    posts: Mapping[Post, Contact]


def rows_of(agencies: Iterable[Known]) -> Iterator[Row]:
    """Return the rows of the form: the official of every agency, known or not, then its other posts; one for an absence."""
    for agency in agencies:
        for post in ("official", "office", "leader"):
            contact = agency.posts.get(post)
            if contact is None and post == "official":
                yield {"agency": agency.name, "post": POST_WORDS[post]}
            for absence in contact.absences or (None,) if contact else ():
                row: Row = {"agency": agency.name, "post": POST_WORDS[post]}
                row |= {column: getattr(contact, field) for field, column in HELD.items()}
                yield row | ({column: getattr(absence, field) for field, column in AWAY.items()} if absence else {})


def as_csv(rows: Iterable[Row]) -> bytes:
    """Write the form as .csv; the byte order mark tells spreadsheets that it is UTF-8."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerows([[TITLE], TITLES.values()])
    table.writerows([_written(row.get(column)) for column in TITLES] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(value: str | dt.date | None) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value or ""


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """Write the form as .xlsx, with a second sheet that says how to fill it in."""
    from openpyxl import Workbook  # seldom needed, and slow to come

    book = Workbook()
    form = book.worksheets[0]
    form.title = "Danh bạ"
    form.append([TITLE])
    form.append(list(TITLES.values()))
    for number, row in enumerate(rows, start=form.max_row + 1):
        _fill_in(form, number, row)
    _make_readable(form)
    _offer_posts(form)
    help_sheet = book.create_sheet("Hướng dẫn")
    help_sheet.column_dimensions["A"].width = 110
    for line in INSTRUCTIONS:
        help_sheet.append([line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_in(form: Worksheet, number: int, row: Row) -> None:
    for place, column in enumerate(TITLES, start=1):
        cell, value = form.cell(number, place, row.get(column)), row.get(column)
        cell.number_format = _DAY_FORM if column.startswith("absent") else _TEXT_FORM
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with = is no formula


def _make_readable(form: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    form.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(TITLES))
    form["A1"].font = Font(bold=True, size=14)
    form["A1"].alignment = Alignment(horizontal="center")
    for place, column in enumerate(TITLES, start=1):
        heading = form.cell(2, place)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
        heading.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        form.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column, _OTHERS_WIDTH)
    form.freeze_panes = "B3"


def _offer_posts(form: Worksheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation(type="list", formula1=f'"{",".join(POST_WORDS.values())}"', allow_blank=True)
    offered.error = f"Chọn một trong: {', '.join(POST_WORDS.values())}"
    offered.add(f"B3:B{form.max_row + _ROWS_TO_ADD}")
    form.add_data_validation(offered)
