"""The text to copy into Zalo speaks of an obligation as it stands, to whom it belongs, and copying it records nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.clock import moment
from engine.ledger.unit import UnknownObligationError
from engine.short_text import short_texts
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, Office

TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
SOON, LAST_DAY, LATE = "2024-12-04T08:00", "2024-12-09T08:00", "2024-12-11T08:00"
SIGNED = "Lan, Phòng Lao động - Thương binh và Xã hội."


def text(office: Office, obligation: str, at: str) -> str:
    """The text about one obligation."""
    (found,) = short_texts(office.ledger, [obligation], moment(at))
    return found.text


@pytest.mark.parametrize(
    ("obligation", "at", "words"),
    [
        (HUNG, SOON, "Kính nhờ đ/c phụ trách của UBND xã Vĩnh Chấp: quan tâm chuẩn bị báo cáo định kỳ đợt tháng 12"),
        (HUNG, LAST_DAY, "Kính gửi đ/c phụ trách của UBND xã Vĩnh Chấp: hôm nay là ngày cuối gửi báo cáo định kỳ"),
        (HUNG, LATE, "gửi trước ngày 10/12/2024, đến nay Phòng chưa ghi nhận được trên QLVB. Nếu đã gửi, nhờ đ/c nhắn"),
        (MINH, SOON, "Kính gửi đ/c đầu mối của Phòng Y tế: mong quý cơ quan quan tâm báo cáo định kỳ đợt tháng 12"),
        (MINH, LATE, "Phòng đang tổng hợp, chưa ghi nhận được báo cáo định kỳ đợt tháng 12 (Kế hoạch số 58/KH-UBND)"),
        (PHU_NU, SOON, "xin gửi trước ngày 10/12/2024. Nếu quý cơ quan đã gửi, xin cho Phòng biết số, ngày văn bản."),
        (PHU_NU, LAST_DAY, "nếu được, xin gửi trong hôm nay."),
        (TASK, SOON, "Phòng đã gửi thư về việc tuyên truyền về bình đẳng giới"),
    ],
)
def test_relation_and_day_decide_what_is_said(office: Office, obligation: str, at: str, words: str) -> None:
    office.apply()
    said = text(office, obligation, at)
    assert words in said
    assert said.endswith(SIGNED)
    for blame in ("quá hạn", "yêu cầu", "vi phạm", "bỏ lỡ", "không báo cáo", "http"):
        assert blame not in said


def test_who_is_only_invited_hears_of_no_limit_even_when_the_day_has_passed(office: Office) -> None:
    office.apply()
    for at in (SOON, LAST_DAY, LATE):
        for word in ("thời hạn", "ngày cuối", "đến hạn"):
            assert word not in text(office, PHU_NU, at)


def test_what_was_recorded_is_thanked_for(office: Office) -> None:
    office.apply()
    office.answer("2024-12-05T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-05")
    said = text(office, MINH, LATE)
    assert "Phòng đã ghi nhận báo cáo định kỳ đợt tháng 12" in said
    assert "Trân trọng cảm ơn." in said


def test_more_time_that_was_granted_counts(office: Office) -> None:
    office.apply()
    office.extend("2024-12-05", "2024-12-20", HUNG)
    assert "gửi chậm nhất ngày 20/12/2024." in text(office, HUNG, LATE)


def test_texts_come_once_each_in_the_order_asked_for_with_whom_to_send_them_to(office: Office) -> None:
    phoned = DIRECTORY.replace("name: Hùng}", 'name: Hùng, phone: "0912 345 678"}')
    office.apply(plan=office.plan(directory=phoned))
    found = short_texts(office.ledger, [MINH, HUNG, MINH], moment(SOON))
    assert [(one.obligation, one.agency, one.contact, one.phone) for one in found] == [
        (MINH, "Phòng Y tế", "Minh", ""),
        (HUNG, "UBND xã Vĩnh Chấp", "Hùng", "0912 345 678"),
    ]


def test_an_unknown_obligation_is_named(office: Office) -> None:
    office.apply()
    with pytest.raises(UnknownObligationError, match="Không có đầu việc “khong-co”"):
        short_texts(office.ledger, [MINH, "khong-co"], moment(SOON))


def test_reading_a_text_records_nothing(office: Office) -> None:
    office.apply()
    before = office.history(MINH), office.all_letters()
    text(office, MINH, LATE)
    assert (office.history(MINH), office.all_letters()) == before


def test_an_office_words_its_texts_itself(office: Office) -> None:
    office.apply()
    office.settings.templates.mkdir()
    thanks = "{% macro greeting(about, v) %}Chào đ/c ở {{ about.item.agency }}{% endmacro %}"
    product = (
        "{% macro text(about, v) %}{{ greeting(about, v) }}: {{ about.matter }}. {{ about.signature }}.{% endmacro %}"
    )
    (office.settings.templates / "short.j2").write_text(f"{thanks}\n{product}\n", encoding="utf-8")
    assert text(office, HUNG, SOON) == f"Chào đ/c ở UBND xã Vĩnh Chấp: báo cáo định kỳ đợt tháng 12. {SIGNED}"


def test_links_and_rehearsals_change_no_text(new_office: Callable[..., Office]) -> None:
    plain, quiet = new_office(), new_office(links=False, mail_redirect="lan@ldtbxh.example")
    for office in (plain, quiet):
        office.apply()
    assert text(plain, HUNG, LATE) == text(quiet, HUNG, LATE)
