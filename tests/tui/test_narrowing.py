"""Obligations narrowed to a plan or a state, and put in another order."""

from __future__ import annotations

from tests.conftest import Office
from tests.tui.conftest import WIDE, Opened


async def test_one_state_alone_is_shown(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "T")
        await terminal.type("qua han")
        await terminal.press("enter")
        assert "Đang lọc (quá hạn): 2/6 dòng." in terminal.text
        assert "Phòng Y tế" not in terminal.text
        await terminal.press("slash")
        await terminal.type("vinh o")
        assert "Đang lọc (quá hạn): 1/6 dòng." in terminal.text
        await terminal.press("escape", "escape")
        assert "Phòng Y tế" in terminal.text


async def test_one_plan_alone_is_shown(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "K")
        await terminal.type("58")
        await terminal.press("enter")
        assert "Đang lọc (Kế hoạch số 58/KH-UBND" in terminal.words


async def test_the_order_is_changed_and_said(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("2", "S")
        assert "theo thời hạn" in terminal.text
        assert terminal.text.index("trước 10/12") < terminal.text.index("không hạn")
        await terminal.press("S")
        assert "theo cơ quan" in terminal.text
        assert terminal.text.index("Hội Liên hiệp") < terminal.text.index("Phòng Y tế") < terminal.text.index("Vĩnh Ô")
        await terminal.press("S")
        assert "Đang lọc" not in terminal.text


async def test_a_state_in_which_nothing_is_says_so(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "T")
        await terminal.type("hoan thanh qua han")
        await terminal.press("enter")
        assert "Không có dòng nào khớp với nội dung lọc." in terminal.text
