"""How offices, plans and places are spelled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engine.letters import names

from .cast import PLAN


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Triển khai thực hiện công tác", "triển khai thực hiện công tác"),
        ("Phòng, chống thiên tai", "phòng, chống thiên tai"),
        ("Bình đẳng giới", "bình đẳng giới"),
        ("Tháng hành động vì bình đẳng giới", "Tháng hành động vì bình đẳng giới"),
        ("UBND huyện", "UBND huyện"),
        ("Quảng Trị đón Tết", "Quảng Trị đón Tết"),
        ("Đề án 06", "Đề án 06"),
        ("", ""),
    ],
)
def test_only_ordinary_words_are_lowered_inside_a_sentence(words: str, inside: str) -> None:
    assert names.uncapital(words) == inside


@pytest.mark.parametrize(
    ("office", "short"),
    [
        ("UBND huyện Vĩnh Linh", "UBND huyện"),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "UBND tỉnh"),
        ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "UBND tỉnh"),
        ("UBND Thành phố Hồ Chí Minh", "UBND Thành phố"),
        ("UBND TP Hà Nội", "UBND TP"),
        ("UBND các xã", "UBND"),
        ("Phòng Y tế", "Phòng"),
        ("Phòngcháy", None),
        ("Công ty Thủy lợi", None),
    ],
)
def test_short_names_of_offices(office: str, short: str | None) -> None:
    assert names.short_office(office) == short


@pytest.mark.parametrize(
    ("offices", "together"),
    [
        (("UBND xã A", "UBND xã B"), "UBND các xã"),
        (("UBND xã A", "UBND thị trấn B"), "UBND các xã, thị trấn"),
        (("UBND xã A", "Trung tâm B"), "các đơn vị"),
    ],
)
def test_several_offices_have_one_name_together(offices: tuple[str, ...], together: str) -> None:
    assert names.shared_name(offices) == together


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("58/KH-UBND", "Kế hoạch"),
        ("Số: 58/KH-UBND", "Kế hoạch"),
        ("1627/QĐ-UBND", "Quyết định"),
        ("161/2025/QĐ-UBND", "Quyết định"),
        ("09/CT-UBND", "Chỉ thị"),
        ("UBND-KT", "Kế hoạch"),
        (None, "Kế hoạch"),
    ],
)
def test_the_number_tells_the_kind_of_document(number: str | None, kind: str) -> None:
    assert names.document(replace(PLAN, number=number)) == kind


def test_the_word_for_the_document_is_not_said_twice() -> None:
    plan = replace(PLAN, number=None, title="Kế hoạch Tổ chức Tết trồng cây", short_title="Kế hoạch trồng cây")
    assert names.full_name(plan) == "Kế hoạch tổ chức Tết trồng cây của UBND huyện Vĩnh Linh"
    assert names.short_name(plan) == "Kế hoạch trồng cây"
    assert names.name_in_subject(plan) == "Kế hoạch trồng cây của UBND huyện Vĩnh Linh"


def test_a_number_without_its_date_is_said_with_the_title() -> None:
    plan = replace(PLAN, number="58/KH-UBND", date=None, title="Phát động thi đua")
    assert names.full_name(plan) == "Kế hoạch số 58/KH-UBND phát động thi đua của UBND huyện Vĩnh Linh"


def test_a_notice_adds_the_title_to_number_and_date() -> None:
    plan = replace(PLAN, title="Phát động thi đua", date=dt.date(2024, 1, 2))
    named = names.full_name(plan, with_title=True)
    assert named == "Kế hoạch số 58/KH-UBND ngày 02/01/2024 của UBND huyện Vĩnh Linh về phát động thi đua"


@pytest.mark.parametrize(
    ("short_title", "words"),
    [
        ("công tác bình đẳng giới", " về công tác bình đẳng giới"),
        ("Kế hoạch bình đẳng giới", " về bình đẳng giới"),
        ("Triển khai Đề án 06", " theo Kế hoạch triển khai Đề án 06"),
        ("đợt tháng 12", ""),
        ("", ""),
        ("dài " * 40, ""),
    ],
)
def test_a_subject_says_what_a_report_is_about_when_a_short_title_does(short_title: str, words: str) -> None:
    assert names.topic(replace(PLAN, short_title=short_title), "Báo cáo đợt tháng 12") == words


def test_a_task_is_told_by_its_own_words() -> None:
    assert names.topic(PLAN, "Rà soát phương án") == ""


def test_a_long_title_stays_out_of_the_subject() -> None:
    plan = replace(PLAN, number=None, short_title="")
    assert names.name_in_subject(plan) == "Kế hoạch của UBND huyện Vĩnh Linh"


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("V", "mục V"),
        ("IV.2", "mục IV.2"),
        ("5.a", "mục 5.a"),
        ("Điều 3", "Điều 3"),
        ("PL.I.3", "Phụ lục, mục I.3"),
        ("", ""),
    ],
)
def test_places_in_a_plan(section: str, words: str) -> None:
    assert names.place(section) == words
