"""The register of incoming documents in the terminal: the file, its columns, what it proposes, what is accepted."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import HUNG, VINH_O, Office
from tests.sheet_files import csv_of, xlsx
from tests.tui.conftest import WIDE, Opened, Terminal
from tui.dialogs.file import completions

AFTER = "2024-12-11T09:00"
HEAD = ["Nơi gửi", "Số, ký hiệu", "Trích yếu", "Ngày văn bản", "Ngày đến"]
REPORT = "Báo cáo kết quả công tác bình đẳng giới năm 2024"
OF_HUNG = ["UBND xã Vĩnh Chấp", "312/BC-UBND", REPORT, "04/12/2024", "06/12/2024"]
OF_VINH_O = ["UBND xã Vĩnh Ô", "99/BC-UBND", REPORT, "10/12/2024", "10/12/2024"]
LETTER = [
    "UBND xã Vĩnh Ô",
    "98/CV-UBND",
    "Công văn về báo cáo công tác bình đẳng giới năm 2024",
    "9/12/2024",
    "9/12/2024",
]
WITHOUT_A_DAY = ["UBND xã Vĩnh Ô", "97/BC-UBND", REPORT, "", ""]


async def read(terminal: Terminal, path: Path) -> None:
    """Open the register's screen and name the file."""
    await terminal.press("i")
    await terminal.type(str(path))
    await terminal.press("enter")


async def test_a_register_is_read_and_its_proposals_stand_in_a_list(year: Office, open_terminal: Opened) -> None:
    path = xlsx(year.files / "so.xlsx", HEAD, OF_HUNG, OF_VINH_O)
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("i")
        assert "Không nhập văn bản mật" in terminal.dialog
        await terminal.type(str(path))
        await terminal.press("enter")
        assert "Lần nhập văn bản đến gần nhất: 08 giờ 30 ngày 11/12/2024" in terminal.words
        assert "Đọc 2 dòng: 2 đề xuất mới" in terminal.words
        assert "312/BC-UBND" in terminal.row("» đề xuất", "UBND xã Vĩnh Chấp")
        assert REPORT in terminal.words
        await terminal.press("down")
        assert "văn bản gửi sau thời hạn" in terminal.words


async def test_one_proposal_is_accepted_with_two_keys(year: Office, open_terminal: Opened) -> None:
    path = xlsx(year.files / "so.xlsx", HEAD, OF_HUNG, OF_VINH_O)
    async with open_terminal(year) as terminal:
        await read(terminal, path)
        await terminal.press("a")
        assert "UBND xã Vĩnh Chấp: văn bản số 312/BC-UBND" in terminal.dialog
        await terminal.press("enter")
        assert "Chờ xác nhận: 1." in terminal.words
    assert year.one(HUNG, AFTER)["state"] == "done_on_time"
    assert year.one(VINH_O, AFTER)["state"] == "awaiting_review"


async def test_all_marked_proposals_are_accepted_at_once(year: Office, open_terminal: Opened) -> None:
    path = xlsx(year.files / "so.xlsx", HEAD, OF_HUNG, OF_VINH_O)
    async with open_terminal(year) as terminal:
        await read(terminal, path)
        await terminal.press("V", "a", "enter")
        assert terminal.notices == ["Đã xác nhận kết quả của 2 đầu việc."]
        assert "Không có đề xuất nào chờ xác nhận" in terminal.words
        await terminal.press("escape")
        assert "1 Hôm nay" in terminal.text
    assert year.one(VINH_O, AFTER)["state"] == "done_late"


async def test_what_is_doubtful_says_why_and_cannot_be_accepted(year: Office, open_terminal: Opened) -> None:
    path = xlsx(year.files / "so.xlsx", HEAD, LETTER, WITHOUT_A_DAY)
    async with open_terminal(year, size=WIDE) as terminal:
        await read(terminal, path)
        assert "là công văn, không phải báo cáo" in terminal.row("? cần xem")
        assert "chưa ghi ngày" in terminal.row("! bỏ qua", "dòng 3")
        await terminal.press("a")
        assert "Xác nhận kết quả?" not in terminal.text


async def test_proposals_of_before_wait_there_too(year: Office, open_terminal: Opened) -> None:
    path = xlsx(year.files / "so.xlsx", HEAD, OF_HUNG)
    async with open_terminal(year) as terminal:
        await read(terminal, path)
        await terminal.press("escape", "i", "escape")
        assert "1 đề xuất chờ xác nhận" in terminal.words
        assert terminal.row("» đề xuất", "312/BC-UBND")


async def test_columns_of_other_names_are_asked_once_and_remembered(year: Office, open_terminal: Opened) -> None:
    head = ["Bên phát đi", "Mã", "Tóm lược", "Hôm", "Ngày đến"]
    path = xlsx(year.files / "so.xlsx", head, OF_HUNG)
    async with open_terminal(year) as terminal:
        await read(terminal, path)
        for heading in ("ben phat", "ma", "tom", "hom", "khong co", "khong co"):
            assert "Cột nào của sổ là" in terminal.dialog
            await terminal.type(heading)
            await terminal.press("enter")
        assert terminal.row("» đề xuất", "312/BC-UBND")
        await terminal.press("f")
        await terminal.type(str(xlsx(year.files / "so-2.xlsx", head, OF_VINH_O)))
        await terminal.press("enter")
        assert terminal.row("» đề xuất", "99/BC-UBND")


async def test_a_file_that_is_no_register_is_a_sentence(year: Office, open_terminal: Opened) -> None:
    empty = csv_of(year.files / "trong.csv", [])
    async with open_terminal(year) as terminal:
        await read(terminal, empty)
        assert "Bảng đang để trống" in terminal.words
        assert "Chưa nhập dòng nào" in terminal.words
        await terminal.press("f")
        await terminal.type(str(year.files / "khong-co.xlsx"))
        await terminal.press("enter")
        assert "Không có tệp này" in terminal.dialog


async def test_tab_completes_the_path(year: Office, open_terminal: Opened) -> None:
    folder = year.files / "Sổ đến"
    folder.mkdir()
    xlsx(folder / "so-thang-12.xlsx", HEAD, OF_HUNG)
    (folder / "thu.docx").write_text("")
    async with open_terminal(year) as terminal:
        await terminal.press("i")
        await terminal.type(f"{year.files}/s")
        await terminal.press("tab", "tab")
        assert "so-thang-12.xlsx" in terminal.dialog
        assert "thu.docx" not in terminal.dialog
        await terminal.press("tab", "enter")
        assert terminal.row("» đề xuất", "312/BC-UBND")


def test_no_path_at_all_completes_to_nothing() -> None:
    assert completions("\0" * 100_000, (".csv",)) == []
    assert completions("/khong/co/dau", (".csv",)) == []
