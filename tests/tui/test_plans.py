"""Plans: how far each has come, its dates on a line, its scoreboard, and a changed spec applied as it was shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engine import acts
from engine.clock import moment
from engine.lists.plans import Mark, Score
from engine.view import Lists
from tests.conftest import PLAN as PLAN_TEXT
from tests.conftest import VINH_O, Office
from tests.tui.conftest import NOW, WIDE, Opened
from tui.widgets.bar import bar, timeline

PLAN = "binh-dang-gioi"
YEAR = dt.date(2024, 1, 1), dt.date(2024, 12, 31)


async def test_the_list_says_how_far_each_plan_has_come(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("6")
        row = terminal.row("Kế hoạch số 58/KH", "1/3")
        assert "! 2" in row
        assert "████░░░░░░░░" in row


async def test_a_plan_is_told_by_its_progress_dates_and_scores(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("6", "enter")
        assert "Đã ghi nhận 1/3 đầu việc có thời hạn." in terminal.text
        assert "hết ngày 09/12/2024 đã ghi nhận 1/3 ! 2 quá hạn" in terminal.words
        assert "Chưa hoàn thành, quá hạn 2 (66,7%) 2 (66,7%)" in terminal.words
        assert "Không tính vào bảng: 3 không hạn." in terminal.text
        assert "▲ hôm nay" in terminal.text


def test_an_extension_counts_for_the_present_limit_and_not_for_the_first(year: Office) -> None:
    acts.extend(year.ledger, [VINH_O], moment("2024-12-11T08:10"), dt.date(2024, 12, 20), "CV 12")
    page = Lists(year.ledger).plan_page(moment(NOW), PLAN)
    assert page is not None
    assert page.first == Score(1, 0, 0, 2)
    assert page.present == Score(1, 0, 1, 1)
    assert page.first.total == page.present.total == 3


def test_a_list_of_the_past_says_what_was_then(year: Office) -> None:
    lists, at = Lists(year.ledger), moment(NOW)
    before = lists.plan_rows(at)
    year.run("2024-12-12T08:00")
    assert lists.plan_rows(at) == before


def test_nothing_was_followed_before_the_plan(year: Office) -> None:
    assert Lists(year.ledger).plan_page(moment("2024-01-01"), PLAN) is None


async def test_a_changed_spec_is_shown_then_applied(year: Office, open_terminal: Opened) -> None:
    year.plan(PLAN_TEXT.replace("date: 2024-12-10", "date: 2024-12-20"))
    path = year.files / "ke-hoach.yaml"
    async with open_terminal(year, size=WIDE) as terminal:
        await terminal.press("6", "f")
        await terminal.type(str(path))
        await terminal.press("enter")
        assert "Sẽ đổi thời hạn: Báo cáo định kỳ đợt tháng 12" in terminal.dialog
        await terminal.press("enter")
        assert terminal.notices == ["Đã áp dụng bản kế hoạch sửa đổi."]
    assert year.one(VINH_O, "2024-12-11T09:00")["due"]["date"] == "2024-12-20"


@pytest.mark.parametrize(
    ("text", "sentence"), [(None, "Không tìm thấy tệp này."), ("plan: {id: x}", "Tệp có nội dung chưa đúng")]
)
async def test_a_spec_that_cannot_be_is_a_sentence(
    year: Office, open_terminal: Opened, tmp_path: Path, text: str | None, sentence: str
) -> None:
    path = tmp_path / "sai.yaml"
    if text is not None:
        path.write_text(text)
    async with open_terminal(year) as terminal:
        await terminal.press("6", "f")
        await terminal.type(str(path))
        await terminal.press("enter")
        assert sentence in terminal.text


def test_a_bar_is_full_only_when_all_is_done() -> None:
    assert bar(0, 10, 5) == "░░░░░"
    assert bar(1, 100, 5) == "█░░░░"
    assert bar(99, 100, 5) == "████░"
    assert bar(7, 7, 5) == "█████"
    assert bar(0, 0, 5) == "░░░░░"


def test_a_line_of_time_shows_the_most_urgent_mark_of_those_that_fall_together() -> None:
    day = dt.date(2024, 6, 30)
    marks = [Mark(day, 3, 3, 0), Mark(day + dt.timedelta(days=1), 2, 0, 1), Mark(dt.date(2024, 12, 31), 1, 0, 0)]
    months, line, now = timeline(marks, *YEAR, dt.date(2024, 3, 1), 60)
    assert months.startswith("1/2024 ")
    assert line.count("!") == 1
    assert "✓" not in line
    assert line.endswith("○")
    assert "▲ hôm nay" in now
    assert {len(months), len(line), len(now)} == {60}


@pytest.mark.parametrize("width", [10, 20, 76, 110])
@pytest.mark.parametrize("today", [dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 3, 1)])
def test_a_line_of_time_fits_its_width(width: int, today: dt.date) -> None:
    assert {len(line) for line in timeline([], *YEAR, today, width)} == {width}
