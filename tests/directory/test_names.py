"""A name is found however officials spell it, and a contact never carries a second line into the head of a letter."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from pydantic import BaseModel, ValidationError

from engine.directory import models
from engine.directory.models import Absence, Agency, Contact, Directory, Entry, Group
from engine.directory.naming import folded

OFFICES = Directory(
    agencies=(
        Agency(id="phong-ldtbxh", name="Phòng Lao động - Thương binh và Xã hội", relation="affiliated"),
        Agency(id="phong-gddt", name="Phòng Giáo dục và Đào tạo", relation="peer", aliases=("Phòng GD&ĐT",)),
        Agency(id="xa-vinh-thuy", name="UBND xã Vĩnh Thủy", relation="lower", until=dt.date(2025, 6, 30)),
        Agency(id="xa-vinh-thuy-2025", name="UBND xã Vĩnh Thủy", relation="lower", since=dt.date(2025, 7, 1)),
    ),
    groups=(Group.model_validate({"id": "cac-xa", "name": "UBND các xã, thị trấn", "members": ["xa-vinh-thuy"]}),),
)


@pytest.mark.parametrize(
    "written",
    [
        "phong-ldtbxh",
        "PHÒNG LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI",
        "  Phòng  Lao động-Thương binh & Xã hội ",
        "Phòng Lao động, Thương binh và Xã hội",
        "Phòng LĐTBXH",
        "Phòng LĐ-TB&XH",
        "phòng lđtb & xh",
        "Phòng LĐ-TB và XH",
        unicodedata.normalize("NFD", "Phòng Lao động - Thương binh và Xã hội"),
    ],
)
def test_one_office_is_found_by_all_its_spellings(written: str) -> None:
    found = OFFICES.find(written)
    assert found is not None
    assert found.id == "phong-ldtbxh"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Phòng GD & ĐT", "phong-gddt"),
        ("ubnd các xã,  thị trấn", "cac-xa"),
        ("Ủy ban nhân dân xã Vĩnh Thủy", "xa-vinh-thuy-2025"),
        ("Uỷ ban nhân dân xã Vĩnh Thuỷ", "xa-vinh-thuy-2025"),
    ],
)
def test_aliases_groups_and_long_names_are_found_too(written: str, meant: str) -> None:
    found = OFFICES.find(written)
    assert found is not None
    assert found.id == meant


@pytest.mark.parametrize("written", ["Phòng Lao động", "Phòng Y tế", "UBND xã Vĩnh Thúy", ""])
def test_what_is_not_the_name_of_anybody_is_not_guessed(written: str) -> None:
    assert OFFICES.find(written) is None


def test_a_name_that_passed_on_means_who_has_it_that_day() -> None:
    june, july = (OFFICES.find("ubnd xã vĩnh thủy", dt.date(2025, month, 1)) for month in (6, 7))
    assert (june and june.id, july and july.id) == ("xa-vinh-thuy", "xa-vinh-thuy-2025")


def test_a_name_keeps_every_letter_that_tells_two_offices_apart() -> None:
    assert folded("xã Vĩnh Hòa") == folded("Xã Vĩnh Hoà")
    assert folded("xã Vĩnh Hòa") != folded("xã Vĩnh Hoa")
    assert folded("Sở Tài chính") != folded("Sở Tài chánh")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u2028", "\x00", "\x1b", "\u202e"], ids=ascii)
@pytest.mark.parametrize("field", ["name", "position", "phone", "email"])
def test_no_field_of_a_contact_carries_a_line_break_or_a_hidden_character(field: str, break_: str) -> None:
    contact = {"email": "minh@vinhlinh.example", "name": "Minh"}
    with pytest.raises(ValidationError, match="ký tự ẩn"):
        Contact.model_validate(contact | {field: f"minh@vinhlinh.example{break_}Bcc: hung@vinhlinh.example"})


@pytest.mark.parametrize("field", ["substitute", "name", "phone"])
def test_no_field_of_a_substitute_does_either(field: str) -> None:
    absence = {"from": "2024-12-01", "to": "2024-12-09", field: "lan@vinhlinh.example\nBcc: hung@vinhlinh.example"}
    with pytest.raises(ValidationError, match="ký tự ẩn"):
        Absence.model_validate(absence)


@pytest.mark.parametrize(
    "address",
    [
        *("minh@", "minh", "@vinhlinh.example", "minh@vinhlinh", "minh@vinhlinh..example", "minh@vinhlinh.example."),
        *("mi nh@vinhlinh.example", "a@b.vn,c@d.vn", "Minh <minh@vinhlinh.example>", "phòngyte@vinhlinh.example"),
    ],
)
def test_a_broken_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        Contact(email=address)


@pytest.mark.parametrize("address", ["minh@vinhlinh.example", "phong.y-te_1@mail.vinhlinh.example", "a+b@c.vn"])
def test_a_sound_address_is_taken_as_it_is(address: str) -> None:
    assert Contact(email=address).email == address


def test_an_absence_covers_its_first_and_its_last_day() -> None:
    absence = Absence.model_validate({"from": "2024-12-02", "to": "2024-12-09"})
    days = [dt.date(2024, 12, 1), dt.date(2024, 12, 2), dt.date(2024, 12, 9), dt.date(2024, 12, 10)]
    assert [absence.covers(day) for day in days] == [False, True, True, False]


def entries() -> list[type[BaseModel]]:
    return [found for found in vars(models).values() if isinstance(found, type) and issubclass(found, Entry)]


def test_every_field_of_a_directory_is_described() -> None:
    fields = {f"{entry.__name__}.{name}": field for entry in entries() for name, field in entry.model_fields.items()}
    assert len(fields) > 30
    assert [name for name, field in fields.items() if not field.description] == []


def test_the_schema_takes_the_short_forms_and_the_long_ones() -> None:
    schema = Directory.model_json_schema(by_alias=True)
    members = schema["$defs"]["Group"]["properties"]["members"]["items"]
    contacts = schema["properties"]["contacts"]["additionalProperties"]
    assert {"type": "string"} in members["anyOf"]
    assert len(members["anyOf"]) == len(contacts["anyOf"]) == 2
