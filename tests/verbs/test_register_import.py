"""Importing the register of incoming documents: what it reads, what it proposes, and that it never proposes twice."""

from __future__ import annotations

import cProfile
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from engine.clock import moment
from engine.ledger.ledger import NothingRecordedError
from engine.ledger.reader import tracked_all
from engine.reading.problems import has_errors
from engine.register.columns import HOW_TO_MAP
from engine.register.matching import Matched, Matching
from engine.register.owed import owed_of, plan_words
from engine.register.rows import Document
from engine.register.senders import Senders
from engine.register_import import Imported, UnknownColumnError, import_register, proposed
from engine.spec.plan import Plan
from engine.status import status
from tests.conftest import HUNG, MINH, PLAN, VINH_O, Office
from tests.sheet_files import Row, csv_of, xlsx

AT, LATE = "2024-12-06T09:00", "2024-12-10T08:00"
HEAD = ["Nơi gửi", "Số, ký hiệu", "Trích yếu", "Ngày văn bản", "Ngày đến"]
REPORT = "Báo cáo kết quả công tác bình đẳng giới năm 2024"
OF_MINH = ["Phòng Y tế", "45/BC-PYT", REPORT, "05/12/2024", "05/12/2024"]
OF_HUNG = ["UBND xã Vĩnh Chấp", "312/BC-UBND", REPORT, "04/12/2024", "06/12/2024"]
OF_VINH_O = ["UBND xã Vĩnh Ô", "99/BC-UBND", REPORT, "06/12/2024", "06/12/2024"]
OTHER = ["UBND xã Vĩnh Ô", "98/BC-UBND", "Báo cáo công tác dân số năm 2024", "06/12/2024", "06/12/2024"]
CHILDREN = (
    PLAN.replace("binh-dang-gioi", "tre-em").replace("58/KH-UBND", "59/KH-UBND").replace("bình đẳng giới", "trẻ em")
)


@pytest.fixture
def lan(office: Office) -> Office:
    """Return Lan's office, which follows its plan."""
    office.apply()
    return office


def imports(office: Office, *rows: Row, at: str = AT, head: Row = HEAD, **columns: str) -> Imported:
    return read(office, xlsx(office.files / "so.xlsx", head, *rows), at, **columns)


def read(office: Office, path: Path, at: str = AT, **columns: str) -> Imported:
    return import_register(office.ledger, path, moment(at), columns)


def found(result: Imported) -> list[str]:
    return [one.owed.id for one in result.proposed]


def age(office: Office, at: str) -> dt.datetime | None:
    return status(office.ledger, moment(at)).imported_at


# What it reads


@pytest.mark.parametrize(
    "head",
    [
        ["Cơ quan ban hành", "Số ký hiệu", "Trích yếu nội dung", "Ngày ban hành", "Ngày đến"],
        ["Đơn vị gửi", "Số hiệu", "Nội dung", "Ngày ký", "Ngày nhận"],
        ["TÁC GIẢ", "Số và ký hiệu", "Tên loại và trích yếu nội dung", "Ngày, tháng", "Ngày tiếp nhận"],
    ],
)
def test_the_columns_are_known_by_the_words_of_each_system(lan: Office, head: Row) -> None:
    assert found(imports(lan, OF_MINH, head=head)) == [MINH]


def test_a_title_above_and_columns_in_another_order_do_no_harm(lan: Office) -> None:
    rows = [["SỔ VĂN BẢN ĐẾN"], ["Từ ngày 01/12/2024"], HEAD[::-1], ["(1)", "(2)", "(3)", "(4)", "(5)"], OF_MINH[::-1]]
    assert found(read(lan, xlsx(lan.files / "so.xlsx", *rows, merged=["A1:E1"]))) == [MINH]


def test_a_column_of_its_own_name_is_told_once_and_remembered(lan: Office) -> None:
    head = ["Bên phát đi", "Mã", "Tóm lược", "Hôm", "Ngày đến"]
    asked = imports(lan, OF_MINH, head=head)
    assert [(one.line, one.column, one.code, one.hint) for one in asked.problems] == [
        (1, 1, "missing-column", HOW_TO_MAP)
    ]
    told = {"sender": "Bên phát đi", "Số, ký hiệu": "Mã", "trich-yeu": "Tóm lược", "dated": "Hôm"}
    assert found(imports(lan, OF_MINH, head=head, **told)) == [MINH]
    assert found(imports(lan, OF_MINH, OF_HUNG, head=head)) == [HUNG]


def test_a_heading_that_is_not_in_the_file_is_said(lan: Office) -> None:
    for told in ({"sender": "Nơi nào"}, {"dated": "Nơi nào"}):
        (problem,) = imports(lan, OF_MINH, **told).problems
        assert (problem.code, problem.message) == ("no-such-column", "Ô A1: không có cột “Nơi nào” trong bảng")


def test_a_column_that_no_register_has_is_wrong_usage(lan: Office) -> None:
    with pytest.raises(UnknownColumnError, match="Không có cột “Người ký”; chọn một trong: Nơi gửi, Số, ký hiệu"):
        imports(lan, OF_MINH, **{"Người ký": "Người ký"})


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ","), ("utf-8-sig", ";"), ("utf-8", "\t")]
)
def test_a_csv_file_is_read_however_it_is_delimited(lan: Office, encoding: str, delimiter: str) -> None:
    path = csv_of(lan.files / "so.csv", HEAD, OF_MINH, delimiter=delimiter, encoding=encoding)
    assert found(read(lan, path)) == [MINH]


@pytest.mark.parametrize("raw", ["Nơi gửi".encode("utf-16"), "NOI GUI,\u0110\xea".encode("cp1258")])
def test_a_csv_file_in_an_older_encoding_is_asked_for_again(lan: Office, raw: bytes) -> None:
    path = lan.files / "so.csv"
    path.write_bytes(raw)
    (problem,) = read(lan, path).problems
    assert (problem.code, problem.message) == ("not-utf8", "Tệp chưa được lưu bằng bảng mã UTF-8")
    assert age(lan, AT) is None


@pytest.mark.parametrize("day", [dt.date(2024, 12, 5), "05-12-2024 07:30", 45631, "45631", "2024-12-05"])
def test_a_date_is_read_as_a_date_as_text_or_as_a_bare_number(lan: Office, day: object) -> None:
    (one,) = imports(lan, ["Phòng Y tế", "45/BC-PYT", REPORT, day, ""]).proposed
    assert (one.document.dated, one.document.left) == (dt.date(2024, 12, 5), dt.date(2024, 12, 5))


def test_a_row_that_says_too_little_is_left_alone_and_named(lan: Office) -> None:
    rows = [["", "1/BC", REPORT, "05/12/2024", ""], ["Phòng Y tế", "2/BC-PYT", REPORT, "hôm qua", ""], OF_HUNG]
    result = imports(lan, *rows, ["Phòng Y tế", "3/BC-PYT", REPORT, "05/12/2025", ""])
    assert (result.ok, result.rows, found(result)) == (True, 4, [HUNG])
    assert [(one.line, one.code) for one in result.problems] == [
        (2, "missing-sender"),
        (3, "wrong-date"),
        (5, "date-ahead"),
    ]


@pytest.mark.parametrize("name", ["trong.xlsx", "trong.csv", "hong.xlsx", "so.pdf", "khong-co.xlsx"])
def test_a_file_that_is_no_register_is_a_sentence_and_records_nothing(lan: Office, name: str) -> None:
    path = lan.files / name
    if name == "trong.xlsx":
        xlsx(path)
    elif name != "khong-co.xlsx":
        path.write_bytes(b"PK\x03\x04" if name == "hong.xlsx" else b"")
    result = read(lan, path)
    assert (result.ok, has_errors(result.problems), result.rows) == (False, True, 0)
    assert all(one.message and one.hint for one in result.problems)
    assert age(lan, AT) is None


def test_before_any_plan_there_is_nothing_to_match(office: Office) -> None:
    with pytest.raises(NothingRecordedError):
        imports(office, OF_MINH)


# What it proposes


def test_what_is_proposed_waits_for_the_coordinator(lan: Office) -> None:
    assert found(imports(lan, OF_MINH, OTHER, OF_HUNG)) == [MINH, HUNG]
    one = lan.one(MINH, AT)
    assert (one["state"], one["evidence"]) == (
        "awaiting_review",
        {"number": "45/BC-PYT", "date": "2024-12-05", "sent": "2024-12-05"},
    )


def test_all_that_waits_is_accepted_at_once(lan: Office) -> None:
    imports(lan, OF_MINH, OF_HUNG)
    assert proposed(lan.ledger) == proposed(lan.ledger, "binh-dang-gioi") == [MINH, HUNG]
    assert proposed(lan.ledger, "ke-hoach-khac") == []
    lan.accept("2024-12-06T10:00", *proposed(lan.ledger))
    assert [lan.one(one, "2024-12-06T10:00")["state"] for one in (MINH, HUNG)] == ["done_on_time"] * 2
    assert proposed(lan.ledger) == []


def test_a_merged_report_answers_two_plans(lan: Office) -> None:
    lan.apply(plan=lan.plan(CHILDREN))
    summary = "Báo cáo lồng ghép kết quả công tác bình đẳng giới và công tác trẻ em năm 2024"
    merged = ["Phòng Y tế", "45/BC-PYT", summary, "05/12/2024", "05/12/2024"]
    assert sorted(found(imports(lan, merged))) == [MINH, MINH.replace("binh-dang-gioi", "tre-em")]


def test_a_report_sent_in_time_and_seen_after_the_limit_ends_the_alert(lan: Office) -> None:
    lan.run(LATE)
    assert lan.alerts(LATE)[HUNG] == ["open"]
    assert found(imports(lan, OF_HUNG, at="2024-12-10T09:00")) == [HUNG]
    assert lan.one(HUNG, "2024-12-10T09:00")["state"] == "awaiting_review"
    assert lan.alerts("2024-12-10T09:00")[HUNG] == ["resolved"]
    lan.accept("2024-12-10T10:00", HUNG)
    assert lan.one(HUNG, "2024-12-10T10:00")["state"] == "done_on_time"


def test_a_report_of_another_or_a_stranger_is_not_proposed(lan: Office) -> None:
    strangers = ("Hội LHPN xã Vĩnh Chấp", "UBND xã Vĩnh Chấp, huyện Hải Lăng", "UBND xã Vĩnh Quang")
    rows = [[name, f"{n}/BC", *OF_HUNG[2:]] for n, name in enumerate(strangers, start=1)]
    assert found(imports(lan, *rows)) == []


# What it never does twice


def test_the_same_file_again_changes_only_the_age(lan: Office) -> None:
    imports(lan, OF_MINH, OF_HUNG)
    before = lan.history(MINH)
    again = imports(lan, OF_MINH, OF_HUNG, at="2024-12-09T09:00")
    assert (found(again), again.already, lan.history(MINH)) == ([], 2, before)
    assert age(lan, "2024-12-09T08:00") == moment(AT)
    assert age(lan, "2024-12-09T09:00") == moment("2024-12-09T09:00")


def test_of_an_overlapping_file_only_the_new_is_proposed(lan: Office) -> None:
    imports(lan, OF_MINH, OF_HUNG)
    result = imports(lan, OF_HUNG, OF_VINH_O, at="2024-12-09T09:00")
    assert (found(result), result.already) == ([VINH_O], 1)


def test_what_was_returned_is_never_proposed_again_but_a_new_document_is(lan: Office) -> None:
    imports(lan, OF_MINH)
    lan.give_back("2024-12-06T10:00", MINH)
    assert found(imports(lan, OF_MINH, at="2024-12-09T09:00")) == []
    completed = ["Phòng Y tế", "51/BC-PYT", REPORT, "09/12/2024", "09/12/2024"]
    assert found(imports(lan, OF_MINH, completed, at="2024-12-09T10:00")) == [MINH]


def test_a_document_entered_twice_is_one(lan: Office) -> None:
    again = ["PHÒNG Y TẾ", "Số: 045/BC-PYT", REPORT.upper(), "05/12/2024", "06/12/2024"]
    result = imports(lan, OF_MINH, again)
    assert (found(result), result.already, result.doubtful) == ([MINH], 1, ())


def test_what_the_agency_said_itself_is_not_proposed_over(lan: Office) -> None:
    lan.answer("2024-12-05T10:00", "done", MINH, number="45/BC-PYT", document_date="2024-12-05", sent="2024-12-05")
    result = imports(lan, OF_MINH)
    assert (found(result), result.already) == ([], 1)


def test_a_register_without_anything_new_still_says_how_old_it_is(lan: Office) -> None:
    assert found(imports(lan, OTHER)) == []
    assert age(lan, AT) == moment(AT)


# How long it takes


def calls(documents: list[Document], matching: Matching) -> tuple[int, Matched]:
    """Return how many functions were called: the work done, on whatever machine."""
    profile = cProfile.Profile()
    matched = profile.runcall(matching.match, documents)
    return sum(one.callcount for one in profile.getstats()), matched


@pytest.mark.parametrize(("rows", "same"), [(20_000, False), (5_000, True)])
def test_the_work_grows_with_the_rows_and_no_faster(lan: Office, rows: int, same: bool) -> None:
    plan = lan.plan()
    few, many = (documents(number, same=same) for number in (rows // 10, rows))
    (work, _), (more, matched) = (calls(some, matching_of(lan, plan)) for some in (few, many))
    assert len(matched.proposals) == 1
    assert more < 11 * work


def documents(number: int, *, same: bool) -> list[Document]:
    """Return a report and its repeats, or a report among documents of offices that nobody knows."""
    day = dt.date(2024, 12, 5)
    report = Document(2, "Phòng Y tế", "45/BC-PYT", REPORT, dated=day)
    others = (
        replace(report, row=n) if same else replace(report, row=n, sender=f"UBND xã Vĩnh {n}", number=f"{n}/BC-UBND")
        for n in range(3, number + 2)
    )
    return [report, *others]


def matching_of(office: Office, plan: Plan) -> Matching:
    names = {agency.id: agency.name for agency in plan.directory.agencies}
    words = {plan.spec.plan.id: plan_words(plan.spec, names[plan.spec.plan.issuer])}
    with office.ledger.read() as connection:
        tracked = tracked_all(connection)
    return Matching(Senders([plan.directory]), owed_of(tracked, words, names), {plan.spec.plan.id: 0})
