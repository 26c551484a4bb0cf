"""What the four lists promise to a coordinator."""

from __future__ import annotations

from tests.conftest import Office
from tests.tui.conftest import WIDE, Opened


async def test_today_stands_in_order_of_urgency(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        lines = terminal.lines()
    urgent = [line[2:19].strip() for line in lines if line.startswith("  ") and line[2] in "!?+@"]
    assert urgent == [
        "! chưa ghi nhận",
        "! chưa ghi nhận",
        "? chờ xác nhận",
        "+ đề nghị gia hạn",
        "@ chờ phát hành",
        "@ chờ phát hành",
    ]


async def test_today_counts_what_waits_in_words(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        assert "2 chưa ghi nhận · 1 chờ xác nhận · 1 đề nghị gia hạn · 2 thư chờ phát hành" in terminal.words


async def test_today_says_when_the_last_run_was(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        assert "Lần chạy gần nhất 08:00 11/12/2024 (30 phút trước): gửi 0 thư, 0 cảnh báo mới." in terminal.words


async def test_every_obligation_stands_in_the_order_of_the_plan(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("2")
        places = [terminal.words.index(name) for name in ("Tổng hợp kết quả", "Tuyên truyền", "Vĩnh Chấp", "Vĩnh Ô")]
    assert places == sorted(places)


async def test_eighty_columns_show_the_state_of_every_row(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2")
        assert "Tình trạng" in terminal.row("Cơ quan", "Thời hạn")
        assert "! quá hạn" in terminal.row("UBND xã Vĩnh Chấp", "trước 10/12")
        assert "? chờ xác nhận kết quả" in terminal.row("Phòng Y tế", "trước 10/12")
        assert max(map(len, terminal.lines())) <= 80


async def test_a_wide_terminal_adds_section_and_notes(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("2")
        assert "Ghi chú" in terminal.row("Mục", "Tình trạng")
        assert "đề nghị gia hạn đến 16/12" in terminal.row("UBND xã Vĩnh Ô", "! quá hạn")


async def test_a_terminal_made_wider_shows_more_columns(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2")
        assert "Ghi chú" not in terminal.text
        await terminal.pilot.resize_terminal(*WIDE)
        await terminal.rest()
        assert "Ghi chú" in terminal.text


async def test_what_is_missing_says_how_much_was_recorded(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("3")
        assert "Đến 08 giờ 30 ngày 11/12/2024: đã ghi nhận 1/3, 2 đầu việc chưa ghi nhận." in terminal.words
        assert "Tra văn bản đến trước khi đôn đốc." in terminal.words
        assert "2 thư" in terminal.row("! UBND xã Vĩnh Chấp")


async def test_held_letters_name_agency_subject_and_address(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("4")
        assert "hung@vinhchap.example" in terminal.row("UBND xã Vĩnh Chấp", "11/12")
        assert "2 thư đã soạn, chưa gửi." in terminal.words


async def test_a_filter_typed_without_diacritics_finds_the_report_of_an_agency(
    year: Office, open_terminal: Opened
) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash", *"bao", "space", *"cao", "space", *"phong", "space", "y", "space", *"te")
        assert "Đang lọc: 1/6 dòng." in terminal.words
        assert terminal.row("Phòng Y tế", "Báo cáo định kỳ", "trước 10/12")
        assert "Vĩnh Chấp" not in terminal.text


async def test_a_filter_looks_in_states_and_plans_too(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type("vinh qua han binh dang gioi")
        assert "Đang lọc: 2/6 dòng." in terminal.words


async def test_a_letter_typed_in_the_filter_does_nothing_else(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("slash", "q", "k", "1")
        assert "Đang lọc: 0/7 dòng." in terminal.words
        assert "Nhấn Esc để bỏ lọc." in terminal.words
        assert terminal.notices == []


async def test_esc_takes_the_filter_away(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash", "z", "z", "escape")
        assert "Đang lọc" not in terminal.text
        assert "UBND xã Vĩnh Chấp" in terminal.text
        await terminal.press("down", "enter")
        assert "Diễn biến xử lý" in terminal.text


async def test_enter_keeps_the_filter_and_goes_to_the_rows(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type("vinh chap")
        await terminal.press("enter", "enter")
        assert terminal.row("UBND xã Vĩnh Chấp")
        await terminal.press("escape")
        assert "Đang lọc: 1/6 dòng." in terminal.words


async def test_marks_and_cursor_stay_when_the_ledger_is_read_again(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "down", "down", "v")
        before = terminal.row("* ")
        await terminal.press("r")
        assert terminal.row("* ") == before
        assert "Đã đánh dấu 1 dòng." in terminal.words
        await terminal.press("escape")
        assert "Đã đánh dấu" not in terminal.text


async def test_all_shown_rows_are_marked_at_once(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("4", "V")
        assert "Đã đánh dấu 2 dòng." in terminal.words
        await terminal.press("V")
        assert "Đã đánh dấu" not in terminal.text


async def test_what_happened_meanwhile_shows_after_reading_again(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "1")
        terminal.app.office.acknowledge([one.line for one in terminal.subjects("unrecorded") if one.line])
        assert "! chưa ghi nhận" in terminal.text
        await terminal.press("r")
        assert "! chưa ghi nhận" not in terminal.text
        await terminal.press("3")
        assert "UBND xã Vĩnh Chấp" in terminal.text
        assert "! UBND xã Vĩnh Chấp" not in terminal.text


async def test_an_empty_ledger_says_how_to_begin(office: Office, open_terminal: Opened) -> None:
    async with open_terminal(office) as terminal:
        for key in "1234":
            await terminal.press(key)
            assert "Chưa theo dõi kế hoạch nào. Chạy: phancong apply TỆP-KẾ-HOẠCH" in terminal.words


async def test_an_empty_list_says_so_in_a_sentence(office: Office, open_terminal: Opened) -> None:
    office.apply()
    async with open_terminal(office) as terminal:
        assert "Không có việc nào chờ xử lý." in terminal.words
        assert "Chưa có lần chạy nào. Chạy: phancong run" in terminal.words
        await terminal.press("3")
        assert "Không có báo cáo, kết quả nào chưa ghi nhận khi hết hạn." in terminal.words
        await terminal.press("4")
        assert "Không có thư nào chờ phát hành." in terminal.words
