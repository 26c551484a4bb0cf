"""The dates of a letter stand in any calendar program, and a new limit takes the place of the old one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest

from engine.deadlines.rules import Before, By, Ongoing
from engine.letters.calendar import calendar
from engine.letters.values import Item, Recipient, Stage

from .cast import HO_XA, PHU_NU, VINH_CHAP, draft, ongoing, report, task

DOMAIN = "huyen.example.vn"


def events(*items: Item, **changes: Any) -> list[icalendar.Event]:
    """The events of a letter as a calendar program reads them."""
    text = calendar(draft(*items, **changes), DOMAIN)
    assert text is not None
    read = icalendar.Calendar.from_ical(text)
    assert read.method == "PUBLISH"
    return list(read.events)


def said(event: icalendar.Event, name: str) -> str:
    """What an event says under a name."""
    return str(event[name])


def test_an_event_is_the_last_day_in_time() -> None:
    first, second = events(report("coming"), task("coming"), ongoing())
    assert (first.start, first.end) == (dt.date(2024, 12, 9), dt.date(2024, 12, 10))
    assert second.start == dt.date(2024, 12, 15)
    assert said(first, "SUMMARY") == "Ngày cuối: Báo cáo định kỳ đợt tháng 12 (Kế hoạch số 58/KH-UBND)"
    assert "Trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)" in said(first, "DESCRIPTION")
    assert "Đầu mối: đ/c Lan, chuyên viên Phòng Lao động" in said(first, "DESCRIPTION")


def test_it_rings_at_eight_the_morning_before() -> None:
    (event,) = events(report("coming"))
    (alarm,) = event.subcomponents
    assert isinstance(alarm, icalendar.Alarm)
    assert dt.timedelta(hours=-16) == alarm.TRIGGER


def test_another_limit_replaces_the_event_it_was() -> None:
    (old,) = events(report("coming", version=1))
    (new,) = events(report("extended", version=2))
    assert said(old, "UID") == said(new, "UID") == f"vinh-linh-2024/bao-cao/vinh-chap/2024-12@{DOMAIN}"
    assert (new.sequence, old.sequence) == (2, 1)
    assert new.start == dt.date(2024, 12, 20)


def test_a_limit_taken_back_is_cancelled() -> None:
    (event,) = events(report("corrected", due=Ongoing(), version=2))
    assert (said(event, "STATUS"), event.sequence) == ("CANCELLED", 2)
    assert event.start == dt.date(2024, 12, 14)
    assert not event.walk("VALARM")


@pytest.mark.parametrize("stage", ["after", "recorded"])
def test_what_has_passed_or_is_done_stands_in_no_calendar(stage: Stage) -> None:
    assert calendar(draft(report(stage)), DOMAIN) is None


def test_what_has_no_day_stands_in_no_calendar() -> None:
    assert calendar(draft(ongoing()), DOMAIN) is None
    assert calendar(draft(report("returned", due=Before(date=dt.date(2024, 12, 1)))), DOMAIN) is None


def test_who_is_only_asked_reads_of_no_last_day() -> None:
    text = calendar(draft(report("coming", PHU_NU), to=PHU_NU), DOMAIN) or ""
    (event,) = events(report("coming", PHU_NU), to=PHU_NU)
    assert said(event, "SUMMARY").startswith("Đề nghị phối hợp: Báo cáo")
    assert "hạn" not in text.replace("\r\n ", "")


def test_several_agencies_behind_one_address_are_told_apart() -> None:
    two = Recipient(VINH_CHAP.agencies + HO_XA.agencies, "lower")
    first, second = events(report("coming"), report("coming", HO_XA, obligation="another"), to=two)
    assert "UBND xã Vĩnh Chấp: báo cáo" in said(first, "SUMMARY")
    assert "UBND thị trấn Hồ Xá: báo cáo" in said(second, "SUMMARY")


def test_lines_are_folded_and_marks_escaped_as_the_standard_says() -> None:
    text = f"Báo cáo; nhanh, \\ {'rất ' * 40}dài"
    raw = calendar(draft(report("coming", text=text, due=By(date=dt.date(2024, 12, 9)))), DOMAIN) or ""
    assert raw.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in raw.split("\r\n")) <= 75
    (event,) = icalendar.Calendar.from_ical(raw).events
    assert text in said(event, "SUMMARY")
