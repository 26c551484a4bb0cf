"""What one obligation, one letter and the help page promise."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Office
from tests.tui.conftest import WIDE, Opened, Terminal
from tui.actions import actions_of
from tui.screens.help import HelpScreen
from tui.themes import LIGHT

TALL = (100, 90)


async def _open_report(terminal: Terminal, words: str) -> None:
    await terminal.press("2", "slash")
    await terminal.type(words)
    await terminal.press("enter", "enter")


async def test_enter_opens_one_obligation_whole(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=TALL) as terminal:
        await _open_report(terminal, "bao cao phong y te")
        said = terminal.words
    assert "Tình trạng ? chờ xác nhận kết quả" in said
    assert "trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)" in said
    assert "văn bản số 45/BC-PYT ngày 09/12/2024, gửi ngày 09/12/2024 (Minh, chuyên viên)" in said
    assert "mục V: “Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện”" in said
    assert "Kế hoạch ghi: trước ngày 10/12/2024." in said
    assert "UBND huyện Vĩnh Linh (qua Phòng Lao động - Thương binh và Xã hội)" in said
    assert "Liên hệ Minh · chưa có số điện thoại · minh@yte.example" in said


async def test_its_history_is_told_in_sentences_with_local_times(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=TALL) as terminal:
        await _open_report(terminal, "bao cao phong y te")
        assert "01/11/2024 08:00  Mở đầu việc, thời hạn trước ngày 10/12/2024" in terminal.text
        assert "10/12/2024 08:00  Cảnh báo: chưa ghi nhận báo cáo" in terminal.text
        assert "10/12/2024 09:00  Báo đã gửi văn bản số 45/BC-PYT" in terminal.text
        assert "09/12/2024 08:00  đã gửi: " in terminal.text


async def test_reminders_ahead_are_those_not_reached(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=TALL) as terminal:
        await _open_report(terminal, "bao cao vinh chap")
        ahead = terminal.text.split("Nhắc việc sắp tới")[1].split("Vì sao")[0]
    assert re.findall(r"\d\d/\d\d/\d{4}", ahead) == ["13/12/2024", "19/12/2024"]


async def test_what_is_settled_has_no_reminders_ahead(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=TALL) as terminal:
        await _open_report(terminal, "bao cao phong y te")
        assert "Không còn lần nhắc nào." in terminal.text


async def test_esc_returns_to_the_list(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "enter")
        assert "Diễn biến" in terminal.text or "Tình trạng" in terminal.text
        await terminal.press("escape")
        assert "Tra văn bản đến trước khi đôn đốc." in terminal.text


async def test_a_number_key_leaves_an_open_page(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "enter", "4")
        assert "2 thư đã soạn, chưa gửi." in terminal.words
        await terminal.press("3")
        assert "Tra văn bản đến trước khi đôn đốc." in terminal.text


async def test_a_held_letter_shows_its_whole_text(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=TALL) as terminal:
        await terminal.press("4", "enter")
        (letter,) = [held for held in terminal.held if "vinhchap" in held.email]
        assert "Gửi tới       hung@vinhchap.example" in terminal.text
        assert " ".join(letter.text.split()) in terminal.words


async def test_help_names_every_key_of_the_screen_below(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(140, 90)) as terminal:
        await terminal.press("question_mark")
        for action in actions_of("row", "list", "act", "filter", "app", "dialog"):
            assert f"{action.shown} {action.help}" in terminal.dialog


async def test_help_closes_with_esc(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("question_mark")
        assert isinstance(terminal.app.screen, HelpScreen)
        await terminal.press("escape")
        assert not isinstance(terminal.app.screen, HelpScreen)


async def test_q_quits(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.pilot.press("q")
        assert not terminal.app.is_running or terminal.app._exit


async def test_ctrl_c_says_in_vietnamese_how_to_leave(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("ctrl+c")
        assert terminal.notices == ["Nhấn q để thoát."]


async def test_the_ground_turns_light_and_dark(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        before = terminal.text
        await terminal.press("g")
        assert terminal.app.theme == LIGHT.name
        assert terminal.text == before


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_no_screen_shows_an_id_or_a_word_of_english(
    year: Office, open_terminal: Opened, size: tuple[int, int]
) -> None:
    ids = re.compile(r"phong-y-te|xa-vinh|bao-cao-thang|binh-dang-gioi|phong-ldtbxh")
    english = re.compile(
        r"\b(quit|select|cancel|help|close|palette|press|open|error|held|overdue|none)\b", re.IGNORECASE
    )
    async with open_terminal(year, size=size) as terminal:
        for keys in ("1", "2", "3", "4", "2 enter", "4 enter", "4 p", "question_mark"):
            await terminal.press(*keys.split())
            assert not ids.search(terminal.text), keys
            assert not english.search(terminal.text), keys
            await terminal.press("escape")
