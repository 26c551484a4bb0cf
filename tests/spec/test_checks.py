"""What a spec must keep to beyond its form."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from engine.reading.problems import Problem, Severity
from engine.spec.checks import CHECKS
from engine.spec.plan import load_plan
from engine.spec.quotations import LONGEST, Source


def places(problems: list[Problem]) -> list[str]:
    """Return `line:column code` of each problem."""
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in problems]


def test_a_sound_spec_has_no_problem(problems: list[Problem]) -> None:
    """
    assignments:
      - section: IV.2
        agency: phong-y-te
        tasks:
          - id: tuyen-truyen
            role: assigned
            text: Tuyên truyền về bình đẳng giới
            quote: Đẩy mạnh công tác tuyên truyền về bình đẳng giới trong lĩnh vực y tế; kiểm soát
    reports:
      - id: bao-cao-thang-12
        section: V
        text: Báo cáo đợt tháng 12
        quote: báo cáo định kỳ trước ngày 05/6/2024 và ngày 10/12/2024
        to: ubnd-huyen
        via: phong-ldtbxh
        due: {kind: before, date: 2024-12-10}
        owed_by: [{agency: cac-phong, basis: explicit}, {agency: cong-an-huyen, basis: invited}]
    """
    assert problems == []


def test_an_id_is_given_once_in_a_plan(problems: list[Problem]) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: báo cáo định kỳ
        to: ubnd-huyen
        due: {kind: ongoing}
        owed_by: [{agency: phong-y-te, basis: explicit}]
    marks:
      - id: bao-cao
        section: II
        text: Tháng hành động
        quote: báo cáo định kỳ
        due: {kind: between, from: 2024-11-15, to: 2024-12-15}
    """
    assert places(problems) == ["10:9 duplicate-id"]
    assert problems[0].message == "Mã “bao-cao” đã dùng ở dòng 2"


def test_every_agency_the_plan_names_is_in_the_directory(problems: list[Problem]) -> None:
    """
    plan:
      id: a
      assumed_start: 2024-01-02
      title: a
      issuer: ubnd-tinh
      coordinator: Phòng LĐTB&XH
      period: {from: 2024-01-01, to: 2024-12-31}
      directory: agencies.yaml
    assignments:
      - section: IV.2
        agency: phong-yte
        tasks: [{id: b, role: lead, text: b, quote: b}]
    reports:
      - id: c
        section: V
        text: c
        quote: c
        to: so-noi-vu
        via: van-phong
        due: {kind: ongoing}
        owed_by: [{agency: Các phòng chuyên môn, basis: explicit}]
    """
    assert places(problems) == [
        "5:11 unknown-agency",
        "6:16 unknown-agency",
        "11:13 unknown-agency",
        "18:9 unknown-agency",
        "19:10 unknown-agency",
        "21:24 unknown-agency",
    ]
    assert problems[1].hint.startswith("Ý bạn là “phong-ldtbxh” (Phòng Lao động - Thương binh và Xã hội)?")
    assert problems[2].hint.startswith("Ý bạn là “phong-y-te” (Phòng Y tế)?")
    assert problems[3].hint == "Ghi mã có trong danh bạ, hoặc bổ sung cơ quan này vào danh bạ"
    assert problems[5].hint.startswith("Ý bạn là “cac-phong” (Các phòng chuyên môn)?")


def test_a_report_goes_to_an_agency_not_to_a_group(problems: list[Problem]) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: báo cáo định kỳ
        to: cac-phong
        due: {kind: ongoing}
        owed_by: [{agency: cac-phong, basis: explicit}]
    """
    assert places(problems) == ["6:9 group-as-office"]


def test_a_quotation_that_is_not_in_the_source_shows_the_nearest_passage(problems: list[Problem]) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: Các đơn vị báo cáo định kỳ trước ngày 05/6/2024 và ngày 20/12/2024 về UBND huyện.
        to: ubnd-huyen
        due: {kind: ongoing}
        owed_by: [{agency: phong-y-te, basis: explicit}]
    """
    assert places(problems) == ["5:12 quote-not-found"]
    assert problems[0].hint == (
        "Đoạn gần nhất: “Các đơn vị báo cáo định kỳ trước ngày 05/6/2024 và ngày 10/12/2024 về UBND huyện.”"
    )


def test_a_quotation_may_be_wrapped_and_composed_otherwise() -> None:
    source = Source(unicodedata.normalize("NFD", "Phòng Y tế\n  chủ trì,\u00a0phối hợp"))
    assert source.has("Phòng Y tế chủ trì, phối hợp")
    assert not source.has("Phòng y tế chủ trì")


def test_a_long_passage_is_shown_around_its_difference() -> None:
    words = [f"từ{number}" for number in range(80)]
    source = Source("Mở đầu. " + " ".join(words) + ". Kết.")
    near = source.nearest(" ".join([*words[:60], "sai", *words[61:]]) + ".")
    assert near is not None
    assert "từ60" in near
    assert near.startswith("…")
    assert len(near) <= LONGEST


def test_a_quotation_of_several_sentences_finds_them_together() -> None:
    source = Source("Mở đầu. Sở Y tế chủ trì việc này. Sở Nội vụ phối hợp. Kết.")
    assert source.nearest("Sở Y tế chủ trì việc đó. Sở Nội vụ phối hợp.") == (
        "Sở Y tế chủ trì việc này. Sở Nội vụ phối hợp."
    )
    assert source.nearest("Hoàn toàn khác hẳn") is None


def test_a_whole_wrong_source_is_told_in_a_moment() -> None:
    source = Source("\n".join(f"Câu thứ {number} của văn bản dài, nói về việc số {number}." for number in range(2000)))
    start = time.monotonic()
    for number in range(50):
        source.nearest(f"Một câu khác hẳn của văn bản dài, về chuyện số {number}.")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("name", ["number", "date", "assumed_start"])
def test_a_plan_without_a_start_is_asked_for_one(name: str, spec_file: Path) -> None:
    """
    plan:
      id: a
      NAME
      title: a
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      directory: agencies.yaml
    """
    values = {"number": "58/KH-UBND", "date": "2024-01-02", "assumed_start": "2024-01-02"}
    spec_file.write_text(spec_file.read_text("utf-8").replace("NAME", f"{name}: {values[name]}"), "utf-8")
    plan, problems = load_plan(spec_file)
    assert places(problems) == ([] if name == "assumed_start" else ["1:1 no-start"])
    assert (plan is None) == bool(problems)


def test_number_and_date_are_a_start(problems: list[Problem]) -> None:
    """
    plan:
      id: a
      number: 58/KH-UBND
      date: 2024-01-02
      title: a
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      directory: agencies.yaml
    """
    assert problems == []


def test_a_start_that_was_mistyped_is_not_asked_for_again(problems: list[Problem]) -> None:
    """
    plan:
      id: a
      assumed_strat: 2024-01-02
      title: a
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      directory: agencies.yaml
    """
    assert places(problems) == ["3:3 unknown-key"]


def test_every_date_of_a_limit_lies_in_the_plans_period(problems: list[Problem]) -> None:
    """
    assignments:
      - section: IV.2
        agency: phong-y-te
        tasks:
          - {id: a, role: lead, text: a, quote: báo cáo, due: {kind: by, date: 2025-01-02}}
          - {id: b, role: lead, text: b, quote: báo cáo, due: {kind: by, date: 2024-12-31}}
          - {id: c, role: lead, text: c, quote: báo cáo, due: {kind: before, date: 2025-01-01}}
    marks:
      - {id: d, section: II, text: d, quote: báo cáo, due: {kind: between, from: 2023-12-31, to: 2025-01-15}}
    """
    assert places(problems) == [
        "5:76 limit-outside-period",
        "9:78 limit-outside-period",
        "9:94 limit-outside-period",
    ]
    assert problems[0].message == (
        "Thời hạn 02/01/2025 nằm ngoài thời gian của kế hoạch (từ ngày 01/01/2024 đến ngày 31/12/2024)"
    )
    assert "sửa ngày này" in problems[0].hint


def test_the_coordinator_is_not_asked_for_a_report_to_itself(problems: list[Problem]) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: báo cáo định kỳ
        to: ubnd-huyen
        via: phong-ldtbxh
        due: {kind: ongoing}
        owed_by:
          - {agency: phong-ldtbxh, basis: explicit}
          - {agency: cac-phong, basis: inferred}
    """
    assert places(problems) == ["10:18 owes-to-itself"]


def test_the_coordinator_may_owe_a_report_upward(problems: list[Problem]) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: báo cáo định kỳ
        to: ubnd-huyen
        due: {kind: ongoing}
        owed_by: [{agency: phong-ldtbxh, basis: explicit}]
    """
    assert problems == []


def test_an_agency_named_twice_for_one_report_is_worth_a_warning(problems: list[Problem], spec_file: Path) -> None:
    """
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo
        quote: báo cáo định kỳ
        to: ubnd-huyen
        due: {kind: ongoing}
        owed_by: [{agency: phong-y-te, basis: explicit}, {agency: phong-y-te, basis: inferred}]
    """
    assert places(problems) == ["8:63 owed-twice"]
    assert problems[0].severity is Severity.WARNING
    assert load_plan(spec_file)[0] is not None


def test_a_limit_whose_last_day_is_a_weekend_is_worth_a_warning(problems: list[Problem]) -> None:
    """
    assignments:
      - section: IV.2
        agency: phong-y-te
        tasks:
          - {id: a, role: lead, text: a, quote: báo cáo, due: {kind: by, date: 2024-12-14}}
          - {id: b, role: lead, text: b, quote: báo cáo, due: {kind: by, date: 2024-12-16}}
          - {id: c, role: lead, text: c, quote: báo cáo, due: {kind: before, date: 2024-12-16}}
          - {id: d, role: lead, text: d, quote: báo cáo, due: {kind: before, date: 2024-12-16, time: "17:00"}}
          - {id: e, role: lead, text: e, quote: báo cáo, due: {kind: before, date: 2024-12-14}}
    marks:
      - {id: f, section: II, text: f, quote: báo cáo, due: {kind: between, from: 2024-12-01, to: 2024-12-15}}
    """
    assert places(problems) == ["5:76 limit-on-day-off", "7:80 limit-on-day-off"]
    assert [problem.severity for problem in problems] == [Severity.WARNING] * 2
    assert problems[0].message == "Ngày cuối còn trong hạn là thứ Bảy, 14/12/2024"
    assert problems[1].message == "Ngày cuối còn trong hạn là Chủ nhật, 15/12/2024"


def test_every_check_says_what_it_promises_and_its_code() -> None:
    for check in CHECKS:
        assert (check.__doc__ or "").startswith("`")
