"""Results of many agencies typed like a spreadsheet: what the cells take, what is wrong at once, what is recorded."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from textual.events import Key

from engine.answer import Answer, answer
from engine.clock import moment
from tests.conftest import HUNG, PHU_NU, PLAN, VINH_O, Office
from tests.tui.conftest import WIDE, Opened, Terminal
from tui.screens.quick_entry import QuickEntryScreen
from tui.widgets.sheet import Sheet

AFTER = "2024-12-11T09:00"
CHAP, VINH = "UBND xã Vĩnh Chấp", "UBND xã Vĩnh Ô"
FAR = PLAN.replace("2024-12-10}", "2025-06-10}").replace("to: 2024-12-31", "to: 2025-12-31")


def sheet_of(terminal: Terminal) -> Sheet:
    """Return the sheet on the screen."""
    return terminal.app.screen.query_one(Sheet)


async def opened(terminal: Terminal) -> Sheet:
    """Open the sheet of the one report that is late."""
    await terminal.press("3", "n", "enter")
    return sheet_of(terminal)


def result(office: Office, obligation: str) -> dict[str, Any]:
    """Return the data of the last event."""
    return office.history(obligation)[-1].data


async def test_the_sheet_has_a_row_for_each_agency_that_owes_the_report(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("n")
        assert "Báo cáo định kỳ đợt tháng 12 (hết ngày 09/12/2024, còn 3 cơ quan" in terminal.dialog
        await terminal.press("enter")
        assert sheet_of(terminal).names == [CHAP, VINH, "Hội Liên hiệp Phụ nữ huyện"]
        assert "Phòng Y tế" not in terminal.text


async def test_the_report_under_the_cursor_comes_first_however_far_its_limit(
    office: Office, open_terminal: Opened
) -> None:
    office.apply(plan=office.plan(FAR))
    async with open_terminal(office) as terminal:
        await terminal.press("n")
        assert "Không có báo cáo, nhiệm vụ nào gần hạn" in terminal.notices[0]
        await terminal.press("2", "slash")
        await terminal.type("bao cao")
        await terminal.press("enter", "n", "enter")
        assert len(sheet_of(terminal).names) == 4


async def test_rows_typed_in_one_go_are_recorded_together(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        await terminal.press(*"12/BC", "enter", *"9/12", "enter", *"9.12", "tab", *"q", "enter")
        assert "09/12/2024" in terminal.row(CHAP, "12/BC")
        assert "QLVB" in terminal.row(CHAP, "12/BC")
        await terminal.press("0", "tab", "tab", *"10/12", "enter")
        assert "không phát sinh" in terminal.row(VINH, "10/12/2024")
        await terminal.press("ctrl+s")
        assert "Ghi nhận kết quả của 2 cơ quan? ✓ 1 cơ quan gửi trong thời hạn." in terminal.dialog
        assert f"! 1 cơ quan: văn bản gửi sau thời hạn: · {VINH}" in terminal.dialog
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi nhận kết quả của 2 cơ quan."]
        assert sheet_of(terminal).names == ["Hội Liên hiệp Phụ nữ huyện"]
    assert (result(year, HUNG)["number"], result(year, HUNG)["way"]) == ("12/BC", "qlvb")
    assert (result(year, VINH_O)["nothing"], result(year, VINH_O)["sent"]) == (True, "2024-12-10")
    assert year.one(HUNG, AFTER)["state"] == "done_on_time"
    assert year.one(VINH_O, AFTER)["state"] == "done_late"
    assert year.one(PHU_NU, AFTER)["state"] != "done_late"


async def test_the_sheet_closes_when_all_is_recorded(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        for number in "123":
            await terminal.press(number, "tab", *"9/12", "tab", "tab", "tab")
        await terminal.press("ctrl+s", "enter")
        assert "Không có" in terminal.text
        assert not isinstance(terminal.app.screen, QuickEntryScreen)


async def test_a_wrong_cell_is_marked_and_told_at_once_and_nothing_is_saved(
    year: Office, open_terminal: Opened
) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        await terminal.press(*"12", "enter", *"31/2", "enter")
        assert f"! {CHAP}: Ngày văn bản: ghi dạng ngày/tháng/năm, ví dụ 11/12/2024." in terminal.words
        assert "!31/2" in terminal.row("! UBND xã Vĩnh Chấp  ")
        await terminal.press("ctrl+s")
        assert (sheet_of(terminal).row, sheet_of(terminal).column) == (0, 1)
        await terminal.press("delete")
        assert "ghi dạng" not in terminal.text
        await terminal.press("ctrl+s")
        assert f"! {CHAP}: Chưa ghi ngày gửi." in terminal.words
    assert year.one(HUNG, AFTER)["state"] == "overdue"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("1", "", "12/12", ""), "Ngày gửi không thể sau hôm nay."),
        (("1", "10/12", "9/12", ""), "Ngày văn bản không thể sau ngày gửi."),
        (("1", "", "9/12", "bồ câu"), "Hình thức nhận là một trong: QLVB, bản giấy"),
    ],
)
async def test_what_cannot_be_is_a_sentence(
    year: Office, open_terminal: Opened, cells: tuple[str, ...], said: str
) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        await terminal.type("\t".join(cells))
        assert said in terminal.words


async def test_keys_typed_faster_than_they_are_shown_go_each_to_its_cell(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        for key, sign in [
            ("1", "1"),
            ("enter", "\r"),
            ("9", "9"),
            ("slash", "/"),
            ("9", "9"),
            ("tab", "\t"),
            ("q", "q"),
        ]:
            sheet.post_message(Key(key, sign))
        await terminal.press("enter")
        assert sheet.cells[0][:3] == ["1", "09/9/2024", "q"]


async def test_cells_are_edited_repeated_and_cleared_like_in_a_spreadsheet(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        await terminal.press(*"45", "f2", *"/BC", "left", "left", "backspace", "7", "down")
        assert sheet.cells[0][0] == "457BC"
        await terminal.press("ctrl+d", '"')
        assert [row[0] for row in sheet.cells] == ["457BC"] * 3
        await terminal.press("up", "backspace", "up", "end")
        assert (sheet.cells[1][0], sheet.column) == ("", 3)
        await terminal.press("x", "escape")
        assert sheet.cells[0][3] == ""


async def test_letters_that_are_keys_elsewhere_are_letters_here(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        sheet = await opened(terminal)
        await terminal.press(*"12qgrvani", "question_mark", "enter")
        assert sheet.cells[0][0] == "12qgrvani?"
        await terminal.press("f1")
        assert "Chép nội dung của ô trên" in terminal.dialog


async def test_rows_copied_from_excel_fill_from_the_cursor_on(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        await terminal.press("down")
        await terminal.type("12/BC\t09/12/2024\t2024-12-09 00:00\tQLVB\tthừa\r\n13/BC\t9/12\t9/12\tGiấy\r\n14/BC\r\n")
        assert sheet.cells[0] == [""] * 4
        assert sheet.cells[1] == ["12/BC", "09/12/2024", "09/12/2024", "QLVB"]
        assert sheet.cells[2] == ["13/BC", "09/12/2024", "09/12/2024", "bản giấy"]


async def test_a_column_of_names_says_whose_row_it_is(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        spread = unicodedata.normalize("NFD", "Xã Vĩnh Ô")
        await terminal.type(f"Đơn vị\tSố\tNgày\n{spread}\t12/BC\t9/12\nxa vinh chap\t13/BC\t8/12\nXã Trên Trời\t1\t1/1")
        assert [row[0] for row in sheet.cells] == ["13/BC", "12/BC", ""]
        assert terminal.notices == ["Không có trong bảng, đã bỏ qua:\n· Xã Trên Trời"]


async def test_a_paste_of_nonsense_does_no_harm(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(40, 10)) as terminal:
        sheet = await opened(terminal)
        await terminal.type('"\x00\x1b[31m' + "vô nghĩa\t\n" * 10_000)
        await terminal.type("a" * 100_000)
        assert len(sheet.cells) == 3
        assert max(len(cell) for row in sheet.cells for cell in row) <= 100
        assert "UBND xã" in terminal.text


async def test_combining_letters_are_composed(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        await terminal.press("d", "e", "upper_a", "enter")
        await terminal.type(unicodedata.normalize("NFD", "bản giấy"))
        assert unicodedata.is_normalized("NFC", sheet.cells[0][1])


async def test_leaving_asks_while_something_is_not_recorded(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        await terminal.press("1", "enter", "escape")
        assert "1 dòng đã nhập chưa được ghi" in terminal.dialog
        await terminal.press("escape")
        assert isinstance(terminal.app.screen, QuickEntryScreen)
        await terminal.press("escape", "enter")
        assert not isinstance(terminal.app.screen, QuickEntryScreen)
        await opened(terminal)
        await terminal.press("escape")
        assert not isinstance(terminal.app.screen, QuickEntryScreen)


async def test_what_another_has_recorded_meanwhile_is_not_overwritten(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        await terminal.press(*"12", "tab", *"9/12", "enter")
        elsewhere = Answer("done", number="99/BC", sent=dt.date(2024, 12, 9), by_office=True)
        answer(year.ledger, [HUNG], elsewhere, moment("2024-12-11T08:29"), actor="Hoa")
        await terminal.press("ctrl+s", "enter")
        assert f"{CHAP} vừa có diễn biến mới" in terminal.notices[0]
        terminal.app.clear_notifications()
        await terminal.rest()
        assert f"! {CHAP}: vừa được ghi nhận hoặc thay đổi ở nơi khác: văn bản số 99/BC" in terminal.words
        await terminal.press("home", "delete", "right", "delete")
        terminal.app.read()
        await terminal.rest()
        assert CHAP not in sheet.names
    assert result(year, HUNG)["number"] == "99/BC"


async def test_what_another_records_does_not_disturb_who_is_typing(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        sheet = await opened(terminal)
        await terminal.press("down", *"45")
        elsewhere = Answer("done", number="99/BC", sent=dt.date(2024, 12, 9), by_office=True)
        answer(year.ledger, [HUNG], elsewhere, moment("2024-12-11T08:29"), actor="Hoa")
        terminal.app.read()
        await terminal.rest()
        assert CHAP not in sheet.names
        await terminal.press(*"/BC", "enter")
        assert sheet.cells[sheet.names.index(VINH)][0] == "45/BC"


async def test_a_click_on_another_tab_asks_too(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await opened(terminal)
        await terminal.press("1", "enter")
        terminal.app.action_go("today")
        await terminal.rest()
        assert "Bỏ nội dung chưa ghi?" in terminal.dialog


async def test_quick_entry_opens_from_the_page_of_an_obligation(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "enter", "n", "enter")
        assert isinstance(terminal.app.screen, QuickEntryScreen)
        await terminal.press("escape")
        assert "Tình trạng" in terminal.text
