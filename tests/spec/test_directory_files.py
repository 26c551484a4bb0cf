"""A directory may be spread over files: they are joined, and each mistake is told in the file that makes it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engine.directory.models import Directory
from engine.reading.problems import Problem
from engine.spec.directories import load_directory
from engine.spec.plan import load_plan

OWN = """include: [units/xa.yaml]
agencies:
  - {id: phong-y-te, name: Phòng Y tế, relation: peer, part_of: ubnd-huyen}
contacts:
  xa-a: {email: minh@vinhlinh.example, name: Minh}
"""
UNITS = """agencies:
  - {id: ubnd-huyen, name: UBND huyện, relation: higher}
  - {id: xa-a, name: UBND xã A, relation: lower, level: commune, part_of: ubnd-huyen}
groups:
  - {id: cac-xa, name: UBND các xã, rule: {level: commune, of: ubnd-huyen}}
contacts:
  xa-a: {email: xa.a@vinhlinh.example}
  ubnd-huyen: {email: ubnd@vinhlinh.example}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a directory that includes another."""
    (tmp_path / "units").mkdir()
    (tmp_path / "units" / "xa.yaml").write_text(UNITS, "utf-8")
    (tmp_path / "huyen.yaml").write_text(OWN, "utf-8")
    return tmp_path / "huyen.yaml"


def where(found: tuple[Directory | None, list[Problem]]) -> list[str]:
    """Return file, line, column and code of each problem."""
    return [f"{Path(one.file).name}:{one.line}:{one.column} {one.code}" for one in found[1]]


def test_what_is_included_is_there_and_the_own_contact_counts(file: Path) -> None:
    directory, problems = load_directory(file)
    assert problems == []
    assert directory is not None
    assert [agency.id for agency in directory.agencies] == ["ubnd-huyen", "xa-a", "phong-y-te"]
    assert directory.members("cac-xa", dt.date(2024, 6, 1)) == ("xa-a",)
    assert [contact.name for contact in directory.contacts["xa-a"]] == ["Minh"]
    assert directory.include == ()


def test_each_mistake_is_told_in_its_own_file(file: Path) -> None:
    units = file.parent / "units" / "xa.yaml"
    units.write_text(
        UNITS.replace("of: ubnd-huyen}}", "of: ubnd-tinh}}").replace("relation: lower", "relation: low"), "utf-8"
    )
    file.write_text(OWN.replace("xa-a:", "xa-b:"), "utf-8")
    assert where(load_directory(file)) == [
        "huyen.yaml:5:3 unknown-contact",
        "xa.yaml:3:43 wrong-choice",
        "xa.yaml:5:5 empty-group",
        "xa.yaml:5:64 unknown-part-of",
    ]


def test_an_id_that_an_included_file_has_taken_is_told_where_it_is_used_again(file: Path) -> None:
    file.write_text(OWN.replace("id: phong-y-te", "id: xa-a"), "utf-8")
    found = load_directory(file)
    assert where(found) == ["huyen.yaml:3:10 duplicate-id"]
    assert found[1][0].message == "Mã “xa-a” đã dùng trong tệp xa.yaml"


def test_a_name_that_an_included_file_has_taken_too(file: Path) -> None:
    file.write_text(OWN.replace("name: Phòng Y tế", "name: ubnd huyện"), "utf-8")
    assert where(load_directory(file)) == ["huyen.yaml:3:28 alias-shared"]


def test_files_that_include_each_other_are_told_once_and_read_once(file: Path) -> None:
    units = file.parent / "units" / "xa.yaml"
    units.write_text("include: [../huyen.yaml, xa.yaml]\n" + UNITS, "utf-8")
    assert where(load_directory(file)) == ["xa.yaml:1:11 include-circle", "xa.yaml:1:26 include-circle"]


def test_a_file_included_twice_is_read_once(file: Path) -> None:
    (file.parent / "phong.yaml").write_text(OWN.replace("xa-a", "phong-y-te"), "utf-8")
    file.write_text("include: [phong.yaml, units/xa.yaml]\nagencies: [{id: b, name: B, relation: peer}]\n", "utf-8")
    directory, problems = load_directory(file)
    assert problems == []
    assert directory is not None
    assert [agency.id for agency in directory.agencies] == ["ubnd-huyen", "xa-a", "phong-y-te", "b"]


@pytest.mark.parametrize(("name", "code"), [("khong-co.yaml", "file-missing"), ("units", "file-is-folder")])
def test_an_included_file_that_cannot_be_read_is_told_where_it_is_named(file: Path, name: str, code: str) -> None:
    file.write_text(OWN.replace("units/xa.yaml", name), "utf-8")
    found = load_directory(file)
    assert f"huyen.yaml:1:11 {code}" in where(found)
    assert found[0] is None


def test_a_plan_does_not_call_unknown_who_may_stand_in_a_file_that_is_missing(spec_file: Path) -> None:
    """
    reports: []
    """
    directory = spec_file.with_name("agencies.yaml")
    directory.write_text("include: [xa.yaml]\nagencies: [{id: b, name: B, relation: peer}]\n", "utf-8")
    plan, problems = load_plan(spec_file)
    assert plan is None
    assert [problem.code for problem in problems] == ["file-missing"]


def test_one_contact_is_away_once_from_one_day_on(tmp_path: Path) -> None:
    file = tmp_path / "danh-ba.yaml"
    away = "{from: 2024-11-04, to: 2024-11-08}"
    file.write_text(
        "agencies:\n  - {id: phong-y-te, name: Phòng Y tế, relation: peer}\ncontacts:\n"
        f"  phong-y-te: {{email: minh@yte.example, absences: [{away}, {away}]}}\n",
        encoding="utf-8",
    )
    assert [problem.code for problem in load_directory(file)[1]] == ["absence-twice"]
