"""A spec, its directory and its source are read together, and everything wrong with them is said at once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from engine.check import check
from engine.reading.problems import Problem
from engine.spec.plan import load_plan
from engine.spec.schema import json_schema

PLAN_SPECS = Path(__file__).parents[2] / "plan_specs"


def places(problems: list[Problem]) -> list[str]:
    """Return `line:column code` of each problem."""
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in problems]


def test_everything_wrong_with_a_spec_is_said_at_once_each_thing_once(problems: list[Problem]) -> None:
    """
    plan:
      id: binh-dang-gioi-2024
      assumed_start: 2024-01-02
      title: Công tác bình đẳng giới năm 2024
      colour: xanh
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      coordinator: phong-y-te
      period: {from: 2024-01-01, to: 2024-12-31}
      source: ke-hoach.txt
      directory: agencies.yaml
    reports:
      - id: bao-cao-thang-2
        section: V
        text: Báo cáo đợt tháng 2
        quote: Báo cáo đột xuất khi có yêu cầu của Thủ tướng
        to: ubnd-huyen
        due: {kind: before, date: 2024-02-30}
        owed_by: [{agency: phong-tai-chinh, basis: explicit}]
      - id: bao-cao-nam
    →  section: V
        text: Báo cáo năm
        quote: báo cáo định kỳ
        to: ubnd-huyen
        due: {kind: by, date: 2025-01-15}
        owed_by: [{agency: phong-y-te, basis: explicit}]
    assignments:
      - [IV.2, phong-y-te]
    """
    assert places(problems) == [
        "5:3 unknown-key",
        "8:3 duplicate-key",
        "16:12 quote-not-found",
        "18:31 no-such-date",
        "19:24 unknown-agency",
        "21:1 tab-indentation",
        "25:27 limit-outside-period",
        "28:5 wrong-type",
    ]
    assert len({problem.message for problem in problems}) == 8
    assert all(problem.hint for problem in problems)


def test_a_sound_spec_makes_a_plan(spec_file: Path) -> None:
    """
    marks:
      - id: thang-hanh-dong
        section: II
        text: Tháng hành động
        quote: kiểm soát mất cân bằng giới tính
        due: {kind: between, from: 2024-11-15, to: 2024-12-15}
    """
    plan, problems = load_plan(spec_file)
    assert problems == []
    assert plan is not None
    assert plan.file == str(spec_file)
    assert plan.spec.marks[0].id == "thang-hanh-dong"
    assert plan.directory.members("cac-phong", dt.date(2024, 6, 1)) == ("phong-ldtbxh", "phong-y-te")
    assert plan.source_text is not None
    assert "TỔ CHỨC THỰC HIỆN" in plan.source_text


def test_files_that_are_not_there_are_reported_where_the_spec_names_them(problems: list[Problem]) -> None:
    """
    plan:
      id: a
      assumed_start: 2024-01-02
      title: a
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: nguon.txt
      directory: danh-ba.yaml
    """
    assert places(problems) == ["8:11 file-missing", "9:14 file-missing"]
    assert problems[1].message.endswith("danh-ba.yaml")


def test_mistakes_of_the_directory_and_of_the_spec_are_said_together(spec_file: Path) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: không có câu này trong văn bản nào cả
        to: so-y-te
        due: {kind: ongoing}
        owed_by: [{agency: phong-y-te, basis: explicit}]
    """
    directory = spec_file.with_name("agencies.yaml")
    directory.write_text(directory.read_text("utf-8").replace("relation: security", "relation: police"), "utf-8")
    plan, problems = load_plan(spec_file)
    assert plan is None
    assert [(Path(problem.file).name, problem.code) for problem in problems] == [
        ("agencies.yaml", "wrong-choice"),
        ("plan.yaml", "quote-not-found"),
        ("plan.yaml", "unknown-agency"),
    ]


def test_a_directory_that_cannot_be_read_does_not_make_every_agency_unknown(spec_file: Path) -> None:
    """
    reports: []
    """
    spec_file.with_name("agencies.yaml").write_text("agencies: {a: b}\n", "utf-8")
    assert [problem.code for problem in load_plan(spec_file)[1]] == ["wrong-type"]


def test_a_source_in_another_encoding_is_said_once(spec_file: Path) -> None:
    """
    marks:
      - {id: a, section: II, text: a, quote: báo cáo, due: {kind: between, from: 2024-11-15, to: 2024-12-15}}
    """
    spec_file.with_name("ke-hoach.txt").write_bytes("Báo cáo".encode("utf-16"))
    plan, problems = load_plan(spec_file)
    assert plan is None
    assert [(Path(problem.file).name, problem.code) for problem in problems] == [("ke-hoach.txt", "not-utf8")]


def test_a_source_that_is_no_plain_text_is_not_compared_and_says_so(spec_file: Path) -> None:
    """
    plan:
      id: a
      assumed_start: 2024-01-02
      title: a
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: ke-hoach.docx
      directory: agencies.yaml
    """
    plan, problems = load_plan(spec_file)
    assert places(problems) == ["8:11 source-not-compared"]
    assert plan is not None
    assert plan.source_text is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1:1 file-empty"),
        (b"\xff\xfe", "1:1 not-utf8"),
        (b"plan:\n  t\xeatle: x\n", "2:4 not-utf8"),
        (b"- a\n", "1:1 wrong-type"),
        (b"plan: [\n", "1:7 yaml-syntax"),
    ],
)
def test_a_file_that_is_no_spec_is_a_problem_never_an_exception(content: bytes, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(content)
    plan, problems = load_plan(file)
    assert plan is None
    assert expected in places(problems)


def test_a_spec_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert places(load_plan(tmp_path / "none.yaml")[1]) == ["1:1 file-missing"]


def test_the_specs_of_the_project_are_sound() -> None:
    report = check([PLAN_SPECS])
    assert report.ok
    deserved = {"open-question", "nobody-told", "vague-limit", "limit-on-day-off", "two-leads", "no-day"}
    assert {problem.code for problem in report.problems} <= deserved
    assert {plan.spec.plan.id for plan in report.plans} == {path.stem for path in PLAN_SPECS.glob("*.yaml")}


def test_a_shared_directory_reports_its_problems_once(spec_file: Path) -> None:
    """
    reports: []
    """
    directory = spec_file.with_name("agencies.yaml")
    directory.write_text(directory.read_text("utf-8") + "  so-y-te: {email: soyte@vinhlinh.example}\n", "utf-8")
    other = spec_file.with_name("other.yaml")
    other.write_text(spec_file.read_text("utf-8").replace("binh-dang-gioi", "khac"), "utf-8")
    roundabout = spec_file.parent / ".." / spec_file.parent.name
    report = check([spec_file, other, directory, spec_file.parent, roundabout])
    assert [problem.code for problem in report.problems] == ["unknown-contact"]
    assert not report.ok
    assert report.plans == ()


def test_check_tells_specs_directories_and_calendars_apart(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "plan.yaml").write_text("assignments: []\n", "utf-8")
    (tmp_path / "agencies" / "huyen.yaml").write_text("agencies: []\n", "utf-8")
    (tmp_path / "2024.yaml").write_text("year: nay\n", "utf-8")
    (tmp_path / "other.yml").write_text("recipe: x\n", "utf-8")
    report = check([tmp_path, tmp_path / "agencies" / "none.yaml"])
    assert [(Path(problem.file).name, problem.code) for problem in report.problems] == [
        ("2024.yaml", "wrong-type"),
        ("huyen.yaml", "empty-value"),
        ("none.yaml", "file-missing"),
        ("other.yml", "unknown-content"),
        ("plan.yaml", "missing-key"),
    ]


def test_a_folder_without_specs_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in check([tmp_path]).problems] == ["folder-empty"]


def test_the_schema_has_the_keys_of_a_file() -> None:
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["title"] == "Kế hoạch giao việc (Phân Công)"
    assert set(schema["$defs"]["Period"]["properties"]) == {"from", "to"}
    assert "title" in schema["$defs"]["Header"]["properties"]
    assert "Assumed Start" not in json.dumps(schema)


def test_a_source_that_is_not_at_hand_is_a_warning(spec_file: Path) -> None:
    """
    plan:
      id: binh-dang-gioi-2024
      assumed_start: 2024-01-02
      title: Công tác bình đẳng giới năm 2024
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: khong-co.txt
      directory: agencies.yaml
    """
    plan, problems = load_plan(spec_file)
    assert plan is not None
    assert plan.source_text is None
    assert [problem.severity for problem in problems] == ["warning"]


def test_two_files_may_not_be_the_same_plan(spec_file: Path) -> None:
    """
    plan:
      id: binh-dang-gioi-2024
      assumed_start: 2024-01-02
      title: Công tác bình đẳng giới năm 2024
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      directory: agencies.yaml
    """
    other = spec_file.with_name("ban-sao.yaml")
    other.write_bytes(spec_file.read_bytes())
    assert [problem.code for problem in check([spec_file, other]).problems] == ["plan-twice"]
    assert check([spec_file, spec_file]).ok


def test_the_schema_describes_every_key_in_vietnamese() -> None:
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    keys = [(key, told) for part in parts for key, told in part["properties"].items() if key not in ("kind", "id")]
    assert [key for key, told in keys if not told.get("description")] == []
    assert [part["description"] for part in parts if part["description"].isascii()] == []
