"""One letter an address: several stages, plans and agencies in it, most urgent first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.letters.values import Item, LetterKind, Recipient

from .cast import (
    BUDGET_QUOTE,
    HO_XA,
    PHU_NU,
    QUOTE,
    STORM_PLAN,
    VINH_CHAP,
    Y_TE,
    both,
    june_report,
    letter,
    ongoing,
    report,
    task,
)

TWO = Recipient(VINH_CHAP.agencies + HO_XA.agencies, "lower")


@pytest.mark.parametrize(
    ("items", "kind"),
    [
        ((report("new"), task("coming"), june_report("after")), "urging"),
        ((report("last_day"), task("coming")), "last_day"),
        ((task("new"), report("coming")), "reminder"),
        ((report("new"), ongoing()), "notice"),
        ((report("corrected"), task("coming"), june_report("after")), "correction"),
        ((report("extended"), report("recorded", text="Biểu số liệu")), "extended"),
        ((report("returned"), report("declined", text="Biểu số liệu")), "declined"),
        ((report("recorded"), ongoing()), "recorded"),
        ((replace(ongoing(), stage="receipt"),), "receipt"),
    ],
)
def test_the_most_urgent_item_decides_the_letter(items: tuple[Item, ...], kind: LetterKind) -> None:
    assert letter(*items).kind == kind


def test_each_stage_has_its_section_most_urgent_first() -> None:
    for words in both(letter(task("new"), task("coming", text="Báo cáo nhanh"), report("after"))):
        heads = re.findall(r"^(I+)\. (.+)$", words, re.MULTILINE)
        assert heads == [
            ("I", "Nội dung đã hết thời hạn"),
            ("II", "Nội dung sắp đến hạn"),
            ("III", "Nội dung mới được giao"),
        ]


def test_lines_are_numbered_through_so_that_a_reply_can_name_one() -> None:
    text = letter(task("coming"), report("after"), task("new", text="Tổ chức diễn tập")).text
    assert re.findall(r"^(\d)\. (\w+)", text, re.MULTILINE) == [("1", "Báo"), ("2", "Rà"), ("3", "Tổ")]


def test_a_single_item_has_no_number_and_no_heading() -> None:
    text = letter(report("after")).text
    assert not re.search(r"^(\d+|I+)\. ", text, re.MULTILINE)


def test_one_sentence_that_asks_twice_is_quoted_once() -> None:
    for words in both(letter(report("new"), june_report("new"))):
        assert words.count(QUOTE) == 1
        assert words.count("Nơi nhận báo cáo:") == 1
        assert words.index("1. Báo cáo định kỳ đợt tháng 6") < words.index("2. Báo cáo định kỳ đợt tháng 12")


def test_each_plan_is_named_in_full_once_and_short_after() -> None:
    for words in both(letter(report("after"), task("coming"), task("new", text="Tổ chức diễn tập"))):
        assert words.count("Kế hoạch số 71/KH-UBND ngày 06/5/2024 của UBND huyện Vĩnh Linh:") == 1
        assert words.count("Kế hoạch số 71/KH-UBND:") == 1


def test_one_plan_is_named_once_in_the_opening() -> None:
    text = letter(june_report("after"), report("coming")).text
    assert text.count("58/KH-UBND") == 1


def test_two_plans_at_one_stage_stand_under_their_names() -> None:
    text = letter(report("coming"), task("coming")).text
    assert "xin nhắc các nội dung sắp đến hạn của UBND xã:" in text
    assert text.index("Kế hoạch số 58/KH-UBND ngày") < text.index("Báo cáo định kỳ đợt")
    assert text.index("Kế hoạch số 71/KH-UBND ngày") < text.index("Rà soát")


def test_several_agencies_are_addressed_each_on_a_line() -> None:
    sent = letter(report("after", VINH_CHAP), report("after", HO_XA), to=TWO)
    assert "Kính gửi:\n- UBND xã Vĩnh Chấp;\n- UBND thị trấn Hồ Xá.\n" in sent.text
    assert "- <strong>UBND xã Vĩnh Chấp</strong>;</p>" in sent.html


def test_what_several_agencies_owe_alike_is_one_line_that_names_them() -> None:
    for words in both(letter(report("after", VINH_CHAP), report("after", HO_XA), to=TWO)):
        assert "Báo cáo định kỳ đợt tháng 12 (UBND xã Vĩnh Chấp, UBND thị trấn Hồ Xá): trước ngày" in words
        assert "đề nghị UBND các xã, thị trấn khẩn trương gửi báo cáo" in words


def test_what_one_of_several_agencies_owes_names_that_one() -> None:
    text = letter(report("after", HO_XA), task("coming", VINH_CHAP), to=TWO).text
    assert "Báo cáo định kỳ đợt tháng 12 (UBND thị trấn Hồ Xá): " in text
    assert "chưa ghi nhận được báo cáo của UBND thị trấn Hồ Xá." in text
    assert "Đề nghị UBND xã Vĩnh Chấp quan tâm thực hiện" in text


def test_agencies_are_named_on_work_without_a_limit_too() -> None:
    text = letter(ongoing(to=VINH_CHAP), ongoing(to=HO_XA), report("new", HO_XA), to=TWO).text
    assert f"- “{BUDGET_QUOTE}” (UBND xã Vĩnh Chấp, UBND thị trấn Hồ Xá)" in text


def test_work_without_a_limit_is_put_under_its_plan_when_there_are_several() -> None:
    text = letter(report("new"), ongoing(), ongoing("Trực ban 24/24 giờ.", plan=STORM_PLAN)).text
    tail = text.partition("Trân trọng cảm ơn./.")[2]
    assert tail.index("Kế hoạch số 58/KH-UBND:") < tail.index(BUDGET_QUOTE)
    assert tail.index("Kế hoạch số 71/KH-UBND ngày 06/5/2024") < tail.index("Trực ban")


@pytest.mark.parametrize(
    ("items", "to", "subject"),
    [
        (
            (report("new"),),
            VINH_CHAP,
            "Thông báo nội dung và thời hạn báo cáo theo Kế hoạch số 58/KH-UBND ngày 12/4/2024 của UBND huyện Vĩnh Linh",
        ),
        ((report("new"), task("new")), VINH_CHAP, "Thông báo nội dung và thời hạn thực hiện theo 02 kế hoạch"),
        (
            (report("coming"),),
            VINH_CHAP,
            "Nhắc việc: báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới, trước ngày 10/12/2024",
        ),
        (
            (report("coming"), task("coming"), task("coming", text="Trực ban")),
            VINH_CHAP,
            "Nhắc việc: 03 nội dung sắp đến hạn, gần nhất trước ngày 10/12/2024",
        ),
        (
            (report("coming", Y_TE), report("coming", Y_TE, text="Biểu tổng hợp")),
            Y_TE,
            "Nhắc việc: 02 nội dung sắp đến hạn, trước ngày 10/12/2024",
        ),
        (
            (report("coming", PHU_NU),),
            PHU_NU,
            "Đề nghị phối hợp: báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới, xin gửi trước ngày 10/12/2024",
        ),
        (
            (report("last_day"), task("coming")),
            VINH_CHAP,
            "Hôm nay (09/12) là ngày cuối gửi báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới",
        ),
        (
            (report("last_day"), report("last_day", text="Biểu tổng hợp")),
            VINH_CHAP,
            "Hôm nay (09/12) là ngày cuối gửi 02 báo cáo",
        ),
        (
            (report("after"),),
            VINH_CHAP,
            "Đề nghị gửi báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới (đã hết thời hạn)",
        ),
        ((report("after"), june_report("after")), VINH_CHAP, "Đề nghị gửi 02 báo cáo (đã hết thời hạn)"),
        (
            (report("after", Y_TE),),
            Y_TE,
            "Đề nghị phối hợp cung cấp báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới",
        ),
        ((report("after", Y_TE), task("after", Y_TE)), Y_TE, "Đề nghị phối hợp cung cấp kết quả 02 nội dung"),
    ],
)
def test_subjects(items: tuple[Item, ...], to: Recipient, subject: str) -> None:
    assert letter(*items, to=to).subject == subject


def test_a_matter_too_long_for_a_subject_is_counted_instead() -> None:
    long = task("coming", text="Đẩy mạnh công tác tuyên truyền, giáo dục, phổ biến chính sách pháp luật " * 3)
    assert letter(long).subject == "Nhắc việc: 01 nội dung sắp đến hạn, chậm nhất ngày 15/12/2024"
