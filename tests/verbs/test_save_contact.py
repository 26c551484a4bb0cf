"""One contact corrected by a person: as an import would take it, once, and never over what another has just written."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa

from engine.clock import moment
from engine.contacts import (
    ContactChangedError,
    NoSuchAgencyError,
    WrongContactError,
    absence_of,
    contact_of,
    save_contact,
    with_absence,
)
from engine.directory.models import Contact, Post
from engine.ledger.address_book import AddressBook, read_address_book
from engine.ledger.mails import count_return
from engine.ledger.tables import events
from engine.ledger.verification import verify_log
from tests.conftest import MINH, Office

AT = moment("2024-11-04T09:00")
YTE = "phong-y-te"
HOA = {"post": "official", "email": "hoa@yte.example", "name": "Hoa", "position": "chuyên viên", "phone": ""}
FIRST, LAST = dt.date(2024, 11, 18), dt.date(2024, 11, 22)


@pytest.fixture
def adopted(office: Office) -> Office:
    office.apply()
    return office


def book(office: Office) -> AddressBook:
    with office.ledger.read() as connection:
        return read_address_book(connection)


def minh(office: Office) -> Contact:
    return book(office).posts[YTE]["official"]


def told(office: Office) -> list[dict[str, Any]]:
    with office.ledger.read() as connection:
        query = sa.select(events.c.data).where(events.c.kind == "contact_saved").order_by(events.c.seq)
        return [json.loads(data) for data in connection.execute(query).scalars()]


def returned(office: Office, email: str) -> None:
    with office.ledger.engine.begin() as connection:
        count_return(connection, email, AT, "hộp thư không tồn tại", hard=True)


def test_the_next_letter_goes_to_whom_a_person_has_named(adopted: Office) -> None:
    assert save_contact(adopted.ledger, YTE, minh(adopted), contact_of(HOA), AT)
    adopted.run("2024-11-05T08:00")
    assert {letter.email for letter in adopted.letters() if MINH in letter.obligations} == {"hoa@yte.example"}


def test_a_correction_is_one_event_that_says_whose_letters_go_where(adopted: Office) -> None:
    save_contact(adopted.ledger, YTE, minh(adopted), contact_of(HOA), AT)
    assert told(adopted) == [{"contact": "phong-y-te/official", "email": "hoa@yte.example", "new": False}]
    assert verify_log(adopted.ledger).broken is None


def test_twice_is_once(adopted: Office) -> None:
    before = minh(adopted)
    assert save_contact(adopted.ledger, YTE, before, contact_of(HOA), AT)
    assert not save_contact(adopted.ledger, YTE, before, contact_of(HOA), AT)
    assert len(told(adopted)) == 1


def test_the_second_of_two_is_told_and_changes_nothing(adopted: Office) -> None:
    before = minh(adopted)
    save_contact(adopted.ledger, YTE, before, contact_of(HOA), AT)
    with pytest.raises(ContactChangedError):
        save_contact(adopted.ledger, YTE, before, contact_of(HOA | {"name": "Bình"}), AT)
    assert (minh(adopted), len(told(adopted))) == (contact_of(HOA), 1)


def test_two_who_add_the_same_post_do_not_overwrite_each_other(adopted: Office) -> None:
    box = HOA | {"post": "office", "email": "vanthu@yte.example"}
    save_contact(adopted.ledger, YTE, None, contact_of(box), AT)
    with pytest.raises(ContactChangedError):
        save_contact(adopted.ledger, YTE, None, contact_of(box | {"email": "khac@yte.example"}), AT)
    posts: dict[Post, Contact] = book(adopted).posts[YTE]
    assert {post: one.email for post, one in posts.items()} == {
        "official": "minh@yte.example",
        "office": "vanthu@yte.example",
    }


def test_an_agency_nobody_knows_has_no_contact(adopted: Office) -> None:
    with pytest.raises(NoSuchAgencyError):
        save_contact(adopted.ledger, "so-y-te", None, contact_of(HOA), AT)


def test_an_address_that_returned_letters_is_trusted_again_when_confirmed(adopted: Office) -> None:
    returned(adopted, "minh@yte.example")
    before = minh(adopted)
    assert not save_contact(adopted.ledger, YTE, before, before, AT)
    assert book(adopted).contact(YTE, AT.date()) is None
    assert save_contact(adopted.ledger, YTE, before, before, AT, confirmed=True)
    assert book(adopted).contact(YTE, AT.date()) == before
    assert told(adopted)[-1]["confirmed"] == ["minh@yte.example"]


def test_a_person_who_names_a_new_address_confirms_it(adopted: Office) -> None:
    returned(adopted, "hoa@yte.example")
    save_contact(adopted.ledger, YTE, minh(adopted), contact_of(HOA), AT)
    assert book(adopted).returned == frozenset()


def test_an_absence_confirms_no_address(adopted: Office) -> None:
    returned(adopted, "minh@yte.example")
    before = minh(adopted)
    save_contact(adopted.ledger, YTE, before, with_absence(before, absence_of(FIRST, LAST, {})), AT)
    assert book(adopted).returned == {"minh@yte.example"}


def test_letters_go_to_who_stands_in_while_a_contact_is_away(adopted: Office) -> None:
    before = minh(adopted)
    away = absence_of(FIRST, LAST, {"name": "Hoa", "substitute": "hoa@yte.example", "phone": "912345678"})
    save_contact(adopted.ledger, YTE, before, with_absence(before, away), AT)
    assert [book(adopted).email(YTE, day) for day in (FIRST, LAST, LAST + dt.timedelta(days=1))] == [
        "hoa@yte.example",
        "hoa@yte.example",
        "minh@yte.example",
    ]
    assert away.phone == "0912345678"


def test_an_absence_of_the_same_first_day_takes_the_place_of_the_other(adopted: Office) -> None:
    before = minh(adopted)
    first, second = absence_of(FIRST, LAST, {}), absence_of(FIRST, FIRST, {})
    once = with_absence(before, first)
    assert with_absence(once, second).absences == (second,)
    assert with_absence(once, second, instead_of=first).absences == (second,)
    assert with_absence(once, None, instead_of=first) == before


@pytest.mark.parametrize("email", ["", "x", "a@b", "a b@c.example", "ủy@ban.example"])
def test_what_is_no_address_is_not_taken(email: str) -> None:
    with pytest.raises(WrongContactError, match=f"Địa chỉ thư “{email}” chưa đúng. Ghi một địa chỉ"):
        contact_of(HOA | {"email": email})


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(WrongContactError) as refused:
        contact_of(HOA | {"email": "x", "name": "Hoa\nBình"})
    assert "Địa chỉ thư “x” chưa đúng" in refused.value.message
    assert "“Họ và tên” có dấu xuống dòng hoặc ký tự ẩn" in refused.value.message


def test_an_absence_does_not_end_before_it_begins() -> None:
    with pytest.raises(WrongContactError, match="Ngày kết thúc vắng trước ngày bắt đầu"):
        absence_of(LAST, FIRST, {})
