"""The directories that come with the plans: nobody real is written to, and no name means two agencies."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from engine.directory.models import Agency, Directory, spellings
from engine.spec.plan import load_directory

PLAN_SPECS = Path(__file__).resolve().parents[2] / "plan_specs"
NAMES = ("bac-ninh", "ha-noi", "dak-nong", "so-y-te-dak-nong", "mau-tinh")
STAND_INS = {"co-quan-chuc-nang-dak-nong", "don-vi-truc-thuoc-so-y-te-dak-nong"}  # for agencies that no text names


def directory(name: str) -> Directory:
    """Return a directory of the project."""
    found, problems = load_directory(PLAN_SPECS / "agencies" / f"{name}.yaml")
    assert found is not None, problems
    return found


@pytest.mark.parametrize("name", NAMES)
def test_everybody_named_has_an_address_of_their_own_on_a_reserved_domain(name: str) -> None:
    agencies = directory(name)
    assert set(agencies.contacts) == {agency.id for agency in agencies.agencies} - STAND_INS
    emails = [contact.email for contacts in agencies.contacts.values() for contact in contacts]
    assert len(emails) == len(set(emails))
    assert [email for email in emails if not email.endswith(".example")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_name_or_alias_means_two_agencies(name: str) -> None:
    agencies = directory(name).agencies
    names = Counter(spelling for agency in agencies for spelling in spellings(agency))
    assert [spelling for spelling, times in names.items() if times > 1] == []


def test_one_ledger_can_hold_all_of_them_because_no_two_share_an_id() -> None:
    all_of_them = [directory(name) for name in NAMES]
    ids = Counter(agency.id for each in all_of_them for agency in each.agencies)
    ids += Counter(group.id for each in all_of_them for group in each.groups)
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "spelt", "meant"),
    [
        ("bac-ninh", "Sở LĐTBXH", "so-ldtbxh-bac-ninh"),
        ("bac-ninh", "Các Sở, ban, ngành, địa phương", "so-ban-nganh-dia-phuong-bac-ninh"),
        ("ha-noi", "Huyện Mê Linh", "ubnd-huyen-me-linh-ha-noi"),
        ("dak-nong", "UBND huyện Đắk R'lấp", "ubnd-huyen-dak-rlap-dak-nong"),
        ("so-y-te-dak-nong", "Các cơ quan, đơn vị trực thuộc", "don-vi-truc-thuoc-so-y-te-dak-nong"),
        ("mau-tinh", "đặc khu Mẫu 40", "ubnd-dac-khu-40-mau"),
    ],
)
def test_a_name_as_a_text_writes_it_is_found(name: str, spelt: str, meant: str) -> None:
    found = directory(name).find(spelt)
    assert found is not None
    assert found.id == meant


def test_the_sample_has_thirty_four_xa_five_phuong_and_one_dac_khu() -> None:
    local = [agency for agency in directory("mau-tinh").agencies if agency.relation == "lower"]
    assert Counter(_kind(agency) for agency in local) == {"xã": 34, "phường": 5, "đặc khu": 1}


def _kind(agency: Agency) -> str:
    return agency.name.removeprefix("UBND ").partition(" Mẫu ")[0]


def test_every_file_of_the_plans_is_in_composed_form() -> None:
    files = [file for file in PLAN_SPECS.rglob("*") if file.suffix in (".yaml", ".txt")]
    assert len(files) > len(NAMES)
    assert [file.name for file in files if not unicodedata.is_normalized("NFC", file.read_text("utf-8"))] == []
