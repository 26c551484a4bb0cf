"""The columns of the form of contacts: the words that head them, and where in a sheet the table begins.

Columns are found by their words, whatever their order; a title above the table or a header of two rows does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.reading.problems import Problem, Severity
from engine.reading.sayings import slug
from engine.reading.tables import NUMBERING, Header, Headings, short

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
HEADINGS = Headings(TITLES, _OTHER_TITLES, lambda columns: "agency" in columns and len(columns) > 1)


def about_columns(header: Header) -> Iterator[Problem]:
    """Report what is missing among the columns, twice, or not read."""
    if "email" not in header.columns:
        hint = f"Thêm cột “{TITLES['email']}” vào dòng tiêu đề"
        yield header.sheet.problem(header.row, 1, "missing-column", "bảng thiếu cột thư điện tử", hint)
    cells = header.cells
    for place, cell in enumerate(cells, start=1):
        key, merged = HEADINGS.key(cell), place > 1 and cell == cells[place - 2]
        if cell == "" or header.columns.get(str(key)) == place or slug(str(cell)) in NUMBERING:
            continue
        if key is None or merged:
            message = f"cột “{short(cell)}” không được đọc"
            yield header.sheet.problem(header.row, place, "column-not-read", message, "", Severity.WARNING)
        else:
            message = f"có hai cột “{TITLES[key]}”"
            yield header.sheet.problem(header.row, place, "column-twice", message, "Bỏ bớt một cột")
