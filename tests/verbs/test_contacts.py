"""Contacts imported from a form: all of it or nothing, twice is once, and what it does not name is left alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from engine.clock import moment
from engine.contacts import (
    Imported,
    TemplateEndingError,
    TemplateExistsError,
    TemplateNotWrittenError,
    import_contacts,
    write_template,
)
from engine.directory.models import Contact, Post
from engine.doctor import doctor
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import NothingRecordedError
from engine.ledger.tables import events
from engine.ledger.unit import TooEarlyError
from engine.ledger.verification import verify_log
from tests.conftest import DIRECTORY, MINH, PLAN, Office
from tests.sheet_files import csv_of, xlsx

AT = "2024-11-04T09:00"
HEAD = ["Cơ quan", "Vai trò", "Họ và tên", "Chức vụ", "Thư điện tử", "Điện thoại", "Vắng từ", "Vắng đến", "Người thay"]
HOA = ["Phòng Y tế", "Cán bộ đầu mối", "Hoa", "", "hoa@yte.example", ""]
BOX = ["Phòng Y tế", "Văn thư", "", "", "vanthu@yte.example", "0233 000 0009"]
SAME_MINH = ["Phòng Y tế", "Cán bộ đầu mối", "Minh", "", "minh@yte.example", ""]
OTHER_PLAN = PLAN.replace("id: binh-dang-gioi", "id: ke-hoach-khac")


@pytest.fixture
def adopted(office: Office) -> Office:
    office.apply()
    return office


def take_over(office: Office, *rows: list[Any], at: str = AT) -> Imported:
    return import_contacts(office.ledger, xlsx(office.files / "danh-ba.xlsx", *rows), moment(at))


def posts(office: Office, agency: str = "phong-y-te") -> dict[Post, Contact]:
    with office.ledger.read() as connection:
        return read_address_book(connection).posts.get(agency, {})


def told(office: Office) -> list[dict[str, Any]]:
    with office.ledger.read() as connection:
        query = sa.select(events.c.data).where(events.c.kind == "contacts_imported").order_by(events.c.seq)
        return [json.loads(data) for data in connection.execute(query).scalars()]


def codes(result: Imported) -> list[str]:
    return [problem.code for problem in result.problems]


def test_a_form_adds_changes_and_leaves_alone(adopted: Office) -> None:
    result = take_over(adopted, HEAD, HOA, BOX)
    assert [(one.key, one.after.email) for one in result.added] == [("phong-y-te/office", "vanthu@yte.example")]
    assert [(one.key, one.before and one.before.name, one.after.name) for one in result.changed] == [
        ("phong-y-te/official", "Minh", "Hoa")
    ]
    assert (result.unchanged, result.left_alone, result.problems) == (0, 4, ())
    assert {post: contact.name for post, contact in posts(adopted).items()} == {"official": "Hoa", "office": ""}
    assert posts(adopted, "xa-vinh-chap")["official"].name == "Hùng"


def test_the_next_letter_goes_to_the_new_address(adopted: Office) -> None:
    take_over(adopted, HEAD, HOA)
    adopted.run("2024-11-05T08:00")
    assert {letter.email for letter in adopted.letters() if MINH in letter.obligations} == {"hoa@yte.example"}


def test_twice_is_once(adopted: Office) -> None:
    take_over(adopted, HEAD, [*HOA, "18/11/2024", "22/11/2024", "minh@yte.example"], BOX)
    again = take_over(adopted, HEAD, [*HOA, "18/11/2024", "22/11/2024", "minh@yte.example"], BOX, at="2024-11-05")
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)
    assert len(told(adopted)) == 1


def test_an_import_is_one_event_that_says_whose_letters_go_where(adopted: Office) -> None:
    take_over(adopted, HEAD, HOA, BOX)
    assert told(adopted) == [
        {
            "file": "danh-ba.xlsx",
            "added": {"phong-y-te/office": "vanthu@yte.example"},
            "changed": {"phong-y-te/official": "hoa@yte.example"},
        }
    ]
    assert verify_log(adopted.ledger).broken is None


def test_one_mistake_and_nothing_is_taken_over(adopted: Office) -> None:
    before = posts(adopted)
    result = take_over(adopted, HEAD, BOX, HOA, ["UBND xã Vĩnh Chấp", "", "", "", "hung@"], ["Phòng Y", *HOA[1:]])
    assert (result.ok, result.added, result.changed) == (False, (), ())
    assert [(problem.code, problem.line, problem.column) for problem in result.problems] == [
        ("wrong-email", 4, 5),
        ("unknown-agency", 5, 1),
    ]
    assert (posts(adopted), told(adopted)) == (before, [])


def test_a_rehearsal_says_the_same_and_keeps_nothing(adopted: Office) -> None:
    path = xlsx(adopted.files / "danh-ba.xlsx", HEAD, HOA)
    rehearsed = import_contacts(adopted.ledger.rehearsal(), path, moment(AT))
    assert posts(adopted)["official"].name == "Minh"
    assert import_contacts(adopted.ledger, path, moment(AT)) == rehearsed


def test_a_directory_gives_way_to_what_was_imported(adopted: Office) -> None:
    take_over(adopted, HEAD, HOA)
    adopted.apply("2024-11-05", adopted.plan(PLAN, DIRECTORY.replace("name: Minh", "name: Minh Nguyễn")))
    assert posts(adopted)["official"].name == "Hoa"


def test_doctor_names_who_has_no_address_and_who_is_away_with_nobody_in_their_place(adopted: Office) -> None:
    take_over(adopted, HEAD, [*SAME_MINH, "18/11/2024", "22/11/2024"])
    found = {day: [one.code for one in doctor(adopted.ledger, moment(day))] for day in ("2024-11-15", "2024-11-18")}
    assert not {"contact", "contact-away"} & set(found["2024-11-15"])
    assert "contact-away" in found["2024-11-18"]
    take_over(adopted, HEAD, BOX)
    assert "contact-away" not in [one.code for one in doctor(adopted.ledger, moment("2024-11-18"))]


# Columns that are not there


def test_a_column_that_is_not_there_changes_nothing(adopted: Office) -> None:
    take_over(adopted, HEAD, [*SAME_MINH[:3], "chuyên viên", SAME_MINH[4], "0233", "18/11/2024", "22/11/2024"])
    result = take_over(adopted, ["Cơ quan", "Email"], ["Phòng Y tế", "minh.nguyen@yte.example"])
    minh = posts(adopted)["official"]
    assert len(result.changed) == 1
    assert (minh.email, minh.name, minh.position, minh.phone) == (
        "minh.nguyen@yte.example",
        "Minh",
        "chuyên viên",
        "0233",
    )
    assert [absence.start for absence in minh.absences] == [dt.date(2024, 11, 18)]


def test_an_empty_cell_of_a_column_that_is_there_empties(adopted: Office) -> None:
    take_over(adopted, HEAD, [*SAME_MINH, "18/11/2024", "22/11/2024"])
    take_over(adopted, HEAD, ["Phòng Y tế", "", "", "", "minh@yte.example"])
    assert (posts(adopted)["official"].name, posts(adopted)["official"].absences) == ("", ())


def test_who_stands_in_keeps_the_name_the_form_has_no_column_for(adopted: Office) -> None:
    away = ["18/11/2024", "22/11/2024", "hoa@yte.example"]
    take_over(adopted, [*HEAD, "Họ tên người thay"], [*SAME_MINH, *away, "Hoa"])
    take_over(adopted, HEAD, [*SAME_MINH[:5], "0233", *away])
    assert [absence.name for absence in posts(adopted)["official"].absences] == ["Hoa"]


# Who is meant


@pytest.mark.parametrize(
    "name",
    ["phong-ldtbxh", "Phòng LĐ-TB&XH", "phòng lao động – thương binh và xã hội", "Phòng  LĐTBXH\n", "Phòng Lao động"],
)
def test_an_agency_is_found_by_id_name_and_alias_however_spelt(office: Office, name: str) -> None:
    alias = DIRECTORY.replace("relation: affiliated}", "relation: affiliated, aliases: [Phòng Lao động]}")
    office.apply("2024-11-01", office.plan(PLAN, alias))
    result = take_over(office, HEAD, [name, "", "Lan", "chuyên viên", "lan@ldtbxh.example", "0233 000 0000"])
    assert (result.unchanged, result.problems) == (1, ())


def test_an_unknown_agency_is_said_with_the_nearest_and_a_group_as_a_group(adopted: Office) -> None:
    result = take_over(adopted, HEAD, ["Phòng Y té", *HOA[1:]], ["UBND các xã", *HOA[1:]])
    assert codes(result) == ["unknown-agency", "group-as-office"]
    assert result.problems[0].hint == "Ý bạn là “Phòng Y tế”?"


def test_a_name_of_two_agencies_is_asked_about_and_an_id_beside_it_decides(adopted: Office) -> None:
    other = DIRECTORY.replace("phong-y-te", "phong-y-te-khac")
    adopted.apply("2024-11-02", adopted.plan(OTHER_PLAN.replace("phong-y-te", "phong-y-te-khac"), other))
    assert codes(take_over(adopted, HEAD, HOA)) == ["ambiguous-agency"]
    take_over(adopted, HEAD, ["Phòng Y tế (phong-y-te-khac)", *HOA[1:]])
    assert (posts(adopted)["official"].name, posts(adopted, "phong-y-te-khac")["official"].name) == ("Minh", "Hoa")


def test_an_agency_that_no_plan_names_any_more_is_still_known(adopted: Office) -> None:
    gone = PLAN.replace("          - {agency: hoi-phu-nu, basis: invited}\n", "")
    smaller = "\n".join(line for line in DIRECTORY.splitlines() if "hoi-phu-nu" not in line)
    adopted.apply("2024-11-02", adopted.plan(gone, smaller))
    result = take_over(adopted, HEAD, ["Hội Liên hiệp Phụ nữ huyện", "Văn thư", "", "", "vt@phunu.example"])
    assert [one.key for one in result.added] == ["hoi-phu-nu/office"]


# When and where


def test_before_any_plan_there_is_nobody_to_import(office: Office) -> None:
    with pytest.raises(NothingRecordedError):
        take_over(office, HEAD, HOA)
    assert not office.home.exists()


def test_an_import_before_the_last_event_is_refused(adopted: Office) -> None:
    with pytest.raises(TooEarlyError):
        take_over(adopted, HEAD, HOA, at="2024-10-31")


def test_a_file_that_cannot_be_read_is_a_problem(adopted: Office) -> None:
    assert codes(import_contacts(adopted.ledger, adopted.files / "khong-co.csv", moment(AT))) == ["file-missing"]


# The form to fill in


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_form_holds_what_is_known_and_taken_over_unchanged_changes_nothing(adopted: Office, ending: str) -> None:
    away = ["18/11/2024", "22/11/2024", "hoa@yte.example"]
    take_over(adopted, HEAD, [*SAME_MINH, *away], [*SAME_MINH, "02/12/2024", "06/12/2024"], BOX)
    path = adopted.files / f"bieu-mau.{ending}"
    assert write_template(adopted.ledger, path) == 6
    result = import_contacts(adopted.ledger, path, moment("2024-11-05"))
    assert (result.added, result.changed, result.left_alone, result.problems) == ((), (), 0, ())
    assert result.unchanged == 6


def test_the_form_has_a_row_for_every_agency_known_or_not(adopted: Office) -> None:
    write_template(adopted.ledger, adopted.files / "bieu-mau.xlsx")
    form, help_ = load_workbook(adopted.files / "bieu-mau.xlsx").worksheets
    written = list(form.iter_rows(min_row=3, max_col=5, values_only=True))
    assert [row[0] for row in written][:2] == ["Hội Liên hiệp Phụ nữ huyện", "Phòng Lao động - Thương binh và Xã hội"]
    assert ("UBND huyện Vĩnh Linh", "Cán bộ đầu mối", None, None, None) in written
    assert ("Phòng Y tế", "Cán bộ đầu mối", "Minh", None, "minh@yte.example") in written
    assert [str(one.sqref) for one in form.data_validations.dataValidation] == ["B3:B508"]
    assert help_.title == "Hướng dẫn"


def test_a_form_filled_in_is_taken_over(adopted: Office) -> None:
    path = adopted.files / "bieu-mau.xlsx"
    write_template(adopted.ledger, path)
    book = load_workbook(path)
    form = book.worksheets[0]
    (row,) = [cells[0].row for cells in form.iter_rows(min_row=3) if cells[0].value == "UBND huyện Vĩnh Linh"]
    assert row
    form.cell(row, 5, "vanphong@vinhlinh.example")
    book.save(path)
    assert [one.key for one in import_contacts(adopted.ledger, path, moment(AT)).added] == ["ubnd-huyen/official"]


def test_agencies_of_one_name_are_told_apart_in_the_form(adopted: Office) -> None:
    other = DIRECTORY.replace("phong-y-te", "phong-y-te-khac")
    adopted.apply("2024-11-02", adopted.plan(OTHER_PLAN.replace("phong-y-te", "phong-y-te-khac"), other))
    write_template(adopted.ledger, adopted.files / "bieu-mau.csv")
    assert "Phòng Y tế (phong-y-te-khac)" in (adopted.files / "bieu-mau.csv").read_text("utf-8-sig")
    assert import_contacts(adopted.ledger, adopted.files / "bieu-mau.csv", moment(AT)).unchanged == 6


def test_a_name_is_never_a_formula(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, DIRECTORY.replace("name: Minh}", 'name: "=1+1"}')))
    write_template(office.ledger, office.files / "bieu-mau.xlsx")
    cells = [cell for row in load_workbook(office.files / "bieu-mau.xlsx").worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} <= {"s", "inlineStr"}
    assert any(cell.value == "=1+1" for cell in cells)


def test_a_form_is_never_written_over_another_file(adopted: Office) -> None:
    path = csv_of(adopted.files / "bieu-mau.csv", ["đã điền"])
    with pytest.raises(TemplateExistsError):
        write_template(adopted.ledger, path)
    assert path.read_bytes() == "đã điền\r\n".encode()


@pytest.mark.parametrize(
    ("name", "error"), [("bieu-mau.pdf", TemplateEndingError), ("mat/bieu-mau.csv", TemplateNotWrittenError)]
)
def test_a_form_that_cannot_be_written_is_said(adopted: Office, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        write_template(adopted.ledger, adopted.files / name)


def test_there_is_no_form_before_any_plan(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NothingRecordedError):
        write_template(office.ledger, tmp_path / "bieu-mau.csv")
    assert not (tmp_path / "bieu-mau.csv").exists()
