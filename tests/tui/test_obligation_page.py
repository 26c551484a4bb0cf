"""What the page of one obligation opens: the sentence in its place, letters as sent, people, the next obligation."""

from __future__ import annotations

from tests.conftest import Office
from tests.tui.conftest import WIDE, Opened
from tests.tui.test_more_acts import found


async def test_the_sentence_is_shown_in_its_place_with_a_sign(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("enter", "m")
        assert "▌" in terminal.row("Báo cáo định kỳ trước ngày 10/12/2024")
        await terminal.press("escape")
        assert "Tình trạng" in terminal.text


async def test_letters_are_read_as_they_were_sent(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("enter", "y")
        assert "đã gửi: Thông báo nội dung" in terminal.dialog
        await terminal.type("thong bao")
        await terminal.press("enter")
        assert "Gửi tới: hung@vinhchap.example" in terminal.dialog
        assert "Kính gửi" in terminal.dialog
        await terminal.press("escape")
        assert "Tình trạng" in terminal.text


async def test_everybody_to_call_stands_there(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(140, 60)) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("enter")
        assert "Cán bộ đầu mối Hùng · chưa có số điện thoại · hung@vinhchap.example" in terminal.words


async def test_the_next_obligation_is_one_key_away(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("3", "enter")
        assert "UBND xã Vĩnh Chấp" in terminal.text
        await terminal.press("right_square_bracket")
        assert "UBND xã Vĩnh Ô" in terminal.text
        await terminal.press("left_square_bracket", "left_square_bracket")
        assert "UBND xã Vĩnh Chấp" in terminal.text
        await terminal.press("escape")
        assert "UBND xã Vĩnh Chấp ·" in terminal.text
