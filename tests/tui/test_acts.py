"""What a coordinator does in the terminal, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import HUNG, MINH, VINH_O, Office
from tests.tui.conftest import Opened


def mailed(office: Office) -> set[str]:
    """Return the addresses of the letters in the mailbox."""
    texts = (path.read_text("utf-8", "replace") for path in office.settings.mailbox.glob("*.eml"))
    return {found for text in texts for found in re.findall(r"^To: .*?([\w.]+@[\w.]+)", text, re.MULTILINE)}


def urged(office: Office, before: int) -> int:
    """Return how many letters have come into the mailbox."""
    return len(list(office.settings.mailbox.glob("*.eml"))) - before


async def test_releasing_a_held_letter_sends_exactly_that_letter(year: Office, open_terminal: Opened) -> None:
    before = set(year.settings.mailbox.glob("*.eml"))
    async with open_terminal(year) as terminal:
        await terminal.press("4", "slash")
        await terminal.type("vinh chap")
        await terminal.press("enter", "p")
        assert "Phát hành 1 thư?" in terminal.text
        assert "UBND xã Vĩnh Chấp (hung@vinhchap.example)" in terminal.dialog
        await terminal.press("enter")
        assert terminal.notices == ["1 thư gửi sau 1 phút. Nhấn u để hoàn tác."]
        assert set(year.settings.mailbox.glob("*.eml")) == before
        await terminal.pass_a_minute()
        assert terminal.notices[1] == "Đã phát hành 1 thư; đã gửi 1 thư."
        assert [letter.email for letter in terminal.held] == ["vanthu@vinho.example"]
    (sent,) = set(year.settings.mailbox.glob("*.eml")) - before
    assert "hung@vinhchap.example" in sent.read_text("utf-8", "replace")


async def test_saying_no_sends_nothing(year: Office, open_terminal: Opened) -> None:
    before = len(list(year.settings.mailbox.glob("*.eml")))
    async with open_terminal(year) as terminal:
        await terminal.press("4", "p", "escape", "p", "tab", "enter")
        assert len(terminal.held) == 2
        assert terminal.notices == []
    assert urged(year, before) == 0


async def test_marked_letters_are_released_together(year: Office, open_terminal: Opened) -> None:
    before = len(list(year.settings.mailbox.glob("*.eml")))
    async with open_terminal(year) as terminal:
        await terminal.press("4", "v", "v", "p")
        assert "Phát hành 2 thư?" in terminal.text
        await terminal.press("enter")
        await terminal.pass_a_minute()
        assert "Không có thư nào chờ phát hành." in terminal.words
    assert urged(year, before) == 2


async def test_a_letter_can_be_released_from_the_list_of_what_is_missing(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "slash")
        await terminal.type("vinh o")
        await terminal.press("enter", "p", "enter")
        await terminal.pass_a_minute()
        assert [letter.email for letter in terminal.held] == ["hung@vinhchap.example"]
    assert "vanthu@vinho.example" in mailed(year)


async def test_a_mail_server_in_trouble_is_told_and_the_letter_waits(
    new_office: Callable[..., Office], open_terminal: Opened
) -> None:
    office = new_office(smtp_url="smtp://127.0.0.1:1")
    office.apply()
    for at in ("2024-11-18T08:00", "2024-12-11T08:00"):
        office.run(at)
    async with open_terminal(office) as terminal:
        await terminal.press("4", "p", "enter")
        await terminal.pass_a_minute()
        assert terminal.notices[1].startswith("Đã phát hành 1 thư; đã gửi 0 thư. Máy chủ thư 127.0.0.1:1")
        await terminal.press("2")
        assert "UBND xã Vĩnh Chấp" in terminal.text


async def test_an_accepted_result_is_done_in_time(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type("cho xac nhan")
        await terminal.press("enter", "enter", "a")
        assert "Phòng Y tế: văn bản số 45/BC-PYT" in terminal.dialog
        await terminal.press("enter")
        assert "Tình trạng    ✓ hoàn thành đúng hạn" in terminal.text
    assert year.one(MINH, "2024-12-11T09:00")["state"] == "done_on_time"


async def test_returning_asks_for_the_reason_and_opens_the_alert_again(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type("cho xac nhan")
        await terminal.press("enter", "t", "enter")
        assert "Hãy ghi lý do" in terminal.text
        await terminal.type("thiếu phụ lục")
        await terminal.press("enter")
        assert terminal.notices == ["Đã đề nghị Phòng Y tế bổ sung, hoàn thiện."]
    assert year.one(MINH, "2024-12-11T09:00")["alerts"][0]["state"] == "open"


async def test_acknowledging_marked_rows_takes_them_out_of_today_only(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "V", "k")
        assert terminal.notices == ["Đã ghi: đã nắm thông tin về 2 đầu việc."]
        assert "Đã đánh dấu" not in terminal.text
        assert "đã ghi nhận 1/3" in terminal.words
        await terminal.press("1")
        assert "! chưa ghi nhận" not in terminal.text
    assert year.alerts("2024-12-11T09:00")[HUNG] == ["acknowledged"]


async def test_acts_are_offered_only_where_they_make_sense(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type("vinh chap")
        await terminal.press("enter")
        assert "k Đã nắm  p Phát hành" in terminal.lines()[-1]
        assert "Xác nhận" not in terminal.lines()[-1]
        await terminal.press("a")
        assert terminal.row("UBND xã Vĩnh Chấp", "! quá hạn")


@pytest.mark.parametrize("at", ["2024-12-10T09:30", "2024-12-11T07:00"])
async def test_a_refusal_of_the_engine_is_a_sentence(year: Office, open_terminal: Opened, at: str) -> None:
    async with open_terminal(year, at=at) as terminal:
        await terminal.press("3", "k")
        assert "sớm hơn diễn biến gần nhất đã ghi" in terminal.notices[0]
        assert "Chưa thực hiện được" in terminal.text


async def test_a_refusal_names_the_agency_and_never_an_id(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        lines = [one.line for one in terminal.subjects("obligations") if one.line and one.line.id == VINH_O]
        terminal.app.act(lambda: terminal.app.office.accept(lines))
        await terminal.rest()
        assert "Đầu việc này không có kết quả đang chờ xác nhận." in terminal.notices[0]
        assert VINH_O not in terminal.notices[0]


async def test_a_damaged_ledger_is_a_sentence(office: Office, open_terminal: Opened) -> None:
    office.settings.home.mkdir()
    (office.settings.home / "phancong.db").write_bytes(b"not a database" * 100)
    async with open_terminal(office) as terminal:
        assert "Hãy khôi phục từ bản sao lưu gần nhất." in terminal.words


async def test_a_rehearsal_says_where_letters_go(new_office: Callable[..., Office], open_terminal: Opened) -> None:
    office = new_office(mail_redirect="lan@ldtbxh.example")
    office.apply()
    for at in ("2024-11-18T08:00", "2024-12-11T08:00"):
        office.run(at)
    async with open_terminal(office) as terminal:
        await terminal.press("4", "p")
        assert "Tập dượt: mọi thư gửi về lan@ldtbxh.example." in terminal.dialog
