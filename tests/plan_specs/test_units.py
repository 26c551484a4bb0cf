"""The communes of the provinces since 01/7/2025 are those of their resolutions, and the tool repeats their files."""

from __future__ import annotations

import datetime as dt
import runpy
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from engine.directory.models import Directory
from engine.spec.directories import load_directory

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "plan_specs" / "agencies" / "units"
LAST_DAY, FIRST_DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
COUNTS = [  # xã, phường, đặc khu as article 1 of each resolution counts them
    ("bac-ninh", {"xã": 66, "phường": 33}),
    ("ha-noi", {"xã": 75, "phường": 51}),
    ("lam-dong", {"xã": 103, "phường": 20, "đặc": 1}),
    ("quang-tri", {"xã": 69, "phường": 8, "đặc": 1}),
]


def directory(province: str) -> Directory:
    """Return the directory of a province; it has no problem."""
    found, problems = load_directory(UNITS / f"{province}-2025.yaml")
    assert problems == []
    assert found is not None
    return found


@pytest.mark.parametrize(("province", "counts"), COUNTS)
def test_a_province_has_the_communes_of_its_resolution(province: str, counts: dict[str, int]) -> None:
    found = directory(province)
    members = [found.agency(name) for name in found.members(found.groups[0].id, FIRST_DAY)]
    kinds = Counter(agency.name.removeprefix("UBND ").split()[0] for agency in members if agency)
    assert kinds == counts


@pytest.mark.parametrize("province", [province for province, _ in COUNTS])
def test_none_of_them_is_there_before_july_2025(province: str) -> None:
    found = directory(province)
    assert found.members(found.groups[0].id, LAST_DAY) == ()


def test_every_file_of_the_folder_is_counted() -> None:
    assert sorted(file.name for file in UNITS.iterdir()) == [f"{province}-2025.yaml" for province, _ in COUNTS]


def test_dak_nong_is_now_part_of_lam_dong() -> None:
    found = directory("lam-dong").find("Phường Bắc Gia Nghĩa")
    assert found is not None
    assert found.id == "ubnd-phuong-bac-gia-nghia-2025"


def test_the_tool_prints_a_directory_of_a_database_of_units(tmp_path: Path) -> None:
    rows = [
        ("Tỉnh Quảng Trị", "Xã Vĩnh Thủy", "Quảng Trị", "19405"),
        ("Tỉnh Quảng Trị", "Đặc khu Cồn Cỏ", "Quảng Trị", "19742"),
        ("Tỉnh Quảng Trị", "Phường Nam Đông Hà", "Quảng Trị", "19351"),
        ("Thành phố Huế", "Phường Thuận Hóa", "Huế", "19753"),
    ]
    with sqlite3.connect(tmp_path / "units.db") as database:
        database.execute("CREATE TABLE admin_units (province, ward, provinceShort, wardCode)")
        database.executemany("INSERT INTO admin_units VALUES (?, ?, ?, ?)", rows)
    database.close()
    tool = runpy.run_path(str(ROOT / "tools/units.py"))
    file = tmp_path / "quang-tri-2025.yaml"
    lines = tool["directory"]("Quảng Trị", tool["units"](tmp_path / "units.db", "Quảng Trị"))
    file.write_text("\n".join(lines), "utf-8")
    found, problems = load_directory(file)
    assert problems == []
    assert found is not None
    assert [agency.name for agency in found.agencies] == [
        "UBND tỉnh Quảng Trị",
        "UBND phường Nam Đông Hà",
        "UBND xã Vĩnh Thủy",
        "UBND đặc khu Cồn Cỏ",
    ]
    assert found.groups[0].name == "UBND các xã, phường, đặc khu của tỉnh Quảng Trị"
    assert found.members(found.groups[0].id, FIRST_DAY)[1] == "ubnd-xa-vinh-thuy-2025"
