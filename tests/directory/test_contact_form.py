"""A filled-in form is understood as a person meant it, and what cannot be is said at its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.directory.contact_form import Form, read_form
from engine.directory.models import Contact
from engine.reading.problems import Problem, Severity
from engine.reading.sayings import Saying
from engine.reading.sheets import read_workbook
from tests.sheet_files import xlsx

Read = Callable[..., Form]
HEAD = [
    "Cơ quan, đơn vị",
    "Vai trò",
    "Họ và tên",
    "Chức vụ",
    "Thư điện tử",
    "Điện thoại",
    "Vắng từ",
    "Vắng đến",
    "Người thay",
]
MINH: list[Any] = ["Phòng Y tế", "Cán bộ đầu mối", "Minh", "chuyên viên", "minh@yte.example", "0233 000 0001"]
HUNG: list[Any] = ["UBND xã Vĩnh Chấp", "Văn thư", "", "", "vanthu@vinhchap.example", ""]
KNOWN = {"Phòng Y tế": "phong-y-te", "UBND xã Vĩnh Chấp": "xa-vinh-chap"}
THE_MINH = Contact(email="minh@yte.example", name="Minh", position="chuyên viên", phone="0233 000 0001")
THE_BOX = Contact(email="vanthu@vinhchap.example", post="office")
BOTH = {("phong-y-te", "official"): THE_MINH, ("xa-vinh-chap", "office"): THE_BOX}


def find(name: str) -> str | Saying:
    return KNOWN.get(name, ("unknown-agency", f"chưa biết cơ quan “{name}”", "Ghi tên như trong kế hoạch"))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read rows as a form."""

    def reading(*rows: list[Any], **more: Any) -> Form:
        return read_form(read_workbook(xlsx(tmp_path / "danh-ba.xlsx", *rows, **more)), find)

    return reading


def wrong(form: Form) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in form.problems]


def only(form: Form) -> Problem:
    assert len(form.problems) == 1
    return form.problems[0]


# What is understood


def test_contacts_are_read_by_agency_and_post(read: Read) -> None:
    form = read(HEAD, MINH, HUNG)
    assert (form.contacts, form.problems) == (BOTH, ())


def test_columns_are_found_whatever_their_order_and_spelling(read: Read) -> None:
    head = ["STT", "EMAIL", "Số điện thoại", "Tên đơn vị (*)", "HỌ TÊN", "Vai trò\n(Văn thư/Cán bộ đầu mối/Lãnh đạo)"]
    form = read(head, [1, "minh@yte.example", "0233", "Phòng Y tế", "Minh", "Chuyên viên"])
    contact = form.contacts["phong-y-te", "official"]
    assert (contact.email, contact.phone, contact.name, form.problems) == ("minh@yte.example", "0233", "Minh", ())


def test_titles_above_the_table_do_no_harm(read: Read) -> None:
    form = read(["UBND HUYỆN VĨNH LINH"], ["DANH BẠ"], [], HEAD, MINH, HUNG, merged=["A1:C1", "A2:I2"])
    assert (form.contacts, form.problems) == (BOTH, ())


def test_a_header_of_two_rows_is_read_by_its_lower_one(read: Read) -> None:
    upper = [*HEAD[:6], "Vắng mặt", "", ""]
    lower = ["", "", "", "", "", "", "Vắng từ", "Vắng đến", "Người thay"]
    form = read(upper, lower, MINH, HUNG, merged=[f"{letter}1:{letter}2" for letter in "ABCDEF"] + ["G1:I1"])
    assert (form.contacts, form.problems) == (BOTH, ())


def test_column_numbers_headings_blank_and_unfilled_rows_are_passed_over(read: Read) -> None:
    numbers = [f"({number})" for number in range(1, 10)]
    form = read(HEAD, numbers, ["I. Các phòng"], MINH, [], ["Phòng khác", "Văn thư"], HUNG, merged=["A3:I3"])
    assert (form.contacts, form.problems) == (BOTH, ())


def test_an_agency_merged_over_the_rows_of_its_posts_is_theirs_all(read: Read) -> None:
    leader = ["", "Lãnh đạo", "Trưởng phòng", "", "truongphong@yte.example"]
    form = read(HEAD, MINH, leader, merged=["A2:A3"])
    assert list(form.contacts) == [("phong-y-te", "official"), ("phong-y-te", "leader")]


def test_an_office_whose_box_bears_its_name_is_no_heading(read: Read) -> None:
    form = read(HEAD, ["Phòng Y tế", "Văn thư", "Phòng Y tế", "", "vanthu@yte.example"])
    assert form.contacts["phong-y-te", "office"].name == "Phòng Y tế"


def test_one_official_may_stand_for_several_agencies(read: Read) -> None:
    form = read(HEAD, MINH, ["UBND xã Vĩnh Chấp", *MINH[1:]])
    assert list(form.contacts.values()) == [THE_MINH, THE_MINH]
    assert form.problems == ()


def test_without_a_post_a_contact_is_the_official(read: Read) -> None:
    assert list(read(HEAD, ["Phòng Y tế", "", "Minh", "", "minh@yte.example"]).contacts) == [("phong-y-te", "official")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (912345678, "0912345678"),
        (2333820000, "02333820000"),
        ("0912 345 678", "0912 345 678"),
        (19001234, "19001234"),
        ("+84912345678", "+84912345678"),
        (84912345678, "84912345678"),
    ],
)
def test_a_telephone_number_gets_back_the_zero_a_spreadsheet_took(read: Read, written: Any, meant: str) -> None:
    assert read(HEAD, [*MINH[:5], written]).contacts["phong-y-te", "official"].phone == meant


@pytest.mark.parametrize("day", [dt.date(2024, 11, 18), "18/11/2024", "18-11-2024", "18.11.2024", "2024-11-18"])
def test_absences_are_read_however_their_days_are_written(read: Read, day: Any) -> None:
    form = read(HEAD, [*MINH, day, "22/11/2024", "hoa@yte.example"])
    (absence,) = form.contacts["phong-y-te", "official"].absences
    assert (absence.start, absence.end) == (dt.date(2024, 11, 18), dt.date(2024, 11, 22))
    assert (absence.substitute, form.problems) == ("hoa@yte.example", ())


def test_a_contact_away_twice_has_two_rows(read: Read) -> None:
    form = read(HEAD, [*MINH, "02/12/2024", "06/12/2024"], [*MINH, "18/11/2024", "22/11/2024"], MINH)
    assert [absence.start.month for absence in form.contacts["phong-y-te", "official"].absences] == [11, 12]
    assert form.problems == ()


def test_columns_and_sheets_that_are_not_read_are_named_and_stop_nothing(read: Read) -> None:
    form = read([*HEAD, "Ghi chú"], [*MINH, "", "", "", "mới"], HUNG, Sở=[HEAD, MINH])
    assert form.contacts == BOTH
    assert wrong(form) == [("sheet-not-read", 1, 1), ("column-not-read", 1, 10)]
    assert {problem.severity for problem in form.problems} == {Severity.WARNING}
    assert "“Ghi chú”" in form.problems[1].message


# What is not


def test_every_mistake_of_a_form_is_said_at_its_cell(read: Read) -> None:
    form = read(
        ["Danh bạ"],
        HEAD,
        ["Phòng Y tê", "Trưởng ban", "Minh", "", "minh(a)yte.example"],
        ["UBND xã Vĩnh Chấp", "Văn thư", "Hùng\nBcc: hung@vinhchap.example", "", ""],
        [*MINH, "31/11/2025", ""],
        ["", "Văn thư", "", "", "ai@do.example"],
        merged=["A1:I1"],
    )
    assert wrong(form) == [
        ("unknown-agency", 3, 1),
        ("wrong-post", 3, 2),
        ("wrong-email", 3, 5),
        ("missing-email", 4, 5),
        ("wrong-date", 5, 7),
        ("wrong-date", 5, 8),
        ("missing-agency", 6, 1),
    ]
    assert [problem.message.split(":")[0] for problem in form.problems] == [
        "Ô A3", "Ô B3", "Ô E3", "Ô E4", "Ô G5", "Ô H5", "Ô A6",
    ]  # fmt: skip
    assert all(problem.hint for problem in form.problems)


@pytest.mark.parametrize(
    "email",
    [
        "minh",
        "minh@yte",
        "minh@yte.example; hoa@yte.example",
        "Minh <minh@yte.example>",
        "minh @yte.example",
        "mình@yte.example",
        "minh@" + "y" * 250 + ".example",
    ],
)
def test_what_is_no_address_is_refused(read: Read, email: str) -> None:
    problem = only(read(HEAD, [*MINH[:4], email]))
    assert (problem.code, problem.line, problem.column) == ("wrong-email", 2, 5)
    assert problem.message.startswith("Ô E2: địa chỉ thư “")
    assert len(problem.message) < 120


@pytest.mark.parametrize("hidden", ["\n", "\r", "\r\n", "\t", "\u200b", "\u2028"])
@pytest.mark.parametrize("column", [2, 3, 4, 5])
def test_nothing_hidden_gets_into_the_head_of_a_letter(tmp_path: Path, column: int, hidden: str) -> None:
    row = [*MINH]
    row[column] = f"a{hidden}Bcc: hung@vinhchap.example"
    path = tmp_path / "danh-ba.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in (HEAD, row)), encoding="utf-8")
    assert wrong(read_form(read_workbook(path), find)) == [("hidden-character", 2, column + 1)]


def test_two_rows_of_one_agency_and_post_that_differ_are_refused(read: Read) -> None:
    problem = only(read(HEAD, MINH, HUNG, [*MINH[:4], "minh.nguyen@yte.example", MINH[5]]))
    assert (problem.code, problem.line, problem.column) == ("contact-twice", 4, 1)
    assert "khác với dòng 2" in problem.message


def test_two_rows_that_say_the_same_are_one(read: Read) -> None:
    form = read(HEAD, MINH, HUNG, MINH)
    assert (form.contacts, form.problems) == (BOTH, ())


def test_two_absences_from_one_day_that_differ_are_refused(read: Read) -> None:
    form = read(HEAD, [*MINH, "18/11/2024", "22/11/2024"], [*MINH, "18/11/2024", "23/11/2024"])
    assert wrong(form) == [("absence-twice", 3, 7)]


@pytest.mark.parametrize("day", ["31/11/2024", "29/02/2023", "1/1/24", "thứ Hai", "45000", "18/11/1999", "2024-13-01"])
def test_a_day_that_is_none_is_refused(read: Read, day: str) -> None:
    assert wrong(read(HEAD, [*MINH, day, "22/11/2024"])) == [("wrong-date", 2, 7)]


@pytest.mark.parametrize(
    ("away", "found"),
    [
        (["18/11/2024", ""], [("wrong-date", 2, 8)]),
        (["", "22/11/2024"], [("wrong-date", 2, 7)]),
        (["", "", "hoa@yte.example"], [("wrong-date", 2, 7), ("wrong-date", 2, 8)]),
        (["22/11/2024", "18/11/2024"], [("absence-backwards", 2, 8)]),
        (["18/11/2024", "22/11/2024", "Hoa"], [("wrong-email", 2, 9)]),
    ],
)
def test_half_an_absence_is_refused(read: Read, away: list[str], found: list[tuple[str, int, int]]) -> None:
    assert wrong(read(HEAD, [*MINH, *away])) == found


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ([], "sheet-empty", 1),
        ([["", None]], "sheet-empty", 1),
        ([["Danh bạ"], MINH], "no-header-row", 1),
        ([["Thư điện tử", "Họ và tên"], MINH], "no-header-row", 1),
        ([["Danh bạ"], HEAD], "sheet-empty", 2),
        ([HEAD, ["Phòng Y tế"]], "sheet-empty", 1),
        ([["Cơ quan", "Họ và tên"], ["Phòng Y tế", "Minh"]], "missing-column", 1),
        ([[*HEAD, "E-mail"], MINH], "column-twice", 1),
    ],
)
def test_a_table_that_is_none_is_said_with_what_to_do(read: Read, rows: list[Any], code: str, line: int) -> None:
    problem = only(read(*rows))
    assert (problem.code, problem.line) == (code, line)
    assert problem.hint
