"""Key 4: letters drafted after a limit, each waiting for a person to let it go."""

from __future__ import annotations

from typing import ClassVar

from engine.deadlines.short import short_day
from engine.ledger.reader import LetterRow
from engine.matching import searchable
from tui.columns import Column
from tui.reading import Reading, Subject
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row


class LettersScreen(ListScreen):
    """Thư chờ phát hành."""

    PLACE = "letters"
    NOTHING = "Không có thư nào chờ phát hành."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=3),
        Column("Tiêu đề", share=4),
        Column("Địa chỉ", share=3),
        Column("Soạn ngày"),
    )

    def rows(self, reading: Reading) -> list[Row]:
        """Return every letter held."""
        return [_row(reading, letter) for letter in reading.held]

    def summary(self, reading: Reading) -> str:
        """Return how many there are, and what to do first."""
        return f"{len(reading.held)} thư đã soạn, chưa gửi. Tra văn bản đến trước khi phát hành."


def _row(reading: Reading, letter: LetterRow) -> Row:
    drafted = short_day(letter.drafted_at.date(), reading.today)
    cells = (reading.addressed(letter), letter.subject, letter.email, drafted)
    return Row(letter.uid, cells, searchable(*cells, letter.email), Subject(letter=letter))
