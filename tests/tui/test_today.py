"""What else needs a person: replies and bounces, agencies to call, what our own office owes; each settled with one key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import inbox
from engine.clock import moment
from engine.register_import import import_register
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, Office
from tests.mail.letterbox import FROM, Letterbox
from tests.tui.conftest import WIDE, Opened, Terminal

NOW, AFTER = "2024-11-18T09:00", "2024-11-18T10:00"
WE_OWE = PLAN.replace("due: {kind: ongoing}", "due: {kind: before, date: 2024-11-20}")
PHONES = DIRECTORY.replace("vanthu@vinho.example}", 'vanthu@vinho.example, name: Bình, phone: "0233 387 1234"}')
TASK = MINH.replace("bao-cao-thang-12", "tuyen-truyen")
SAID = "Kính gửi Phòng Lao động,\n\nPhòng Y tế đã gửi báo cáo số 45/BC-PYT ngày 15/11/2024.\nMinh"


@pytest.fixture
def box(new_office: Callable[..., Office], tmp_path: Path) -> Letterbox:
    """Return an office that Minh has written to, that Hùng's address returns letters to, and that Vĩnh Ô is silent towards."""
    office = new_office(mail_from=f"Phòng Lao động <{FROM}>")
    office.apply("2024-11-01", office.plan(WE_OWE, PHONES))
    office.run("2024-11-01T08:00")
    folder = tmp_path / "den"
    folder.mkdir()
    box = Letterbox(office, folder)
    box.put(box.reply(box.to("minh@yte.example")[0], SAID))
    box.put(box.bounce(box.to("hung@vinhchap.example")[0]))
    box.run("2024-11-18T08:00")
    return box


async def go_to(terminal: Terminal, words: str) -> None:
    """Go to the row of Today that a filter leaves first."""
    await terminal.press("slash")
    await terminal.type(words)
    await terminal.press("enter")


async def test_all_that_waits_is_counted_above_the_list(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        said = "1 việc cấp trên giao · 1 thư trả lời · 1 thư bị trả lại, báo vắng · 2 cơ quan cần gọi"
        assert said in terminal.words


async def test_all_that_waits_stands_in_order_each_with_its_sign(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW, WIDE) as terminal:
        rows = [line[2:19].strip() for line in terminal.lines() if line[2:3] in tuple("^<x#")]
        assert rows == ["^ cấp trên giao", "< thư trả lời", "x thư bị trả lại", "# cần gọi", "# cần gọi"]
        assert "Phòng Y tế đã gửi báo cá…" in terminal.row("< thư trả lời")
        assert "thư gửi hung@vinhchap.example không đến nơi" in terminal.row("x thư bị trả lại")
        assert "ĐT 0233 387 1234" in terminal.row("# cần gọi", "Vĩnh Ô")


@pytest.mark.parametrize("key", ["1", "3"])
async def test_the_age_of_the_register_stands_above_what_is_missing(
    box: Letterbox, open_terminal: Opened, key: str
) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await terminal.press(key)
        assert "Chưa nhập sổ văn bản đến lần nào." in terminal.words
    path = box.office.files / "so.csv"
    path.write_text("Nơi gửi,Số,Trích yếu,Ngày văn bản,Ngày đến\nPhòng Tư pháp,1/BC,Báo cáo,02/11/2024,03/11/2024\n")
    import_register(box.office.ledger, path, moment(NOW))
    async with open_terminal(box.office, "2024-11-18T11:00") as terminal:
        await terminal.press(key)
        assert "Lần nhập văn bản đến gần nhất: 09 giờ 00 ngày 18/11/2024 (2 giờ trước)." in terminal.words


async def test_an_old_register_has_a_sign_only_when_something_is_missing(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        assert "! Chưa nhập sổ văn bản đến" not in terminal.words
    box.run("2024-12-11T08:00")
    async with open_terminal(box.office, "2024-12-11T08:30") as terminal:
        assert "! Chưa nhập sổ văn bản đến lần nào." in terminal.words


async def test_a_reply_is_accepted_as_done_with_what_it_says_already_filled_in(
    box: Letterbox, open_terminal: Opened
) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "thu tra loi")
        await terminal.press("a")
        assert "Thư của Phòng Y tế nói về đầu việc nào?" in terminal.dialog
        await terminal.type("bao cao")
        await terminal.press("enter")
        assert "45/BC-PYT" in terminal.dialog
        assert "15/11/2024" in terminal.dialog
        await terminal.press("enter", "enter", "enter")
        assert terminal.notices == ["Đã ghi nhận kết quả của Phòng Y tế theo thư trả lời."]
    recorded = box.office.one(MINH, AFTER)
    assert recorded["state"] == "done_on_time"
    assert recorded["evidence"] == {"number": "45/BC-PYT", "date": "2024-11-15", "sent": "2024-11-18"}
    assert box.office.one(TASK, AFTER)["state"] == "ongoing"


async def test_a_reply_is_accepted_as_received_with_one_key(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "thu tra loi")
        assert "j Đã tiếp nhận" in terminal.words
        await terminal.press("j")
        assert terminal.notices == ["Đã ghi: Phòng Y tế đã tiếp nhận nhiệm vụ."]
        assert "thư trả lời" not in terminal.words.partition("Đang lọc")[2].partition("Nhấn Esc")[2]
    assert box.office.one(MINH, AFTER)["received_at"] == moment(NOW).isoformat()
    assert [mail.kind for mail in box.waiting] == ["hard"]


@pytest.mark.parametrize("words", ["thu tra loi", "bi tra lai"])
async def test_a_mail_that_asks_for_nothing_is_put_aside_with_one_key(
    box: Letterbox, open_terminal: Opened, words: str
) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, words)
        assert "x Đã xem" in terminal.words
        await terminal.press("x")
        assert "không ghi nhận gì." in terminal.notices[0]
    assert len(box.waiting) == 1
    assert box.office.one(MINH, AFTER)["evidence"] is None


async def test_a_mail_another_has_settled_is_not_settled_twice(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "thu tra loi")
        inbox.dismiss(box.office.ledger, [1], moment(NOW))
        await terminal.press("x")
        assert terminal.notices == ["Thư này đã được xử lý."]


async def test_a_mail_is_read_with_who_wrote_what_about_and_where_its_files_are(
    box: Letterbox, open_terminal: Opened
) -> None:
    raw = box.reply(box.to("minh@yte.example")[0], SAID).replace(b"text/plain;", b"multipart/mixed; boundary=b;")
    head, _, text = raw.partition(b"\r\n\r\n")
    part = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
    file = b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="45.pdf"\r\n\r\n%PDF'
    box.put(b"\r\n".join([head, b"", part, file, b"--b--", b""]))
    box.run("2024-11-18T08:30")
    async with open_terminal(box.office, NOW, (120, 50)) as terminal:
        await go_to(terminal, "thu tra loi")
        await terminal.press("down", "enter")
        assert "minh@yte.example" in terminal.row("Người gửi")
        assert "Phòng Y tế đã gửi báo cáo số 45/BC-PYT" in terminal.text
        assert str(box.office.home / "attachments") in terminal.words.replace(" ", "")
        assert terminal.row("45.pdf (1 KB)")
        assert terminal.row("trước 10/12", "Báo cáo định kỳ")
        await terminal.press("x", "escape")
    assert [mail.number for mail in box.waiting] == [1, 2]


async def test_a_bounce_says_why_and_which_letter(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW, WIDE) as terminal:
        await go_to(terminal, "bi tra lai")
        await terminal.press("enter")
        assert "không tồn tại" in terminal.row("Lý do")
        assert "hung@vinhchap.example" in terminal.words


async def test_a_call_is_recorded_about_all_the_agency_was_to_be_called_for(
    box: Letterbox, open_terminal: Opened
) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "can goi vinh o")
        await terminal.press("l")
        await terminal.type("hẹn gửi trong tuần")
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi: đã gọi điện cho UBND xã Vĩnh Ô về 1 đầu việc."]
        assert "Đang lọc: 0/" in terminal.words
    assert box.office.history(VINH_O)[-1].data == {"by": "phone", "note": "hẹn gửi trong tuần"}


async def test_a_short_text_is_copied_for_an_agency_to_call(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "can goi vinh chap")
        await terminal.press("z")
        assert "báo cáo định kỳ đợt tháng 12" in terminal.app.clipboard
        await terminal.press("enter")
        assert terminal.notices == ["Đã ghi: đã nhắn UBND xã Vĩnh Chấp."]
    assert box.office.history(HUNG)[-1].data == {"by": "zalo", "note": ""}


async def test_a_call_opens_on_whom_why_and_about_what(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "can goi vinh o")
        await terminal.press("enter")
        assert "0233 387 1234" in terminal.row("Điện thoại")
        assert "chưa phản hồi sau 05 ngày làm việc" in terminal.words
        assert terminal.row("trước 10/12", "Báo cáo định kỳ")
        await terminal.press("l", "enter")
        assert "không còn cần gọi" in terminal.words


async def test_two_agencies_marked_are_called_at_once(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "can goi")
        await terminal.press("V", "l", "enter")
        assert terminal.notices == ["Đã ghi: đã gọi điện cho 2 cơ quan về 2 đầu việc."]


async def test_what_we_owe_upward_opens_and_is_recorded(box: Letterbox, open_terminal: Opened) -> None:
    async with open_terminal(box.office, NOW) as terminal:
        await go_to(terminal, "cap tren giao")
        await terminal.press("enter")
        assert "Tổng hợp kết quả" in terminal.text
        await terminal.press("escape", "h")
        await terminal.type("9/BC-LĐTBXH")
        await terminal.press("enter", "enter", "enter")
        assert "Đã ghi nhận kết quả của Phòng Lao động" in terminal.notices[0]
    assert box.office.one("binh-dang-gioi/tong-hop/phong-ldtbxh/-", AFTER)["state"] == "done_on_time"


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (160, 48)])
async def test_every_page_of_today_opens_in_every_size(
    box: Letterbox, open_terminal: Opened, size: tuple[int, int]
) -> None:
    async with open_terminal(box.office, NOW, size) as terminal:
        for _ in range(5):
            await terminal.press("enter", "escape", "down")
        assert max(map(len, terminal.lines())) <= size[0]
