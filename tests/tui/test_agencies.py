"""Agencies: who is late how often, and contacts corrected where one calls them from."""

from __future__ import annotations

from engine.calls import called
from engine.clock import moment
from engine.contacts import contact_of, save_contact
from engine.directory.models import Contact
from engine.ledger.address_book import read_address_book
from engine.ledger.mails import count_return
from tests.conftest import DIRECTORY, HUNG, Office
from tests.tui.conftest import NOW, WIDE, Opened

XA = "xa-vinh-chap"
TYPED = {"post": "official", "email": "moi@vinhchap.example", "name": "Hùng", "position": "", "phone": "0233 111 2222"}

MERGED = """
    successions:
      - {from: xa-vinh-chap, to: [xa-vinh-o], date: 2024-12-01, document: Nghị quyết 12/NQ}
"""


def returns(office: Office, email: str = "hung@vinhchap.example") -> None:
    """Let an address take no letters."""
    with office.ledger.engine.begin() as connection:
        count_return(connection, email, moment("2024-12-10T12:00"), "hộp thư không tồn tại", hard=True)


def contact(office: Office, agency: str = XA) -> Contact | None:
    """Return whom letters go to."""
    with office.ledger.read() as connection:
        return read_address_book(connection).contacts.get(agency)


async def test_the_list_says_who_is_late_and_how_often(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7")
        assert "! 1" in terminal.row("UBND xã Vĩnh Chấp", "1/1")
        assert "0/1" in terminal.row("Phòng Y tế", "Minh")
        assert "2 đang có việc quá hạn" in terminal.text


async def test_who_is_late_most_stands_first_when_asked(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7")
        assert terminal.lines()[4].split()[0] == "Hội"
        await terminal.press("S")
        assert "hay chậm đứng trước" in terminal.text
        assert "Vĩnh" in terminal.lines()[4]


async def test_agencies_are_found_without_diacritics(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "slash")
        await terminal.type("y te")
        await terminal.press("enter")
        assert "1 cơ quan" in terminal.text
        assert "Vĩnh Ô" not in terminal.text
        await terminal.press("escape")
        assert "5 cơ quan" in terminal.text


async def test_one_agency_is_told_whole(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter")
        assert "UBND xã Vĩnh Chấp" in terminal.text
        assert "Đã chậm 1 trong 1 thời hạn đã qua." in terminal.text
        assert "Cán bộ đầu mối Hùng · chưa có số điện thoại · hung@vinhchap.example" in terminal.words
        assert "chờ phát hành 11/12/2024 08:00 Đề nghị gửi báo cáo" in terminal.words


async def test_a_contact_is_corrected_in_a_form_filled_from_what_is_known(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "e", "enter", "enter", "enter")
        await terminal.press(*["backspace"] * 30)
        await terminal.type("moi@vinhchap.example")
        await terminal.press("enter", "enter")
        assert terminal.notices == ["Đã ghi đầu mối của UBND xã Vĩnh Chấp."]
        assert "moi@vinhchap.example" in terminal.text
    found = contact(year)
    assert found is not None
    assert (found.email, found.name) == ("moi@vinhchap.example", "Hùng")


async def test_a_contact_of_another_post_stands_beside_the_first(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "e")
        await terminal.type("van thu")
        assert "Văn thư (chưa có, thêm mới)" in terminal.dialog
        await terminal.press("enter", "enter", "enter")
        await terminal.type("vanthu@vinhchap.example")
        await terminal.press("enter", "enter")
        assert "Văn thư chưa có số điện thoại · vanthu@vinhchap.example" in terminal.words
    with year.ledger.read() as connection:
        posts = read_address_book(connection).posts[XA]
    assert {post: one.email for post, one in posts.items()} == {
        "official": "hung@vinhchap.example",
        "office": "vanthu@vinhchap.example",
    }


async def test_who_was_quicker_is_not_overwritten(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "e", "enter")
        save_contact(year.ledger, XA, contact(year), contact_of(TYPED), moment(NOW))
        await terminal.type("Bình")
        await terminal.press("enter", "enter", "enter", "enter")
        assert terminal.notices == ["Đầu mối này vừa được người khác sửa; xin xem lại rồi sửa."]
    assert contact(year) == contact_of(TYPED)


async def test_an_address_that_returned_letters_is_used_again_only_when_ticked(
    year: Office, open_terminal: Opened
) -> None:
    returns(year)
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7")
        assert "! thư bị trả lại" in terminal.row("UBND xã Vĩnh Chấp", "1/1")
        await terminal.press("down", "down", "down", "enter")
        assert "! Hiện chưa gửi được thư đến cơ quan này; xin gọi điện." in terminal.text
        await terminal.press("e", "enter", "enter", "enter", "enter", "enter")
        assert terminal.notices == ["Không có gì thay đổi."]
        await terminal.press("e", "enter", "enter", "enter", "enter", "tab", "space", "tab", "enter")
        assert terminal.notices[-1] == "Đã ghi đầu mối của UBND xã Vĩnh Chấp."
        assert "thư bị trả lại" not in terminal.text


async def test_what_is_no_address_is_said(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "e", "enter", "enter", "enter")
        await terminal.type("@")
        await terminal.press("enter", "enter")
        assert "Địa chỉ thư “@” chưa đúng." in terminal.notices[0]


async def test_an_absence_says_who_stands_in_and_can_be_taken_away(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "b", "enter")
        await terminal.type("20/12")
        await terminal.press("enter")
        await terminal.type("Bình")
        await terminal.press("enter")
        await terminal.type("binh@vinhchap.example")
        await terminal.press("enter", "enter")
        assert "11/12/2024 - 20/12/2024 Hùng; người thay: Bình, binh@vinhchap.example" in terminal.words
        assert "! Hôm nay Hùng vắng mặt" in terminal.text
        await terminal.press("escape")
        assert "Hùng vắng, Bình thay" in terminal.row("UBND xã Vĩnh Chấp", "1/1")
        await terminal.press("enter", "b", "down", "enter", *["tab"] * 5, "space", "tab", "enter")
        assert terminal.notices[-1] == "Đã xóa đợt vắng mặt của Hùng."
        assert "Hùng vắng mặt" not in terminal.text


async def test_fresh_links_are_sent_after_a_question(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "G", "enter")
        assert terminal.notices == ["Đã gửi thư có liên kết mới đến: hung@vinhchap.example."]


async def test_the_page_tells_calls_and_urgings(year: Office, open_terminal: Opened) -> None:
    called(year.ledger, [HUNG], moment("2024-12-11T08:10"), "phone", "hẹn gửi chiều nay")
    year.release("2024-12-11T08:20", HUNG)
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter")
        assert "Đã chậm 1 trong 1 thời hạn đã qua. Đã đôn đốc 1 lần." in terminal.text
        assert "11/12/2024 08:10 gọi điện Lan: hẹn gửi chiều nay" in terminal.words


async def test_the_page_tells_what_came_of_reorganisation(year: Office, open_terminal: Opened) -> None:
    year.apply("2024-12-11T08:10", year.plan(directory=DIRECTORY + MERGED))
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter")
        assert "Từ 01/12/2024 chuyển cho UBND xã Vĩnh Ô, theo Nghị quyết 12/NQ" in terminal.words
        await terminal.press("escape", "down", "enter")
        assert "Từ 01/12/2024 tiếp nhận từ UBND xã Vĩnh Chấp, theo Nghị quyết 12/NQ" in terminal.words


async def test_links_are_taken_back_only_after_a_question(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "x", "escape")
        assert terminal.notices == []
        await terminal.press("x", "enter")
        assert "liên kết của UBND xã Vĩnh Chấp." in terminal.notices[0]


async def test_o_goes_to_all_that_an_agency_owes(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "o")
        assert "Đang lọc: 1/6 dòng." in terminal.text
        assert "UBND xã Vĩnh Chấp" in terminal.text
