"""The yearly calendar files: read together, and wrong ones say where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from engine.deadlines.files import default_calendar, load_calendar

YEAR = """year: 2024
days_off:
  - {date: 2024-01-01, name: Tết Dương lịch, source: "Bộ luật Lao động 2019, Điều 112"}
  - {date: 2024-04-29, name: Nghỉ hoán đổi, source: Công văn 2450/VPCP-KGVX}
days_worked:
  - {date: 2024-05-04, name: Làm bù, source: Công văn 2450/VPCP-KGVX}
"""


def written(folder: Path, year: str, text: str) -> Path:
    """Write a calendar file and return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{year}.yaml").write_text(text, "utf-8")
    return folder


def test_the_files_of_a_folder_become_one_calendar(tmp_path: Path) -> None:
    written(tmp_path, "2024", YEAR)
    written(tmp_path, "2025", "year: 2025\n")
    written(tmp_path, "ghi-chu", "không phải lịch")
    calendar, problems = load_calendar([tmp_path])
    assert problems == []
    assert calendar.years == {2024, 2025}
    assert calendar.why_off(dt.date(2024, 4, 29)) == "Nghỉ hoán đổi"
    assert calendar.is_working(dt.date(2024, 5, 4))
    assert calendar.days_off[dt.date(2024, 1, 1)].source == "Bộ luật Lao động 2019, Điều 112"


def test_a_later_folder_replaces_a_year(tmp_path: Path) -> None:
    ours = written(tmp_path / "a", "2024", YEAR)
    theirs = written(tmp_path / "b", "2024", "year: 2024\n")
    calendar, problems = load_calendar([ours, theirs])
    assert problems == []
    assert calendar.is_working(dt.date(2024, 4, 29))


def test_a_wrong_file_says_every_mistake_and_its_year_is_not_known(tmp_path: Path) -> None:
    written(tmp_path, "2024", "year: 2024\ndays_of: []\ndays_worked:\n  - {date: 2024-02-30, name: Làm bù}\n")
    calendar, problems = load_calendar([tmp_path])
    assert not calendar.knows(2024)
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [
        (2, 1, "unknown-key"),
        (4, 5, "missing-key"),
        (4, 12, "no-such-date"),
    ]


def test_days_belong_to_the_year_and_stand_once(tmp_path: Path) -> None:
    again = YEAR + "  - {date: 2024-01-01, name: x, source: y}\n  - {date: 2025-01-01, name: x, source: y}\n"
    _, problems = load_calendar([written(tmp_path, "2024", again)])
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [
        (7, 12, "duplicate-day"),
        (8, 12, "wrong-year"),
    ]
    assert problems[0].message == "Ngày 01/01/2024 đã có ở dòng 3"


def test_a_file_is_named_for_its_year(tmp_path: Path) -> None:
    _, problems = load_calendar([written(tmp_path, "2023", "year: 2024\n")])
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(1, 7, "wrong-year")]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    calendar, problems = load_calendar([tmp_path / "none"])
    assert calendar.years == frozenset()
    assert [problem.code for problem in problems] == ["folder-missing"]


def test_the_calendar_of_the_project_knows_the_swapped_day_of_2024() -> None:
    calendar = default_calendar()
    assert calendar.knows(2024)
    assert not calendar.is_working(dt.date(2024, 4, 29))
    assert calendar.is_working(dt.date(2024, 5, 4))
    assert default_calendar() is calendar
