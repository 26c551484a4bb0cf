"""Contacts by post: letters go to the official, else to who stands in, else to the shared box, never to a leader."""

from __future__ import annotations

import datetime as dt
from textwrap import dedent

import pytest

from engine.directory.models import Contact
from engine.ledger.address_book import AddressBook, read_address_book, save_contacts
from tests.conftest import DIRECTORY, MINH, PLAN, Office

MINH_HIMSELF = "phong-y-te: {email: minh@yte.example, name: Minh}"
MINH_ON_LEAVE = """\
phong-y-te:
        - email: minh@yte.example
          name: Minh
          absences:
            - {from: 2024-11-18, to: 2024-11-22, substitute: Hoa@yte.example, name: Hoa}
            - {from: 2024-12-02, to: 2024-12-06, name: Nam, phone: "0233 111 1111"}
"""
BOX = "        - {email: vanthu@yte.example, post: office}\n"
LEADER = "        - {email: truongphong@yte.example, post: leader, name: Trưởng phòng}\n"
BEFORE, HOA_IN, NOBODY_IN = dt.date(2024, 11, 15), dt.date(2024, 11, 22), dt.date(2024, 12, 2)


def with_contacts(office: Office, of_minh: str) -> Office:
    office.apply("2024-11-01", office.plan(PLAN, DIRECTORY.replace(MINH_HIMSELF, of_minh)))
    return office


def book_of(office: Office) -> AddressBook:
    with office.ledger.read() as connection:
        return read_address_book(connection)


def name_on(office: Office, day: dt.date) -> str | None:
    contact = book_of(office).contact("phong-y-te", day)
    return contact.name if contact else None


def test_the_official_gets_the_letters(office: Office) -> None:
    book = book_of(with_contacts(office, MINH_ON_LEAVE + BOX + LEADER))
    assert book.email("phong-y-te", BEFORE) == book.email("phong-y-te") == "minh@yte.example"


def test_who_stands_in_for_the_official_gets_them_on_every_day_of_the_absence_and_no_other(office: Office) -> None:
    with_contacts(office, MINH_ON_LEAVE + BOX)
    days = [dt.date(2024, 11, day) for day in (17, 18, 22, 23)]
    assert [name_on(office, day) for day in days] == ["Minh", "Hoa", "Hoa", "Minh"]
    assert book_of(office).email("phong-y-te", HOA_IN) == "hoa@yte.example"


def test_where_nobody_with_an_address_stands_in_the_shared_box_gets_them(office: Office) -> None:
    assert book_of(with_contacts(office, MINH_ON_LEAVE + BOX)).email("phong-y-te", NOBODY_IN) == "vanthu@yte.example"


def test_a_leader_never_gets_them(office: Office) -> None:
    book = book_of(with_contacts(office, MINH_ON_LEAVE + LEADER))
    assert book.contact("phong-y-te", NOBODY_IN) is None
    alone = AddressBook({}, {}, {}, {"phong-y-te": {"leader": Contact(email="l@yte.example", post="leader")}})
    assert (alone.email("phong-y-te"), alone.email("phong-y-te", BEFORE)) == (None, None)


@pytest.mark.parametrize("day", [BEFORE, HOA_IN, NOBODY_IN])
def test_without_an_official_the_shared_box_gets_them(office: Office, day: dt.date) -> None:
    book = book_of(with_contacts(office, "phong-y-te: {email: vanthu@yte.example, post: office}"))
    assert book.email("phong-y-te", day) == book.email("phong-y-te") == "vanthu@yte.example"


def test_whom_to_call_is_the_official_whatever_the_day(office: Office) -> None:
    assert book_of(with_contacts(office, MINH_ON_LEAVE + BOX + LEADER)).contacts["phong-y-te"].name == "Minh"


def test_a_run_writes_to_who_is_there_that_day(office: Office) -> None:
    with_contacts(office, MINH_ON_LEAVE)
    office.run("2024-11-01T08:00")
    office.run("2024-11-18T08:00")  # the first rung before the limit, Minh away
    theirs = [letter.email for letter in office.letters() if MINH in letter.obligations]
    assert theirs == ["minh@yte.example", "hoa@yte.example"]


def test_a_letter_nobody_is_there_for_is_written_once_somebody_is(office: Office) -> None:
    with_contacts(office, MINH_ON_LEAVE)
    office.run_daily("2024-11-01", "2024-12-01")
    assert "phong-y-te" in office.run("2024-12-02T08:00").without_contact
    office.run_daily("2024-12-03", "2024-12-09")
    said = [letter.drafted_at.date().isoformat() for letter in office.letters() if MINH in letter.obligations]
    assert "2024-12-09" in said
    assert not [day for day in said if "2024-12-02" <= day <= "2024-12-06"]


def test_a_directory_seeds_all_posts_of_an_agency_that_has_none(office: Office) -> None:
    with_contacts(office, MINH_ON_LEAVE + BOX + LEADER)
    posts = book_of(office).posts["phong-y-te"]
    assert {post: contact.email for post, contact in posts.items()} == {
        "official": "minh@yte.example",
        "office": "vanthu@yte.example",
        "leader": "truongphong@yte.example",
    }
    assert [absence.start for absence in posts["official"].absences] == [dt.date(2024, 11, 18), dt.date(2024, 12, 2)]


def test_a_directory_adds_nothing_to_an_agency_that_has_any(office: Office) -> None:
    office.apply()
    office.apply("2024-11-05", office.plan(PLAN, DIRECTORY.replace(MINH_HIMSELF, MINH_ON_LEAVE + BOX)))
    assert [contact.name for contact in book_of(office).posts["phong-y-te"].values()] == ["Minh"]
    assert book_of(office).posts["phong-y-te"]["official"].absences == ()


def test_saving_contacts_replaces_those_of_the_same_post_only(office: Office) -> None:
    with_contacts(office, MINH_ON_LEAVE + BOX)
    with office.ledger.engine.begin() as connection:
        save_contacts(connection, {"phong-y-te": [Contact(email="hoa@yte.example", name="Hoa")]})
    posts = book_of(office).posts["phong-y-te"]
    assert (posts["official"].name, posts["official"].absences) == ("Hoa", ())
    assert posts["office"].email == "vanthu@yte.example"


def test_the_directory_of_these_tests_is_what_it_seems() -> None:
    assert MINH_HIMSELF in dedent(DIRECTORY)
