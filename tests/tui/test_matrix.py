"""The matrix: a state in each cell, under headings that stay."""

from __future__ import annotations

from tests.conftest import MINH, PLAN, Office
from tests.tui.conftest import NOW, WIDE, Opened
from tests.tui.test_changes import MERGED, MONTHLY

SUSPENDED = PLAN.replace("    period:", "    status: suspended\n      period:")
UNDATED = PLAN[: PLAN.index("    reports:")]


async def test_every_state_stands_in_its_cell_as_a_word(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5")
        assert "? chờ xác nhận" in terminal.row("Phòng Y tế", "1/1")
        assert "! quá hạn" in terminal.row("UBND xã Vĩnh Chấp", "0/1")
        assert "– không hạn" in terminal.row("Hội Liên", "–")


async def test_a_column_says_what_it_is_its_limit_and_how_much_came(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5")
        assert "Báo cáo định kỳ đợt tháng 12 trước 10/12 Cơ quan Đã có 1/3" in terminal.words


async def test_the_cell_under_the_cursor_is_told_in_full_and_opened(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5", "down")
        assert "Phòng Y tế · Báo cáo định kỳ đợt tháng 12 (mục V)" in terminal.text
        await terminal.press("enter")
        assert "Diễn biến xử lý" in terminal.text


async def test_a_report_is_accepted_in_its_cell(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5", "down", "a", "enter")
        assert "✓ đúng hạn" in terminal.row("Phòng Y tế", "1/1")
        assert "Phòng Y tế ·" in terminal.text
    assert year.one(MINH, "2024-12-11T09:00")["state"] == "done_on_time"


async def test_marked_cells_are_acted_on_together(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5", "end", "up", "v", "v")
        assert "Đã đánh dấu 2 ô." in terminal.text
        await terminal.press("k")
        assert terminal.notices == ["Đã ghi: đã nắm thông tin về 2 đầu việc."]


async def test_what_has_no_limit_comes_when_asked_for(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("5")
        assert "Tuyên truyền" not in terminal.text
        await terminal.press("U")
        assert "Tuyên truyền" in terminal.text
        assert "5 cơ quan, 3 cột" in terminal.text


async def test_agencies_are_filtered_without_diacritics(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5", "slash")
        await terminal.type("vinh o")
        await terminal.press("enter")
        assert "UBND xã Vĩnh Ô" in terminal.text
        assert "Vĩnh Chấp" not in terminal.text
        await terminal.press("escape")
        assert "Vĩnh Chấp" in terminal.text


async def test_a_small_terminal_still_shows_a_cell(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(40, 10)) as terminal:
        await terminal.press("5", "down", "right", "left", "end", "home", "pagedown")
        assert "Cơ quan" in terminal.text


async def test_three_columns_and_the_signs_of_more_fit_a_narrow_terminal(office: Office, open_terminal: Opened) -> None:
    office.apply("2024-09-01", office.plan(PLAN.replace("{kind: before, date: 2024-12-10}", MONTHLY)))
    async with open_terminal(office, "2024-09-04") as terminal:
        await terminal.press("5")
        assert terminal.row("Cơ quan", "Đã có").split() == ["Cơ", "quan", "Đã", "có", "‹–", "–", "0/3", "›"]


async def test_a_click_on_a_cell_goes_there_and_another_opens_it(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5")
        await terminal.pilot.click(offset=(36, 9))
        await terminal.rest()
        assert "UBND xã Vĩnh Chấp ·" in terminal.text
        await terminal.pilot.click(offset=(36, 9))
        await terminal.rest()
        assert "Diễn biến xử lý" in terminal.text


async def test_what_rests_and_what_was_handed_on_say_so_in_their_cells(office: Office, open_terminal: Opened) -> None:
    office.apply(plan=office.plan(directory=MERGED))
    office.run("2024-12-02T08:00")
    async with open_terminal(office, "2024-12-02T09:00") as terminal:
        await terminal.press("5")
        assert "× đã chuyển" in terminal.row("UBND xã Vĩnh Ô", "–")
    office.apply("2024-12-03", office.plan(SUSPENDED, MERGED))
    async with open_terminal(office, "2024-12-20") as terminal:
        await terminal.press("5")
        assert "– tạm dừng" in terminal.row("UBND xã Vĩnh Chấp", "–")


async def test_what_another_coordinator_settles_changes_under_the_cursor(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5", "down")
        assert "? chờ xác nhận kết quả" in terminal.text
        year.accept(NOW, MINH)
        await terminal.press("r")
        assert "✓ đúng hạn" in terminal.row("Phòng Y tế", "1/1")
        assert "✓ hoàn thành đúng hạn" in terminal.text
        assert "Phòng Y tế ·" in terminal.text


async def test_the_keys_come_back_with_the_grid(office: Office, open_terminal: Opened) -> None:
    office.apply(plan=office.plan(UNDATED))
    async with open_terminal(office) as terminal:
        await terminal.press("5")
        assert "Kế hoạch này không có báo cáo hoặc nhiệm vụ có thời hạn." in terminal.words
        await terminal.press("U", "down", "right")
        assert "Phòng Y tế · Tuyên truyền về bình đẳng giới" in terminal.text
