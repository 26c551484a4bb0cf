"""The spec and directory of Vĩnh Linh 2024 say what the document says, and nobody real is written to."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from engine.deadlines.rules import Before, Between, Ongoing
from engine.directory.models import Directory
from engine.spec.directories import load_directory
from engine.spec.models import PlanSpec, Report

PLAN_SPECS = Path(__file__).resolve().parents[2] / "plan_specs"
SPEC_FILE = PLAN_SPECS / "vinh-linh-2024.yaml"
IN_2024 = dt.date(2024, 1, 2)
IN_ORDER = [
    "phong-ldtbxh",
    "phong-y-te",
    "phong-van-hoa-thong-tin",
    "phong-giao-duc-dao-tao",
    "phong-tu-phap",
    "cong-an-huyen",
    "phong-tai-chinh-ke-hoach",
    "trung-tam-van-hoa-thong-tin-tdtt",
    "co-quan-truc-thuoc",
    "mat-tran-doan-the",
    "xa-thi-tran",
]


def folded(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def spec() -> PlanSpec:
    """Return the plan as its file says it."""
    return PlanSpec.model_validate(yaml.safe_load(SPEC_FILE.read_text("utf-8")))


@pytest.fixture(scope="module")
def directory(spec: PlanSpec) -> Directory:
    """Return the directory that the plan names."""
    text = (PLAN_SPECS / spec.plan.directory).read_text("utf-8")
    return Directory.model_validate(yaml.safe_load(text))


@pytest.fixture(scope="module")
def source(spec: PlanSpec) -> str:
    """Return the document that the plan names."""
    assert spec.plan.source
    return (PLAN_SPECS / spec.plan.source).read_text("utf-8")


def bullets_of_section_four(source: str) -> dict[str, list[str]]:
    """Return what stands under each numbered entry of IV, dash or none (IV.7 and IV.8 are plain paragraphs)."""
    body = source.split("IV. TỔ CHỨC THỰC HIỆN")[1].split("V. CHẾ ĐỘ BÁO CÁO", maxsplit=1)[0]
    found: dict[str, list[str]] = {}
    section = ""
    for line in filter(None, body.splitlines()):
        if heading := re.match(r"(\d+)\. ", line):
            section = f"IV.{heading[1]}"
            found[section] = []
        else:
            found[section].append(line.removeprefix("- "))
    return found


def owing(report: Report, directory: Directory) -> Counter[str]:
    """Count the agencies that owe a report, by basis, groups fanned out."""
    return Counter(owed.basis for owed in report.owed_by for _ in directory.members(owed.agency, IN_2024))


def test_the_eleven_entries_of_section_four_stand_in_order(spec: PlanSpec) -> None:
    assert [entry.section for entry in spec.assignments] == [f"IV.{number}" for number in range(1, 12)]
    assert [entry.agency for entry in spec.assignments] == IN_ORDER


def test_every_bullet_is_one_task_quoted_whole(spec: PlanSpec, source: str) -> None:
    quoted = {entry.section: [task.quote for task in entry.tasks] for entry in spec.assignments}
    assert quoted == bullets_of_section_four(source)
    assert sum(map(len, quoted.values())) == 25


def test_every_quotation_stands_in_the_source(spec: PlanSpec, source: str) -> None:
    quotes = [task.quote for entry in spec.assignments for task in entry.tasks]
    quotes += [report.quote for report in spec.reports] + [mark.quote for mark in spec.marks]
    document = folded(source)
    assert [quote for quote in quotes if folded(quote) not in document] == []


def test_the_title_is_the_one_printed(spec: PlanSpec, source: str) -> None:
    assert spec.plan.title in source.splitlines()


def test_role_follows_the_first_words_of_the_bullet(spec: PlanSpec) -> None:
    expected = {"Chủ trì": "lead", "Phối hợp": "support"}
    for task in (task for entry in spec.assignments for task in entry.tasks):
        opening = " ".join(re.findall(r"\w+", task.quote)[:2])
        assert task.role == expected.get(opening, "assigned"), task.id


def test_every_task_of_section_four_is_ongoing(spec: PlanSpec) -> None:
    assert {task.due for entry in spec.assignments for task in entry.tasks} == {Ongoing()}


def test_texts_are_short_enough_to_read_in_a_row(spec: PlanSpec) -> None:
    texts = [task.text for entry in spec.assignments for task in entry.tasks]
    assert [text for text in texts if len(text) > 160] == []


def test_ids_are_unique_in_the_plan(spec: PlanSpec) -> None:
    ids = [task.id for entry in spec.assignments for task in entry.tasks]
    ids += [report.id for report in spec.reports] + [mark.id for mark in spec.marks]
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_both_reports_are_due_before_their_day(spec: PlanSpec) -> None:
    assert {report.id: report.due for report in spec.reports} == {
        "bao-cao-thang-6": Before(date=dt.date(2024, 6, 5)),
        "bao-cao-thang-12": Before(date=dt.date(2024, 12, 10)),
    }


def test_each_report_is_owed_by_nine_explicit_twenty_two_inferred_and_six_invited(
    spec: PlanSpec, directory: Directory
) -> None:
    for report in spec.reports:
        assert owing(report, directory) == {"explicit": 9, "inferred": 22, "invited": 6}, report.id


def test_nobody_owes_a_report_twice_and_the_coordinator_owes_none(spec: PlanSpec, directory: Directory) -> None:
    for report in spec.reports:
        owed = [member for entry in report.owed_by for member in directory.members(entry.agency, IN_2024)]
        assert len(owed) == len(set(owed)) == 37
        assert spec.plan.coordinator not in owed
        assert (report.to, report.via) == (spec.plan.issuer, spec.plan.coordinator)


def test_the_campaign_is_a_mark_owed_by_nobody(spec: PlanSpec) -> None:
    window = Between.model_validate({"from": dt.date(2024, 11, 15), "to": dt.date(2024, 12, 15)})
    assert [(mark.id, mark.section, mark.due) for mark in spec.marks] == [("thang-hanh-dong", "II.4", window)]


def test_a_plan_without_number_or_date_says_when_it_is_assumed_to_start(spec: PlanSpec) -> None:
    assert (spec.plan.number, spec.plan.date, spec.plan.assumed_start) == (None, None, dt.date(2024, 1, 2))


def test_every_agency_named_in_the_plan_is_in_the_directory(spec: PlanSpec, directory: Directory) -> None:
    named = {spec.plan.issuer, spec.plan.coordinator, *(entry.agency or "" for entry in spec.assignments)}
    named |= {owed.agency for report in spec.reports for owed in report.owed_by}
    assert [name for name in sorted(named) if not directory.members(name, IN_2024)] == []


def test_groups_have_six_six_and_eighteen_members_in_2024(directory: Directory) -> None:
    sizes = {group.id: len(directory.members(group.id, IN_2024)) for group in directory.groups}
    assert sizes == {"co-quan-truc-thuoc": 6, "mat-tran-doan-the": 6, "xa-thi-tran": 18}


def test_the_communes_are_three_towns_and_fifteen_xa(directory: Directory) -> None:
    names = [agency.name for agency in directory.agencies if agency.level == "commune" and agency.exists(IN_2024)]
    assert sum(name.startswith("UBND thị trấn ") for name in names) == 3
    assert sum(name.startswith("UBND xã ") for name in names) == 15


def test_every_agency_has_its_own_address_on_a_reserved_domain(directory: Directory) -> None:
    assert set(directory.contacts) == {agency.id for agency in directory.agencies}
    addresses = [contact.email for contacts in directory.contacts.values() for contact in contacts]
    assert len(addresses) == len(set(addresses))
    assert [address for address in addresses if not address.endswith(".example")] == []


# The reorganisation of 01/7/2025

LAST_DAY, FIRST_DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
BECAME = {
    "ben-quan": {"thi-tran-ben-quan", "xa-vinh-ha", "xa-vinh-khe", "xa-vinh-o"},
    "cua-tung": {"thi-tran-cua-tung", "xa-hien-thanh", "xa-kim-thach", "xa-vinh-giang"},
    "vinh-hoang": {"xa-trung-nam", "xa-vinh-hoa", "xa-vinh-thai", "xa-vinh-tu"},
    "vinh-linh": {"thi-tran-ho-xa", "xa-vinh-chap", "xa-vinh-long"},
    "vinh-thuy": {"xa-vinh-lam", "xa-vinh-son", "xa-vinh-thuy"},
}


def communes(directory: Directory) -> tuple[str, ...]:
    return directory.members("xa-thi-tran", IN_2024)


def test_the_eighteen_communes_become_the_five_of_the_resolution(directory: Directory) -> None:
    heirs = {old: directory.heirs(old, "vinh-linh-2024/bao-cao-thang-12", FIRST_DAY) for old in communes(directory)}
    assert heirs == {f"ubnd-{old}": (f"ubnd-xa-{new}-2025",) for new, olds in BECAME.items() for old in olds}
    assert len(heirs) == 18


def test_until_the_last_of_june_everybody_answers_for_himself(directory: Directory) -> None:
    assert [old for old in communes(directory) if directory.heirs(old, "", LAST_DAY) != (old,)] == []


def test_every_succession_cites_the_resolution(directory: Directory) -> None:
    documents = {succession.document for succession in directory.successions}
    assert documents == {"Nghị quyết số 1680/NQ-UBTVQH15 ngày 16/6/2025"}


def test_nobody_of_the_district_is_there_in_july_2025_and_no_heir_of_an_office_is_guessed(directory: Directory) -> None:
    there = {agency.id for agency in directory.agencies if agency.exists(FIRST_DAY)}
    assert there == {"ubnd-tinh-quang-tri-2025"} | {f"ubnd-xa-{new}-2025" for new in BECAME}
    assert {succession.source for succession in directory.successions} == set(communes(directory))


def test_a_name_that_went_to_a_new_commune_means_the_one_of_the_day(directory: Directory) -> None:
    old, new = directory.find("UBND xã Vĩnh Thuỷ", LAST_DAY), directory.find("UBND xã Vĩnh Thủy", FIRST_DAY)
    assert (old and old.id, new and new.id) == ("ubnd-xa-vinh-thuy", "ubnd-xa-vinh-thuy-2025")


def test_the_new_communes_are_those_of_the_province_s_own_file(directory: Directory) -> None:
    province, problems = load_directory(PLAN_SPECS / "agencies" / "units" / "quang-tri-2025.yaml")
    assert province is not None
    assert problems == []
    for new in BECAME:
        ours, theirs = directory.agency(f"ubnd-xa-{new}-2025"), province.agency(f"ubnd-xa-{new}-2025")
        assert ours == theirs


@pytest.mark.parametrize("file", sorted(PLAN_SPECS.rglob("vinh-linh*")), ids=lambda file: file.name)
def test_every_file_is_utf8_in_composed_form(file: Path) -> None:
    assert unicodedata.is_normalized("NFC", file.read_text("utf-8"))
