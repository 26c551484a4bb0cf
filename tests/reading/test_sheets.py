"""Spreadsheets become rows of text and dates; what cannot be read is one sentence, and nothing large is ever unpacked."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest

from engine.reading.sheets import MAX_BYTES, MAX_ROWS, letters, read_workbook
from tests.sheet_files import csv_of, tampered, xlsx


def codes(path: Path) -> list[str]:
    found = read_workbook(path)
    assert found.sheets == ()
    assert [(problem.file, problem.line, problem.column) for problem in found.problems] == [(str(path), 1, 1)]
    return [problem.code for problem in found.problems]


def rows(path: Path) -> tuple[tuple[str | dt.date, ...], ...]:
    found = read_workbook(path)
    assert found.problems == ()
    return found.sheets[0].rows


def test_cells_read_as_people_see_them(tmp_path: Path) -> None:
    written = [" Minh ", None, 912345678, 3.0, 2.5, dt.date(2024, 12, 10), dt.datetime(2024, 12, 9, 8)]
    read = ("Minh", "", "912345678", "3", "2.5", dt.date(2024, 12, 10), dt.date(2024, 12, 9))
    assert rows(xlsx(tmp_path / "a.xlsx", written)) == (read,)


def test_a_merged_cell_says_the_same_wherever_it_reaches(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        ["Danh bạ", None, None],
        ["Phòng Y tế", "a", "b"],
        [None, "c", "d"],
        merged=["A1:C1", "A2:A3"],
    )
    assert rows(path) == (("Danh bạ",) * 3, ("Phòng Y tế", "a", "b"), ("Phòng Y tế", "c", "d"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_whatever_divides_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    said = [["Danh bạ"], ["Phòng Y tế", "Minh", "chuyên viên, kiêm văn thư"], ["", "Lan", ""]]
    found = rows(csv_of(tmp_path / "a.csv", *said, delimiter=delimiter, encoding=encoding))
    assert found == tuple(map(tuple, said))


def test_text_has_one_spelling_whatever_the_file_has(tmp_path: Path) -> None:
    decomposed = "Pho\u0300ng Y te\u0302\u0301"
    assert (
        rows(xlsx(tmp_path / "a.xlsx", [decomposed]))
        == rows(csv_of(tmp_path / "a.csv", [decomposed]))
        == (("Phòng Y tế",),)
    )


def test_every_sheet_is_read_and_a_cell_is_named_with_its_sheet_where_there_are_several(tmp_path: Path) -> None:
    alone = read_workbook(xlsx(tmp_path / "a.xlsx", ["x"])).sheets[0]
    _, second = read_workbook(xlsx(tmp_path / "b.xlsx", ["x"], Sở=[["y"]])).sheets
    assert alone.problem(7, 3, "c", "sai").message == "Ô C7: sai"
    assert second.problem(7, 3, "c", "sai").message == "Ô C7, trang “Sở”: sai"
    assert second.rows == (("y",),)


@pytest.mark.parametrize(("column", "said"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_called_as_spreadsheets_call_them(column: int, said: str) -> None:
    assert letters(column) == said


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a", "a.docx"])
def test_what_is_no_spreadsheet_by_its_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert codes(tmp_path / name) == ["not-a-sheet"]


def test_what_is_no_spreadsheet_within_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old or a locked one")
    (tmp_path / "b.xlsx").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("khac.txt", "x")
    assert [codes(tmp_path / name) for name in ("a.xlsx", "b.xlsx", "c.xlsx")] == [["not-a-sheet"]] * 3


def test_a_workbook_damaged_anywhere_is_refused_or_read_and_never_fails(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", ["Cơ quan", "Thư điện tử"], ["Phòng Y tế", "minh@yte.example"]).read_bytes()
    for place in range(0, len(whole), 37):
        (tmp_path / "b.xlsx").write_bytes(whole[:place] + b"\xff\x00\xff" + whole[place + 3 :])
        found = read_workbook(tmp_path / "b.xlsx")
        assert bool(found.sheets) != bool(found.problems)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    assert codes(tmp_path / "khong-co.xlsx") == ["file-missing"]
    (tmp_path / "thu-muc.csv").mkdir()
    assert codes(tmp_path / "thu-muc.csv") == ["file-is-folder"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert codes(tmp_path / "a.csv") == ["file-unreadable"]


def test_a_csv_in_another_encoding_is_refused_where_it_shows(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", ["Họ tên"], ["Đỗ Văn Minh"], encoding="utf-16")
    assert codes(path) == ["not-utf8"]


# Size


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_large_file_is_refused_unread(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert codes(tmp_path / name) == ["sheet-too-big"]


def test_a_small_file_that_unpacks_into_a_large_one_is_refused_unread(tmp_path: Path) -> None:
    path = tampered(xlsx(tmp_path / "a.xlsx", ["x"]), lambda sheet: sheet + b" " * 30_000_000)
    assert path.stat().st_size < 100_000
    assert codes(path) == ["sheet-too-big"]


def test_a_merge_over_a_whole_sheet_is_refused_before_it_is_filled_in(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["x"], merged=["A1:C3"])
    assert codes(tampered(path, lambda sheet: sheet.replace(b"A1:C3", b"A1:XFD1048576"))) == ["sheet-too-big"]


def test_a_sheet_of_very_many_cells_is_refused(tmp_path: Path) -> None:
    row = b"<row>" + b"<c/>" * 1000 + b"</row>"
    path = tampered(
        xlsx(tmp_path / "a.xlsx", ["x"]), lambda sheet: sheet.replace(b"</sheetData>", row * 401 + b"</sheetData>")
    )
    assert codes(path) == ["sheet-too-big"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_table_that_goes_on_too_far_is_refused_whole_and_not_cut(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write = xlsx if ending == ".xlsx" else csv_of
    assert codes(write(path, *([["x"]] * (MAX_ROWS + 1)))) == ["sheet-too-big"]
    assert len(rows(write(path, *([["x"]] * MAX_ROWS)))) == MAX_ROWS


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "Minh">]>'
    path = xlsx(tmp_path / "a.xlsx", ["Minh"])
    assert codes(tampered(path, lambda sheet: entity + sheet.replace(b"Minh", b"&a;"))) == ["not-a-sheet"]
