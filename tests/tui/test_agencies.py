"""Agencies: who is late how often, and contacts corrected where one calls them from."""

from __future__ import annotations

import pytest

from engine.clock import moment
from engine.contacts import ContactChangedError, WrongContactError, contact_of, save_contact
from engine.directory.models import Contact
from engine.ledger.address_book import read_address_book
from engine.view import Lists
from tests.conftest import Office
from tests.tui.conftest import NOW, WIDE, Opened

XA = "xa-vinh-chap"
TYPED = {"post": "official", "email": "moi@vinhchap.example", "name": "Hùng", "position": "", "phone": "0233 111 2222"}


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
        assert "Cán bộ đầu mối Hùng chưa có số điện thoại hung@vinhchap.example" in terminal.words
        assert "chờ phát hành Đề nghị gửi báo cáo" in terminal.words


async def test_a_contact_is_corrected(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "e", "tab")
        await terminal.press(*["backspace"] * 30)
        await terminal.type("moi@vinhchap.example")
        await terminal.press("enter", "enter", "enter", "enter")
        assert terminal.notices == ["Đã ghi đầu mối của UBND xã Vĩnh Chấp."]
        assert "moi@vinhchap.example" in terminal.text
    found = contact(year)
    assert found is not None
    assert (found.email, found.name) == ("moi@vinhchap.example", "Hùng")


async def test_an_absence_says_who_stands_in(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("7", "down", "down", "down", "enter", "b", "enter")
        await terminal.type("20/12")
        await terminal.press("enter", "enter")
        await terminal.type("Bình")
        await terminal.press("enter", "enter")
        assert "11/12/2024 - 20/12/2024 người thay: Bình" in terminal.words


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


def test_two_people_never_overwrite_each_other_s_contact(year: Office) -> None:
    before = contact(year)
    save_contact(year.ledger, XA, before, contact_of(TYPED), moment(NOW))
    with pytest.raises(ContactChangedError):
        save_contact(year.ledger, XA, before, contact_of(TYPED | {"name": "Bình"}), moment(NOW))
    assert contact(year) == contact_of(TYPED)


@pytest.mark.parametrize("email", ["", "x", "a@b", "a b@c.example", "ủy@ban.example"])
def test_what_is_no_address_is_not_taken(email: str) -> None:
    with pytest.raises(WrongContactError, match="Địa chỉ thư chưa đúng"):
        contact_of(TYPED | {"email": email})


def test_the_agencies_of_the_past_are_as_they_were(year: Office) -> None:
    lists, at = Lists(year.ledger), moment(NOW)
    before = lists.agency_rows(at)
    year.run("2024-12-12T08:00")
    assert lists.agency_rows(at) == before
    assert sorted(row.id for row in lists.agency_rows(at, latest_first=True)) == sorted(row.id for row in before)
