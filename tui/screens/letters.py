"""Key 4: letters drafted after a limit, each waiting for a person to let it go."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from engine.deadlines.short import short_day
from engine.lists.values import Overview, Subject
from engine.view import Lists
from tui.columns import Column
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import grouped


class LettersScreen(ListScreen):
    """Thư chờ phát hành."""

    PLACE = "letters"
    KIND = "letters"
    NOTHING = "Không có thư nào chờ phát hành."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=3),
        Column("Tiêu đề", share=4),
        Column("Địa chỉ", share=3),
        Column("Soạn ngày"),
    )

    @staticmethod
    def row(subject: Subject, today: dt.date) -> Row:
        """Return one letter held."""
        assert subject.letter is not None
        letter = subject.letter
        cells = (subject.addressed, letter.subject, letter.email, short_day(letter.drafted_at.date(), today))
        return Row(subject.key, cells, subject)

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return how many there are, and what to do first."""
        held = grouped(overview.counts.get("letters", 0))
        return f"{held} thư đã soạn, chưa gửi. Tra văn bản đến trước khi phát hành."
