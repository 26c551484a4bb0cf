"""`phancong confirm --from` and `phancong accept --proposed`: the register of incoming documents on the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Said
from tests.conftest import HUNG, MINH, Office
from tests.sheet_files import Row, csv_of, xlsx

AT = ("--at", "2024-12-06T09:00")
LATER = ("--at", "2024-12-10T09:00")
HEAD = ["Nơi gửi", "Số, ký hiệu", "Trích yếu", "Ngày văn bản", "Ngày đến"]
REPORT = "Báo cáo kết quả công tác bình đẳng giới năm 2024"
OF_MINH = ["Phòng Y tế", "45/BC-PYT", REPORT, "05/12/2024", "05/12/2024"]
OF_HUNG = ["UBND xã Vĩnh Cháp", "312/BC-UBND", REPORT, "04/12/2024", "06/12/2024"]
DRAFT = ["UBND xã Vĩnh Ô", "90/BC-UBND", f"Dự thảo {REPORT}", "06/12/2024", "06/12/2024"]
NAMELESS = ["", "91/BC-UBND", REPORT, "06/12/2024", "06/12/2024"]
TOLD = """\
Đã đọc 4 dòng của sổ văn bản đến, bỏ qua 1.
Đã đề xuất ghi nhận 2 kết quả, chờ xác nhận:
  dòng 2, 45/BC-PYT: Phòng Y tế, bình đẳng giới, Báo cáo định kỳ đợt tháng 12; văn bản ngày 05/12/2024
    [binh-dang-gioi/bao-cao-thang-12/phong-y-te/-]
  dòng 3, 312/BC-UBND: UBND xã Vĩnh Chấp (sổ ghi “UBND xã Vĩnh Cháp”), bình đẳng giới, \
Báo cáo định kỳ đợt tháng 12; văn bản ngày 04/12/2024
    [binh-dang-gioi/bao-cao-thang-12/xa-vinh-chap/-]
Cần người xem, chưa đề xuất: 1 văn bản:
  dòng 4, 90/BC-UBND: UBND xã Vĩnh Ô, Báo cáo định kỳ đợt tháng 12; \
trích yếu cho thấy chưa phải là báo cáo chính thức
Đã xem và đồng ý, xác nhận tất cả bằng: phancong accept --proposed
"""


@pytest.fixture
def lan(office: Office) -> Office:
    office.apply()
    return office


def register(office: Office, *rows: Row, head: Row = HEAD) -> str:
    return str(xlsx(office.files / "so.xlsx", head, *rows))


def test_an_import_says_what_it_proposes_and_what_a_person_should_see(lan: Office, said: Said) -> None:
    assert said("confirm", "--from", register(lan, OF_MINH, OF_HUNG, DRAFT, NAMELESS), *AT) == TOLD


def test_all_proposals_are_accepted_by_one_command(lan: Office, said: Said) -> None:
    said("confirm", "--from", register(lan, OF_MINH, OF_HUNG), *AT)
    assert said("accept", "--proposed", *AT) == "Đã xác nhận 2 kết quả.\n"
    assert [lan.one(one, AT[1])["state"] for one in (MINH, HUNG)] == ["done_on_time"] * 2
    assert said("accept", "--proposed", *AT).startswith("Không có kết quả nào")


def test_the_same_file_again_proposes_nothing(lan: Office, said: Said) -> None:
    file = register(lan, OF_MINH)
    said("confirm", "--from", file, *AT)
    again = "Đã đọc 1 dòng của sổ văn bản đến.\nKhông có đề xuất mới.\nĐã ghi nhận hoặc đề xuất từ trước: 1 dòng.\n"
    assert said("confirm", "--from", file, *LATER) == again


def test_a_dry_run_says_what_would_be_and_keeps_nothing(lan: Office, said: Said) -> None:
    printed = said("confirm", "--from", register(lan, OF_MINH), "--dry-run", *AT)
    assert "Sẽ đề xuất ghi nhận 1 kết quả" in printed
    assert "accept --proposed" not in printed
    assert lan.one(MINH, AT[1])["evidence"] is None


def test_a_program_reads_one_document(lan: Office, said: Said) -> None:
    found = json.loads(said("confirm", "--from", register(lan, OF_MINH, DRAFT, NAMELESS), "--json", *AT))
    assert (found["applied"], found["rows"], found["already"]) == (True, 3, 0)
    assert [(one["obligation"], one["number"], one["sent"]) for one in found["proposed"]] == [
        (MINH, "45/BC-PYT", "2024-12-05")
    ]
    assert [one["row"] for one in found["doubtful"]] == [3]
    assert [(one["line"], one["code"]) for one in found["not_read"]] == [(4, "missing-sender")]


def test_a_column_is_told_once(lan: Office, said: Said) -> None:
    file = register(lan, OF_MINH, head=["Bên phát đi", *HEAD[1:]])
    refused = said("confirm", "--from", file, *AT, code=1)
    assert refused.startswith(f"{file}:1:1: Ô A1: chưa nhận ra cột “Nơi gửi” của sổ văn bản đến")
    assert '--column "Nơi gửi=' in refused
    assert "1 kết quả" in said("confirm", "--from", file, "--column", "Nơi gửi=Bên phát đi", *AT)
    assert "Không có đề xuất mới." in said("confirm", "--from", file, *LATER)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("so.xlsx", b"PK\x03\x04", "Tệp hỏng, có mật khẩu hoặc không phải bảng tính .xlsx"),
        ("so.csv", b"", "Bảng đang để trống"),
        ("so.csv", "Nơi gửi".encode("utf-16"), "Tệp chưa được lưu bằng bảng mã UTF-8"),
        ("so.pdf", b"%PDF-1.7", "Chưa nhận ra đây là bảng tính"),
    ],
)
def test_a_file_that_is_no_register_ends_with_1_at_its_place(
    lan: Office, said: Said, name: str, content: bytes, sentence: str
) -> None:
    path = lan.files / name
    path.write_bytes(content)
    printed = said("confirm", "--from", str(path), *AT, code=1)
    assert printed.startswith(f"{path}:1:1: {sentence}")
    assert printed.endswith("Chưa nhập dòng nào. Hãy sửa các chỗ nêu trên rồi nhập lại.\n")


def test_a_file_that_is_not_there_is_a_sentence(lan: Office, said: Said) -> None:
    path = lan.files / "khong-co.xlsx"
    assert said("confirm", "--from", str(path), *AT, code=1).startswith(f"{path}:1:1: Không tìm thấy tệp")


def test_before_any_plan_a_register_says_how_to_begin(office: Office, said: Said) -> None:
    assert "phancong apply TỆP" in said("confirm", "--from", register(office, OF_MINH), *AT, code=1)


def test_a_csv_with_semicolons_is_read(lan: Office, said: Said) -> None:
    file = csv_of(lan.files / "so.csv", HEAD, OF_MINH, delimiter=";", encoding="utf-8-sig")
    assert "1 kết quả" in said("confirm", "--from", str(file), *AT)


@pytest.mark.parametrize(
    "words",
    [
        ("confirm",),
        ("confirm", MINH, "--from", "so.xlsx"),
        ("confirm", "--from", "so.xlsx", "--received"),
        ("confirm", MINH, "--received", "--column", "Nơi gửi=Nơi"),
        ("confirm", "--from", "so.xlsx", "--column", "Nơi gửi"),
        ("confirm", "--from", "so.xlsx", "--column", "Người ký=Người ký"),
        ("accept",),
        ("accept", MINH, "--proposed"),
        ("accept", MINH, "--plan", "binh-dang-gioi"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(lan: Office, said: Said, words: tuple[str, ...]) -> None:
    assert said(*words, *AT, code=2).count("\n") == 1


def test_an_alert_ends_when_the_register_shows_a_report_sent_in_time(lan: Office, said: Said) -> None:
    lan.run("2024-12-10T08:00")
    said("confirm", "--from", register(lan, OF_HUNG), *LATER)
    assert lan.alerts(LATER[1])[HUNG] == ["resolved"]
    assert said("status", *LATER).startswith("Lần nhập văn bản đến gần nhất: 09 giờ 00 ngày 10/12/2024.\n")
