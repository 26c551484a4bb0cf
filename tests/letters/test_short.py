"""The text to copy into a message keeps to the tone of the letter: by relation, without blame, without a link."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from engine.deadlines.rules import VIETNAM
from engine.letters.short import short
from engine.letters.values import Recipient, Stage

from .cast import CONG_AN, EVERYBODY, LAN, MORNINGS, PHU_NU, SO, URGENCY, VINH_CHAP, Y_TE, report


def text_of(stage: Stage, to: Recipient, *, task: bool = False) -> str:
    """The text about the report of December, or about a drill, as it stands on the morning of a stage."""
    owed = report(stage, to)
    drill = replace(owed, kind="task", text="Tổ chức diễn tập cấp xã")
    return short(drill if task else owed, LAN, to.relation, dt.datetime.combine(MORNINGS[stage], dt.time(8), VIETNAM))


@pytest.mark.parametrize(("stage", "to"), list(product(URGENCY, EVERYBODY)))
def test_it_is_one_line_that_says_who_writes_and_blames_nobody(stage: Stage, to: Recipient) -> None:
    said = text_of(stage, to)
    assert "\n" not in said
    assert "http" not in said
    assert said.endswith(" Lan, Phòng Lao động - Thương binh và Xã hội.")
    assert f"của {to.agencies[0]}: " in said
    for word in ("quá hạn", "yêu cầu", "đôn đốc", "vi phạm", "bỏ lỡ", "không báo cáo"):
        assert word not in said.lower()


@pytest.mark.parametrize("stage", URGENCY)
def test_the_front_hears_of_no_limit(stage: Stage) -> None:
    for word in ("thời hạn", "gia hạn", "đến hạn", "ngày cuối", "phân công"):
        assert word not in text_of(stage, PHU_NU)


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (VINH_CHAP, "Kính nhờ đ/c phụ trách của UBND xã Vĩnh Chấp: báo cáo định kỳ đợt tháng 12 (Kế hoạch số 58/KH-UBND)"),
        (Y_TE, "mong quý cơ quan phối hợp, sớm cung cấp. Nếu quý cơ quan đã gửi, xin cho Phòng biết số, ngày văn bản."),
        (CONG_AN, "Kính gửi đ/c đầu mối của Công an huyện: Phòng đang tổng hợp, chưa ghi nhận được"),
        (SO, "Kính gửi đ/c đầu mối của Sở Lao động - Thương binh và Xã hội: Phòng đang tổng hợp"),
    ],
)  # fmt: skip
def test_after_a_limit_the_relation_decides(to: Recipient, words: str) -> None:
    assert words in text_of("after", to)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (
            "after",
            "kết quả tổ chức diễn tập cấp xã (Kế hoạch số 58/KH-UBND), hoàn thành trước ngày 10/12/2024, đến nay",
        ),
        ("last_day", "hôm nay là ngày cuối thực hiện việc tổ chức diễn tập cấp xã"),
        ("recorded", "Phòng đã ghi nhận kết quả tổ chức diễn tập cấp xã"),
        ("returned", "kết quả tổ chức diễn tập cấp xã (Kế hoạch số 58/KH-UBND) cần bổ sung, hoàn thiện"),
    ],
)
def test_of_a_task_it_is_the_result_that_is_awaited(stage: Stage, words: str) -> None:
    assert words in text_of(stage, VINH_CHAP, task=True)
