"""The matrix: a state in each cell, under headings that stay."""

from __future__ import annotations

from engine.clock import moment
from engine.view import Lists
from tests.conftest import MINH, Office
from tests.tui.conftest import NOW, WIDE, Opened


async def test_every_state_stands_in_its_cell_as_a_word(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5")
        assert "? chờ xác nhận" in terminal.row("Phòng Y tế", "1/1")
        assert "! quá hạn" in terminal.row("UBND xã Vĩnh Chấp", "0/1")
        assert "– không hạn" in terminal.row("Hội Liên hiệp", "–")


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


async def test_a_click_on_a_cell_goes_there_and_another_opens_it(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("5")
        await terminal.pilot.click(offset=(36, 9))
        await terminal.rest()
        assert "UBND xã Vĩnh Chấp ·" in terminal.text
        await terminal.pilot.click(offset=(36, 9))
        await terminal.rest()
        assert "Diễn biến xử lý" in terminal.text


def test_the_matrix_of_the_past_is_the_one_that_was_shown_then(year: Office) -> None:
    lists, at = Lists(year.ledger), moment(NOW)
    plan = lists.plans()[0].id
    before = lists.matrix(at, plan, undated=True)
    year.run("2024-12-12T08:00")
    assert lists.matrix(at, plan, undated=True) == before
