"""Acts that ask for something first: more time, another agency, what came another way; and two people at once."""

from __future__ import annotations

import pytest

from engine import acts
from engine.clock import moment
from tests.conftest import HUNG, MINH, VINH_O, Office
from tests.tui.conftest import Opened, Terminal
from tui.dialogs.form import Form

AFTER = "2024-12-11T09:00"


async def found(terminal: Terminal, *words: str) -> None:
    """Go to the one obligation that a filter leaves."""
    await terminal.press("2", "slash")
    await terminal.type(" ".join(words))
    await terminal.press("enter")


async def test_an_extension_asked_is_granted_with_its_day_already_filled_in(
    year: Office, open_terminal: Opened
) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh o", "bao cao")
        await terminal.press("e")
        assert "16/12/2024" in terminal.dialog
        await terminal.press("enter")
        await terminal.type("Công văn số 12/UBND")
        await terminal.press("enter")
        assert terminal.notices == ["Đã gia hạn cho UBND xã Vĩnh Ô đến hết ngày 16/12/2024."]
    granted = year.one(VINH_O, AFTER)
    assert granted["due"] == {"kind": "by", "date": "2024-12-16"}
    assert granted["state"] != "overdue"


async def test_more_time_without_a_basis_is_not_granted_and_says_what_is_missing(
    year: Office, open_terminal: Opened
) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh o", "bao cao")
        await terminal.press("e", "enter", "enter")
        assert "! Hãy ghi căn cứ." in terminal.dialog
        assert isinstance(terminal.app.screen, Form)
    assert year.one(VINH_O, AFTER)["state"] == "overdue"


async def test_a_day_that_is_none_is_asked_again(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("e")
        await terminal.type("31/2")
        await terminal.press("enter")
        await terminal.type("điện thoại (chờ văn bản)")
        await terminal.press("enter")
        assert "ghi dạng ngày/tháng/năm" in terminal.dialog


async def test_what_was_asked_is_declined_with_a_reason(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh o", "bao cao")
        await terminal.press("x")
        await terminal.type("số liệu đã có tại huyện")
        await terminal.press("enter")
        assert "giữ nguyên thời hạn, phân công của UBND xã Vĩnh Ô" in terminal.notices[0]
    assert "extension_asked" not in year.one(VINH_O, AFTER)["flags"]


async def test_a_report_that_came_on_paper_is_recorded(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("h")
        await terminal.type("21/BC-UBND")
        await terminal.press("enter")
        await terminal.type("9/12")
        await terminal.press("enter")
        await terminal.press(*["backspace"] * 10)
        await terminal.type("9/12")
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi nhận kết quả của UBND xã Vĩnh Chấp."]
    recorded = year.one(HUNG, AFTER)
    assert recorded["state"] == "done_on_time"
    assert recorded["evidence"] == {"number": "21/BC-UBND", "date": "2024-12-09", "sent": "2024-12-09"}


async def test_reminders_rest_until_a_day(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("s")
        await terminal.type("20/12")
        await terminal.press("enter", "enter")
        assert terminal.notices == ["Đã tạm ngừng nhắc UBND xã Vĩnh Chấp đến ngày 20/12/2024."]
    assert year.alerts(AFTER)[HUNG] == ["silenced"]


async def test_an_obligation_is_handed_to_an_agency_found_by_typing(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("c")
        assert "UBND xã Vĩnh Chấp" not in terminal.dialog
        await terminal.type("phu nu")
        await terminal.press("enter")
        assert "Giao lại cho Hội Liên hiệp Phụ nữ huyện" in terminal.dialog
        await terminal.type("Công văn số 13/UBND")
        await terminal.press("enter")
        assert terminal.notices == ["Đã giao lại 1 đầu việc cho Hội Liên hiệp Phụ nữ huyện."]
    assert year.one(HUNG, AFTER)["state"] == "withdrawn"
    assert year.one(HUNG.replace("xa-vinh-chap", "hoi-phu-nu"), AFTER)["state"] == "ongoing"  # it is only invited


async def test_what_is_followed_no_more_says_why(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("d", "enter")
        assert "! Hãy ghi lý do." in terminal.dialog
        await terminal.type("xã đã sáp nhập")
        await terminal.press("enter")
        assert terminal.notices == ["Đã dừng theo dõi UBND xã Vĩnh Chấp."]
    assert year.one(HUNG, AFTER)["state"] == "withdrawn"


async def test_a_call_is_recorded_with_what_was_said(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(120, 60)) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("l")
        await terminal.type("hẹn gửi trong ngày")
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi: đã gọi điện cho UBND xã Vĩnh Chấp."]
        await terminal.press("enter")
        assert "hẹn gửi trong ngày" in terminal.words


async def test_a_short_text_is_copied_and_sending_it_recorded(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("z")
        assert "Tin ngắn để dán vào Zalo (đã chép)" in terminal.dialog
        assert "báo cáo định kỳ đợt tháng 12" in terminal.app.clipboard
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi: đã nhắn UBND xã Vĩnh Chấp."]


@pytest.mark.parametrize("key", ["e", "d", "c", "l", "z", "h", "s"])
async def test_leaving_a_question_does_nothing(year: Office, open_terminal: Opened, key: str) -> None:
    before = year.one(HUNG, AFTER)
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press(key, "escape")
        assert terminal.notices == []
    assert year.one(HUNG, AFTER) == before


async def test_what_another_has_done_meanwhile_is_not_written_over(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "cho xac nhan")
        await terminal.press("a")
        acts.give_back(year.ledger, [MINH], moment("2024-12-11T08:20"), "thiếu phụ lục")
        await terminal.press("enter")
        assert "Đầu việc này vừa có diễn biến mới; xin xem lại rồi thực hiện." in terminal.notices[0]
        assert "Phòng Y tế" in terminal.notices[0]
        await terminal.press("escape")
        assert "! quá hạn" in terminal.row("Phòng Y tế", "Báo cáo")
    assert year.one(MINH, AFTER)["state"] == "overdue"


async def test_the_palette_finds_an_act_by_its_name(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("ctrl+p")
        await terminal.type("gia han")
        await terminal.press("enter")
        assert "Gia hạn đến hết ngày:" in terminal.dialog


async def test_the_palette_offers_nothing_that_makes_no_sense(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await found(terminal, "vinh chap", "bao cao")
        await terminal.press("ctrl+p")
        await terminal.type("bo sung hoan thien")
        assert "Không có dòng nào khớp." in terminal.dialog


async def test_three_themes_follow_each_other(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        names = []
        for _ in range(4):
            names.append(terminal.app.theme)
            await terminal.press("g")
    assert names == ["toi", "sang", "khong-mau", "toi"]
