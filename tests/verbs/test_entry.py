"""Quick entry: which reports are offered, who owes one, what a row of cells says, and that all is recorded or nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from engine.answer import Answer, NotSensibleError, answer_each
from engine.clock import moment
from engine.entry import OneReport, report_lines, unrecorded_reports
from engine.entry_cells import CELLS, NOTHING, read_row, tidy, way_typed
from engine.entry_paste import read_paste
from engine.ledger.unit import ChangedMeanwhileError
from engine.obligations.history import Facts
from tests.conftest import HUNG, MINH, VINH_O, Office

REPORT = OneReport("binh-dang-gioi", "bao-cao-thang-12", "-")
TODAY = dt.date(2024, 12, 11)
NINTH = dt.date(2024, 12, 9)
NAMES = ["UBND xã Vĩnh Chấp", "UBND xã Vĩnh Ô", "UBND thị trấn Hồ Xá", "Phòng Y tế"]


@pytest.fixture
def lan(office: Office) -> Office:
    """Return Lan's office, which follows its plan."""
    office.apply()
    return office


def said(number: str = "12/BC", **more: Any) -> Answer:
    """Return what is recorded of a report sent in time."""
    return Answer("done", number=number, sent=NINTH, by_office=True, **more)


def seen(office: Office, at: str) -> dict[str, Facts]:
    """Return the facts that somebody sees who looks at a moment."""
    return {line.id: line.tracked.facts for line in report_lines(office.ledger, REPORT, moment(at))}


# Which reports


def test_a_report_is_offered_from_near_its_limit_until_all_are_recorded(lan: Office) -> None:
    assert unrecorded_reports(lan.ledger, moment("2024-10-20")) == ()
    (one,) = unrecorded_reports(lan.ledger, moment("2024-11-20"))
    assert (one.report, one.last_day, one.owing) == (REPORT, NINTH, 4)
    answer_each(lan.ledger, {line: said() for line in seen(lan, "2024-12-11")}, moment("2024-12-11"))
    assert unrecorded_reports(lan.ledger, moment("2024-12-12")) == ()


def test_the_report_at_hand_comes_first_whatever_its_limit(lan: Office) -> None:
    undated = OneReport("binh-dang-gioi", "tuyen-truyen", "-")
    found = unrecorded_reports(lan.ledger, moment("2024-12-11"), undated)
    assert [(one.report, one.last_day) for one in found] == [(undated, None), (REPORT, NINTH)]


def test_the_past_is_read_as_it_was(lan: Office) -> None:
    before = unrecorded_reports(lan.ledger, moment("2024-12-10T08:00"))
    stood = report_lines(lan.ledger, REPORT, moment("2024-12-10T08:00"))
    answer_each(lan.ledger, {HUNG: said()}, moment("2024-12-11T08:00"))
    assert unrecorded_reports(lan.ledger, moment("2024-12-10T08:00")) == before
    assert report_lines(lan.ledger, REPORT, moment("2024-12-10T08:00")) == stood
    assert [one.owing for one in unrecorded_reports(lan.ledger, moment("2024-12-11T09:00"))] == [3]


def test_of_no_ledger_there_is_nothing(office: Office) -> None:
    assert unrecorded_reports(office.ledger, moment("2024-12-11")) == ()
    assert report_lines(office.ledger, REPORT, moment("2024-12-11")) == ()


# Recording


def test_each_agency_is_recorded_with_its_own_document(lan: Office) -> None:
    both = {HUNG: said("12/BC", way="qlvb"), VINH_O: said("13/BC", way="paper")}
    assert answer_each(lan.ledger, both, moment("2024-12-11")) == 2
    assert answer_each(lan.ledger, both, moment("2024-12-11")) == 0
    data = [lan.history(one)[-1].data for one in (HUNG, VINH_O)]
    assert [(one["number"], one["way"]) for one in data] == [("12/BC", "qlvb"), ("13/BC", "paper")]
    assert lan.one(HUNG, "2024-12-11T09:00")["state"] == "done_on_time"


def test_a_document_without_a_way_is_logged_as_before(lan: Office) -> None:
    answer_each(lan.ledger, {HUNG: said()}, moment("2024-12-11"))
    assert "way" not in lan.history(HUNG)[-1].data
    assert said().digest(1) == said(way=None).digest(1)


def test_one_that_has_changed_meanwhile_keeps_all_from_being_recorded(lan: Office) -> None:
    looked = seen(lan, "2024-12-10")
    answer_each(lan.ledger, {HUNG: said("99/BC"), MINH: said("98/BC")}, moment("2024-12-11T08:00"))
    both = {HUNG: said(), VINH_O: said(), MINH: said()}
    with pytest.raises(ChangedMeanwhileError, match=f"{HUNG}, {MINH} vừa có diễn biến mới"):
        answer_each(lan.ledger.seeing(looked), both, moment("2024-12-11T08:01"))
    assert lan.history(HUNG)[-1].data["number"] == "99/BC"
    assert len(lan.history(VINH_O)) == 1


def test_one_that_cannot_be_keeps_all_from_being_recorded(lan: Office) -> None:
    ahead = Answer("done", number="1", sent=dt.date(2025, 1, 1), by_office=True)
    with pytest.raises(NotSensibleError, match=f"{VINH_O}: Ngày gửi không thể sau hôm nay"):
        answer_each(lan.ledger, {HUNG: said(), VINH_O: ahead}, moment("2024-12-11"))
    assert len(lan.history(HUNG)) == 1


# Cells


@pytest.mark.parametrize("typed", ["9/12", "09/12/2024", "9.12", "9-12", "9/12/24", "09122024", "2024-12-09 00:00"])
def test_a_day_is_completed_and_written_out(typed: str) -> None:
    assert tidy("sent", typed, TODAY) == "09/12/2024"


@pytest.mark.parametrize("typed", ["0", "kps", "KPS", "Không phát sinh", "khong phat sinh"])
def test_nothing_to_report_is_a_word_in_the_place_of_a_number(typed: str) -> None:
    assert tidy("number", typed, TODAY) == NOTHING
    row = read_row([typed, "", "9/12", ""], TODAY)
    assert row is not None
    assert (row.nothing, row.number, row.sent, row.is_good) == (True, None, NINTH, True)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("q", "qlvb"),
        ("QLVB", "qlvb"),
        ("g", "paper"),
        ("giấy", "paper"),
        ("t", "email"),
        ("email", "email"),
        ("z", "zalo"),
        ("", None),
        (" ", None),
        ("bồ câu", None),
    ],
)
def test_how_it_came_is_known_by_the_beginning_of_a_word(typed: str, way: str | None) -> None:
    assert way_typed(typed) == way


def test_a_row_says_what_is_wrong_and_what_is_missing() -> None:
    assert read_row([""] * len(CELLS), TODAY) is None
    row = read_row(["", "31/2", "", "bồ câu"], TODAY)
    assert row is not None
    assert (set(row.wrong), set(row.missing)) == ({"document_date", "way"}, {"number"})


def test_a_document_without_a_day_of_sending_was_sent_on_its_own_day() -> None:
    row = read_row(["12/BC", "9/12", "", ""], TODAY)
    assert row is not None
    assert (row.sent, row.is_good) == (NINTH, True)


# Pastes


def test_rows_without_names_go_from_the_cursor_on_and_not_beyond() -> None:
    found = read_paste("1\t2\t3\n4\t5\n6\n", NAMES, 4, (2, 2))
    assert found.cells == {(2, 2): "1", (2, 3): "2", (3, 2): "4", (3, 3): "5"}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Ủy ban nhân dân xã Vĩnh Chấp", 0),
        ("xa vinh o", 1),
        ("VĨNH Ô", 1),
        ("TT. Hồ Xá", 2),
        ("phòng y tế", 3),
    ],
)
def test_an_agency_is_found_by_its_name_however_it_is_written(name: str, row: int) -> None:
    assert read_paste(f"{name}\t12/BC", NAMES, 4, (0, 0)).cells == {(row, 0): "12/BC"}
    assert read_paste(f"5\t{name}\t12/BC", NAMES, 4, (0, 0)).cells == {(row, 0): "12/BC"}


def test_a_name_that_two_share_is_left_to_the_person() -> None:
    found = read_paste(
        "Vĩnh Long\t1\nPhòng Y tế\t2\nVĩnh Long\t3", [*NAMES, "xã Vĩnh Long", "thị trấn Vĩnh Long"], 4, (0, 0)
    )
    assert (found.cells, found.unknown) == ({(3, 0): "2"}, ("Vĩnh Long",))


@pytest.mark.parametrize(
    "text", ["", "\t" * 100_000, "\n" * 100_000, '"' + "a\n" * 50_000, "\0\x1b" * 50_000, "é" * 100_000]
)
def test_nonsense_of_100_kb_is_quickly_read(text: str) -> None:
    assert len(read_paste(text, NAMES, 4, (0, 0)).cells) <= len(NAMES) * 4
