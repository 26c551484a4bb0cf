"""Every mistake of a file at once, each said once, in Vietnamese, with its place and what to write instead."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from engine.deadlines.rules import Before, Ongoing
from engine.directory.models import Directory
from engine.reading.problems import Problem
from engine.reading.validation import repaired, validated
from engine.reading.yaml import Document, parsed
from engine.spec.models import PlanSpec, Report

HEADER = """
plan:
  id: ke-hoach
  assumed_start: 2024-01-02
  title: Kế hoạch
  issuer: ubnd-huyen
  coordinator: phong-ldtbxh
  period: {from: 2024-01-01, to: 2024-12-31}
  directory: agencies.yaml
"""


def report(**keys: str) -> str:
    """Return a spec whose only report has the given lines in place of the usual ones; the report starts on line 2."""
    usual = {"id": "bao-cao", "section": "V", "text": "Báo cáo", "quote": "Báo cáo", "to": "ubnd-huyen"}
    usual |= {"due": "{kind: by, date: 2024-12-10}", "owed_by": "[{agency: phong-y-te, basis: explicit}]"}
    lines = [f"    {key}: {value}" for key, value in (usual | keys).items()]
    return "reports:\n  -" + "\n".join(lines)[3:] + HEADER


def told(text: str, model: type[BaseModel] = PlanSpec) -> list[Problem]:
    """Return the problems of a text."""
    return validated(model, parsed(text, "plan.yaml"))[1]


def only(text: str, model: type[BaseModel] = PlanSpec) -> Problem:
    """Return the one problem of a text."""
    (problem,) = told(text, model)
    return problem


def places(problems: Iterable[Problem]) -> list[str]:
    """Return `line:column code` of each problem, in the order of the file."""
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in sorted(problems)]


def test_a_sound_file_becomes_its_model() -> None:
    model, problems = validated(PlanSpec, parsed(report(), "plan.yaml"))
    assert problems == []
    assert model is not None
    assert model.reports[0].id == "bao-cao"


def test_an_unknown_key_is_named_with_the_nearest_and_all_that_can_be_used() -> None:
    problem = only(report(sectoin="V", section="V"))
    assert (problem.line, problem.column, problem.code) == (9, 5, "unknown-key")
    assert problem.message == "Không có khóa “sectoin” ở phần này"
    assert (
        problem.hint
        == "Ý bạn là “section”? Các khóa dùng được: id, section, text, quote, to, via, due, owed_by, ladder, collects, question"
    )


def test_a_misspelled_key_is_one_mistake_not_two(document: Document) -> None:
    """
    agencies:
      - {id: phong-y-te, nane: Phòng Y tế, relation: peer}
    """
    assert places(validated(Directory, document)[1]) == ["2:22 unknown-key"]


def test_the_keys_of_a_rule_are_those_of_its_kind() -> None:
    problem = only(report(due="{kind: before, date: 2024-12-10, hour: 17}"))
    assert problem.column == 43
    assert problem.hint == "Các khóa dùng được: kind, date, time, printed, roll, missed_from"


def test_a_missing_key_stands_at_the_table_that_lacks_it(document: Document) -> None:
    """
    agencies:
      - id: phong-y-te
        relation: peer
    groups:
      - {id: xa, members: [phong-y-te]}
    """
    problems = validated(Directory, document)[1]
    assert places(problems) == ["2:5 missing-key", "5:5 missing-key"]
    assert problems[0].message == "Thiếu khóa “name”"


def test_a_missing_key_of_the_header_says_what_it_is_for() -> None:
    problem = only(report().replace("  title: Kế hoạch\n", ""))
    assert problem.hint == "Ghi thêm “title: ...” (Trích yếu)"


DATES = [
    ("2024-02-30", "Không có ngày “2024-02-30”", "Tháng 02/2024 có 29 ngày"),
    ("2023-02-29", "Không có ngày “2023-02-29”", "Tháng 02/2023 có 28 ngày"),
    ("2024-06-31", "Không có ngày “2024-06-31”", "Tháng 06/2024 có 30 ngày"),
    ("2024-13-01", "Không có ngày “2024-13-01”: một năm có 12 tháng", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("10/12/2024", "Ngày “10/12/2024” chưa đúng dạng", "Ghi 2024-12-10"),
    ("31/11/2024", "Không có ngày “31/11/2024”", "Tháng 11/2024 có 30 ngày"),
    ("2024-6-5", "Ngày “2024-6-5” chưa đúng dạng", "Ghi 2024-06-05"),
    ("20241210", "“date” cần một ngày, đang là “20241210”", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("trước ngày 10", "“date” cần một ngày, đang là “trước ngày 10”", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("0204-12-10", "Năm của ngày “0204-12-10” chưa đúng", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("0000-12-10", "Năm của ngày “0000-12-10” chưa đúng", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("", "“date” cần một ngày, đang để trống", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
    ("2024-12-10T00:00", "“date” cần một ngày, đang là “2024-12-10T00:00”", "Ghi năm-tháng-ngày, ví dụ 2024-12-10"),
]


@pytest.mark.parametrize(("date", "message", "hint"), DATES)
def test_a_date_that_is_none_says_why(date: str, message: str, hint: str) -> None:
    problem = only(report(due=f"{{kind: by, date: {date}}}"))
    assert (problem.line, problem.message, problem.hint) == (7, message, hint)


@pytest.mark.parametrize("time", ["25:00", "17h", "17", "61200", "17:00Z"])
def test_a_time_that_is_none_says_the_form(time: str) -> None:
    problem = only(report(due=f"{{kind: before, date: 2024-12-10, time: {time}}}"))
    assert problem.code == "wrong-time"
    assert problem.hint == 'Ghi giờ:phút, ví dụ "17:00"'


def test_a_time_needs_no_quotes() -> None:
    model, problems = validated(PlanSpec, parsed(report(due="{kind: before, date: 2024-12-10, time: 17:00}"), "f"))
    assert problems == []
    assert model is not None
    assert isinstance(model.reports[0].due, Before)


TYPES = [
    ("due", "[before, 2024-12-10]", "“due” cần một bảng khóa: giá trị, đang là một danh sách"),
    ("due", "trước ngày 10/12", "“due” cần một bảng khóa: giá trị, đang là “trước ngày 10/12”"),
    ("due", "", "“due” cần một bảng khóa: giá trị, đang để trống"),
    ("owed_by", "{agency: a, basis: explicit}", "“owed_by” cần một danh sách, đang là một bảng khóa: giá trị"),
    ("owed_by", "[phong-y-te]", "Mục thứ 1 của “owed_by” cần một bảng khóa: giá trị, đang là “phong-y-te”"),
    ("owed_by", "[]", "“owed_by” đang để trống"),
    ("text", "", "“text” cần một dòng chữ, đang để trống"),
    ("text", '""', "“text” đang để trống"),
    ("text", "[a]", "“text” cần một dòng chữ, đang là một danh sách"),
    ("text", "true", "“text” cần một dòng chữ, đang là “true”"),
    ("via", "{a: b}", "“via” cần một dòng chữ, đang là một bảng khóa: giá trị"),
    ("id", "Báo cáo", "Mã “Báo cáo” chưa đúng dạng"),
    ("id", "a" * 81, "“id” dài quá 80 ký tự"),
]


@pytest.mark.parametrize(("key", "value", "message"), TYPES)
def test_a_value_of_the_wrong_form_says_which_form_it_needs(key: str, value: str, message: str) -> None:
    assert only(report(**{key: value})).message == message


def test_an_example_shows_what_to_write() -> None:
    assert only(report(due="[before]")).hint == "Ví dụ: due: {kind: before, date: 2024-12-10}"
    assert only(report(owed_by="[a]")).hint == "Ví dụ: {agency: ..., basis: explicit}"
    assert only(report(id="Báo cáo")).hint.endswith("ví dụ bao-cao")


def test_a_choice_says_what_can_be_chosen() -> None:
    problem = only(report(owed_by="[{agency: a, basis: explict}]"))
    assert problem.message == "“basis” đang là “explict”"
    assert problem.hint == "Ý bạn là “explicit”? Chọn một trong: explicit, inferred, invited"


def test_a_kind_of_limit_that_is_none_says_which_there_are() -> None:
    problem = only(report(due="{kind: beforee, date: 2024-12-10}"))
    assert (problem.column, problem.message) == (17, "“kind” đang là “beforee”")
    assert problem.hint.startswith("Ý bạn là “before”? Chọn một trong: before, by, on, between")
    assert only(report(due="{date: 2024-12-10}")).message == "“due” thiếu khóa “kind”"


def test_a_rule_of_a_kind_that_does_not_belong_here_is_one_mistake(document: Document) -> None:
    """
    marks:
      - {id: thang-hanh-dong, section: II, text: Tháng hành động, quote: q, due: {kind: by, date: 2024-12-10}}
    plan: {id: a, title: a, issuer: a, coordinator: a, period: {from: 2024-01-01, to: 2024-12-31}, directory: a}
    """
    assert places(validated(PlanSpec, document)[1]) == ["2:85 wrong-choice"]


def test_a_period_that_runs_backwards_speaks_for_itself() -> None:
    problem = only(report(due="{kind: between, from: 2024-12-10, to: 2024-12-01}"))
    assert (problem.line, problem.column) == (7, 10)
    assert problem.message == "“due” chưa hợp lý: ngày bắt đầu sau ngày kết thúc"


def test_only_the_keys_of_the_file_count_not_the_names_of_the_program() -> None:
    problems = told(report(due="{kind: between, start: 2024-12-01, end: 2024-12-10}"))
    assert [problem.code for problem in problems].count("unknown-key") == 2


def test_an_address_that_is_none_says_so(document: Document) -> None:
    """
    agencies: [{id: a, name: A, relation: peer}]
    contacts:
      a: {email: phongyte@}
    """
    assert places(validated(Directory, document)[1]) == ["3:14 wrong-email"]


def test_a_number_where_text_belongs_is_text() -> None:
    found = repaired(PlanSpec, parsed(report(section="5"), "plan.yaml"))
    assert found.problems == []
    assert found.made_up.paths == set()
    assert found.model is not None
    assert found.model.reports[0].section == "5"


def test_mistakes_in_one_entry_do_not_hide_each_other_nor_shift_the_next(document: Document) -> None:
    """
    reports:
      - tùy ý
      - {id: A, section: [], text: t, quote: q, to: x, due: {kind: by, date: 2024-02-30, z: 1}, owed_by: [{agency: y}]}
      - {id: b, section: V, text: t, quote: q, to: x, due: {kind: ongoing}, owed_by: [{agency: y, basis: explicit}]}
    plan: {id: a, title: a, issuer: a, coordinator: a, period: {from: 2024-01-01, to: 2024-12-31}, directory: a}
    """
    found = repaired(PlanSpec, document)
    assert places(found.problems) == [
        "2:5 wrong-type",
        "3:10 wrong-id",
        "3:22 wrong-type",
        "3:74 no-such-date",
        "3:86 unknown-key",
        "3:103 missing-key",
    ]
    assert found.model is not None
    assert found.model.reports[2].id == "b"
    assert found.model.reports[1].owed_by[0].agency == "y"


def test_what_is_made_up_is_known_to_be(document: Document) -> None:
    """
    reports:
      - {id: b, section: V, text: t, quote: q, to: x, via: [], due: soon, owed_by: [{agency: y, basis: explicit}]}
    plan: {id: a, titel: a, issuer: a, coordinator: a, period: {from: 2024-01-01, to: 2024-12-31}, directory: a}
    """
    found = repaired(PlanSpec, document)
    assert found.made_up.paths == {("reports", 0, "due"), ("reports", 0, "via"), ("plan", "title")}
    assert found.model is not None
    assert found.model.reports[0].due == Ongoing()
    assert found.made_up.touch(("reports", 0))
    assert not found.made_up.touch(("reports", 0, "owed_by"))


def test_where_only_the_form_is_wrong_the_meaning_is_kept(document: Document) -> None:
    """
    reports:
      id: b
      section: V
      text: t
      quote: q
      to: x
      due: {kind: before, date: 2024-12-10}
      owed_by: [{agency: y, basis: explicit}]
    plan: {id: a, title: a, issuer: a, coordinator: a, period: [2024-01-01, 2024-12-31], directory: a}
    """
    found = repaired(PlanSpec, document)
    assert places(found.problems) == ["2:3 wrong-type", "9:60 wrong-type"]
    assert found.model is not None
    assert found.model.plan.period.end == dt.date(2024, 12, 31)
    assert found.model.reports[0].id == "b"


def test_the_meaning_of_a_list_for_a_rule_is_kept(document: Document) -> None:
    """
    reports:
      - id: b
        section: V
        text: t
        quote: q
        to: x
        due: [kind: before, date: 2024-12-10]
        owed_by: {agency: y, basis: explicit}
    plan: {id: a, title: a, issuer: a, coordinator: a, period: [from: 2024-01-01, to: 2024-12-31], directory: a}
    """
    found = repaired(PlanSpec, document)
    assert places(found.problems) == ["7:10 wrong-type", "8:14 wrong-type", "9:60 wrong-type"]
    assert found.made_up.paths == set()
    assert found.model is not None
    assert found.model.reports[0].due == Before(date=dt.date(2024, 12, 10))
    assert found.model.reports[0].owed_by[0].agency == "y"


@pytest.mark.parametrize("text", ["- a\n", "chữ\n", "5\n"])
def test_a_file_that_is_no_table_gives_one_problem_and_no_model(text: str) -> None:
    model, problems = validated(PlanSpec, parsed(text, "plan.yaml"))
    assert model is None
    assert places(problems) == ["1:1 wrong-type"]
    assert problems[0].message.startswith("Tệp này cần một bảng khóa: giá trị")


def test_problems_of_reading_come_along() -> None:
    assert places(told("")) == ["1:1 file-empty"]
    assert "4:3 duplicate-key" in places(told("plan:\n  id: a\n  title: a\n  id: b\n"))


def test_letters_lost_by_a_wrong_encoding_are_not_reported_again() -> None:
    lost = Problem("plan.yaml", 2, 1, "not-utf8", "Tệp chưa được lưu bằng bảng mã UTF-8")
    document = parsed(report(id="b\ufffdo-c\ufffdo"), "plan.yaml", (lost,))
    assert validated(PlanSpec, document)[1] == [lost]


class _Odd(BaseModel):
    """Forms that no spec has yet."""

    model_config = ConfigDict(extra="forbid")
    days: int = Field(ge=1)
    either: int | list[str] | None = None
    share: float = 0.5
    table: dict[str, list[int]] = Field(default_factory=dict)


def test_forms_that_no_spec_has_yet_are_told_too(document: Document) -> None:
    """
    days: 0
    either: {a: b}
    share: nhiều
    table: {a: [1, x]}
    """
    model, problems = validated(_Odd, document)
    assert model is not None
    assert {problem.line for problem in problems} == {1, 2, 3, 4}
    assert (4, 16) in {(problem.line, problem.column) for problem in problems}


LEAVES: Any = st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "by", "2024-02-30", "ongoing", "Đ"])
KEYS = st.sampled_from([*PlanSpec.model_fields, *Report.model_fields, "agency", "basis", "kind", "date", "from", "x"])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))
ENGLISH = re.compile(r"(?i)\b(input|field|valid|string|should|required|tuple|dict|list|none|mapping|model)\b")


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_no_value_makes_validation_fail_and_nothing_is_said_twice(value: dict[str, Any]) -> None:
    problems = told(json.dumps(value, ensure_ascii=False))
    assert len(set(problems)) == len(problems)
    assert not any(ENGLISH.search(problem.message) for problem in problems)
