"""The form of contacts: what the rows of a filled-in sheet say. A person wrote it, so nothing is certain.

A row of column numbers, headings between the rows and a cell merged over several rows are what such tables have. A
column that is not there says nothing; an empty cell of one that is there says that there is nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.directory.contact_columns import HEADINGS, TITLES, about_columns
from engine.directory.models import Absence, Contact, Post
from engine.reading.problems import Problem, Severity
from engine.reading.sayings import Saying, nearest, slug
from engine.reading.sheets import Value, Workbook
from engine.reading.tables import Header, day_written, header_of, short

M = TypeVar("M", bound=BaseModel)
Find = Callable[[str], str | Saying]
Said = Mapping[str, Value]

POST_WORDS: dict[Post, str] = {"office": "Văn thư", "official": "Cán bộ đầu mối", "leader": "Lãnh đạo"}
_POSTS: dict[str, Post] = {
    **dict.fromkeys(("van-thu", "bo-phan-van-thu", "hop-thu-chung", "hop-thu-co-quan"), "office"),
    **dict.fromkeys(("can-bo-dau-moi", "dau-moi", "can-bo", "can-bo-phu-trach", "chuyen-vien"), "official"),
    **dict.fromkeys(("lanh-dao", "thu-truong"), "leader"),
}
HELD = {"email": "email", "name": "name", "position": "position", "phone": "phone"}
AWAY = {
    "start": "absent_from",
    "end": "absent_to",
    "substitute": "substitute",
    "name": "substitute_name",
    "phone": "substitute_phone",
}
_COLUMN_NUMBER = re.compile(r"\(?\w{1,2}\)?")
_LOST_ZERO = re.compile(r"[2-9]\d{8,9}")  # what a spreadsheet makes of 0912345678


@dataclass(frozen=True)
class Form:
    """What a file says: contacts by agency id and post, the columns it has, and what was not understood.

    The contacts are whole only when no problem is an error.
    """

    contacts: dict[tuple[str, Post], Contact]
    columns: frozenset[str]
    problems: tuple[Problem, ...]


def read_form(workbook: Workbook, find: Find) -> Form:
    """Read contacts from the first sheet that has a header row; `find` gives an agency's id, or what is wrong with its name."""
    headers = [header for sheet in workbook.sheets if (header := header_of(sheet, HEADINGS))]
    if not headers:
        return Form({}, frozenset(), workbook.problems or (_no_header(workbook),))
    reading = _Reading(headers[0], find)
    reading.all()
    unread = [header.sheet.problem(header.row, 1, *_SHEET_NOT_READ, Severity.WARNING) for header in headers[1:]]
    return Form(
        {key: contact for key, (_, contact) in reading.found.items()},
        frozenset(headers[0].columns),
        tuple(sorted((*workbook.problems, *reading.problems, *unread))),
    )


def _no_header(workbook: Workbook) -> Problem:
    empty = not any(cell != "" for sheet in workbook.sheets for row in sheet.rows for cell in row)
    if empty:
        return Problem(workbook.file, 1, 1, "sheet-empty", "Bảng đang để trống", _TEMPLATE)
    message = f"Chưa tìm thấy dòng tiêu đề có “{TITLES['agency']}” và “{TITLES['email']}”"
    return Problem(workbook.file, 1, 1, "no-header-row", message, _TEMPLATE)


_MISSING_AGENCY = ("missing-agency", "chưa ghi cơ quan, đơn vị", "Ghi tên cơ quan, hoặc xóa dòng này")
_MISSING_EMAIL = ("missing-email", "chưa ghi thư điện tử", "Ghi địa chỉ thư, hoặc xóa dòng này")
_TEMPLATE = "Lấy biểu mẫu bằng: phancong contacts template TỆP.xlsx"
_SHEET_NOT_READ = (
    "sheet-not-read",
    "bảng ở trang này không được đọc",
    "Mỗi tệp chỉ đọc một bảng; nhập riêng trang này",
)


class _Reading:
    """One table, row by row."""

    def __init__(self, header: Header, find: Find) -> None:
        self.sheet, self.columns, self.header = header.sheet, header.columns, header
        self.find = find
        self.found: dict[tuple[str, Post], tuple[int, Contact]] = {}
        self.problems: list[Problem] = list(about_columns(header))

    def all(self) -> None:
        for number, cells in enumerate(self.sheet.rows[self.header.row :], start=self.header.row + 1):
            places = ((key, place - 1) for key, place in self.columns.items() if place <= len(cells))
            said = {key: cells[place] for key, place in places if cells[place] != ""}
            if not _says_nothing(said):
                self._row(number, said)
        if not self.found and not self.problems:
            message = "dưới dòng tiêu đề chưa có dòng nào được điền"
            self.problems.append(self.sheet.problem(self.header.row, 1, "sheet-empty", message, _TEMPLATE))

    def _row(self, row: int, said: Said) -> None:
        agency, post, absence = self._agency(row, said), self._post(row, said), self._absence(row, said)
        contact = self._contact(row, said)
        if agency and post and contact:
            absences = (absence,) if absence else ()
            self._keep(row, agency, contact.model_copy(update={"post": post, "absences": absences}))

    def _agency(self, row: int, said: Said) -> str | None:
        found = self.find(" ".join(str(said["agency"]).split())) if "agency" in said else _MISSING_AGENCY
        if isinstance(found, str):
            return found
        self._wrong(row, "agency", *found)
        return None

    def _post(self, row: int, said: Said) -> Post | None:
        if "post" not in said:
            return "official"
        post = _POSTS.get(slug(str(said["post"])))
        if post is None:
            near = nearest(str(said["post"]), POST_WORDS.values())
            hint = (f"Ý bạn là “{near}”? " if near else "") + f"Chọn một trong: {', '.join(POST_WORDS.values())}"
            self._wrong(row, "post", "wrong-post", f"chưa nhận ra vai trò “{short(said['post'])}”", hint)
        return post

    def _contact(self, row: int, said: Said) -> Contact | None:
        if "email" not in said:
            if "email" in self.columns:
                self._wrong(row, "email", *_MISSING_EMAIL)
            return None
        values = {field: str(said[column]) for field, column in HELD.items() if column in said}
        return self._made(row, Contact, values | with_zero(values), HELD)

    def _absence(self, row: int, said: Said) -> Absence | None:
        values: dict[str, Any] = {field: said[column] for field, column in AWAY.items() if column in said}
        if not values:
            return None
        days = {field: self._day(row, field, values) for field in ("start", "end")}
        if None in days.values():
            return None
        texts = {field: str(value) for field, value in values.items() if field not in days}
        return self._made(row, Absence, texts | with_zero(texts) | days, AWAY)

    def _day(self, row: int, field: str, values: Mapping[str, Value]) -> dt.date | None:
        column, day = AWAY[field], day_written(values.get(field, ""))
        if day is None:
            found = f"không đọc được ngày “{short(values[field])}”" if field in values else "chưa ghi ngày"
            hint = "Ghi cả hai ngày vắng theo mẫu ngày/tháng/năm, ví dụ 10/12/2024"
            self._wrong(row, column, "wrong-date", f"{found} ở cột “{TITLES[column]}”", hint)
        return day

    def _made(self, row: int, model: type[M], values: Mapping[str, Any], columns: Mapping[str, str]) -> M | None:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for column, saying in wrong_in(error, columns):
                self._wrong(row, column, *saying)
        return None

    def _keep(self, row: int, agency: str, contact: Contact) -> None:
        key = (agency, contact.post)
        first, known = self.found.setdefault(key, (row, contact))
        if first == row:
            return
        if known.model_copy(update={"absences": ()}) != contact.model_copy(update={"absences": ()}):
            message = f"dòng này khác với dòng {first}, cùng cơ quan và vai trò {POST_WORDS[contact.post]}"
            self._wrong(row, "agency", "contact-twice", message, "Giữ một dòng, bỏ dòng kia")
            return
        absences = {absence.start: absence for absence in known.absences}
        for absence in contact.absences:
            if absences.setdefault(absence.start, absence) != absence:
                message = f"đợt vắng này khác với đợt vắng cùng ngày đã ghi từ dòng {first}"
                self._wrong(row, "absent_from", "absence-twice", message, "Giữ một dòng, bỏ dòng kia")
        inorder = tuple(absences[day] for day in sorted(absences))
        self.found[key] = (first, known.model_copy(update={"absences": inorder}))

    def _wrong(self, row: int, key: str, code: str, message: str, hint: str) -> None:
        self.problems.append(self.sheet.problem(row, self.columns.get(key, 1), code, message, hint))


def _says_nothing(said: Said) -> bool:
    """Pass over rows without a contact: those still to be filled in, column numbers, a heading merged across the table."""
    numbers = all(_COLUMN_NUMBER.fullmatch(str(value)) for value in said.values())
    agency = said.get("agency", "")
    heading = list(said.values()).count(agency) > 1 and said.get("email", agency) == agency
    return numbers or heading or not said.keys() - {"agency", "post"}


def with_zero(values: Mapping[str, str]) -> dict[str, str]:
    """Return a telephone number with the zero that a spreadsheet took for nothing; every domestic one begins with it."""
    return {field: f"0{value}" for field, value in values.items() if field == "phone" and _LOST_ZERO.fullmatch(value)}


def wrong_in(error: ValidationError, columns: Mapping[str, str]) -> Iterator[tuple[str, Saying]]:
    """Yield what is wrong in a contact or an absence, each with the column it stands in."""
    for mistake in error.errors(include_url=False):
        column = columns[str(mistake["loc"][0])] if mistake["loc"] else AWAY["end"]
        yield column, _saying(mistake["type"], TITLES[column], mistake["input"])


def _saying(kind: str, title: str, value: Any) -> Saying:
    if kind == "unseen_characters":
        return "hidden-character", f"“{title}” có dấu xuống dòng hoặc ký tự ẩn", "Gõ lại trên một dòng"
    if kind == "value_error":
        return "absence-backwards", "ngày kết thúc vắng trước ngày bắt đầu", "Ghi lại hai ngày"
    hint = "Ghi một địa chỉ, ví dụ phongyte@vinhlinh.example"
    return "wrong-email", f"địa chỉ thư “{short(value)}” chưa đúng", hint
