"""Key 2: every obligation of every plan, in the order of the documents."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, get_args

from engine.matching import searchable
from engine.obligations.states import STATE_WORDS, State
from engine.standing import Line
from tui.columns import Column
from tui.reading import Reading
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import STATE_TONES, notes, short_limit, state_words

FIRST: tuple[State, ...] = ("overdue", "awaiting_review", "due_soon", "not_due")
ALL: tuple[State, ...] = (*FIRST, *(state for state in get_args(State) if state not in FIRST))


class ObligationsScreen(ListScreen):
    """Đầu việc."""

    PLACE = "obligations"
    NOTHING = "Kế hoạch chưa có đầu việc nào."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=4),
        Column("Nội dung", share=4),
        Column("Mục", wide_from=90),
        Column("Thời hạn"),
        Column("Tình trạng"),
        Column("Ghi chú", share=2, wide_from=110),
    )

    def rows(self, reading: Reading) -> list[Row]:
        """Return every obligation."""
        return [_row(reading, line) for line in reading.standing.lines]

    def summary(self, reading: Reading) -> str:
        """Return how many are in which state."""
        counts = Counter(line.state for line in reading.standing.lines)
        return " · ".join(f"{counts[state]} {STATE_WORDS[state]}" for state in ALL if counts[state])


def _row(reading: Reading, line: Line) -> Row:
    what = line.tracked.obligation
    cells = (
        line.agency_name,
        what.text,
        what.section,
        short_limit(line.tracked.facts, reading.today),
        state_words(line),
        " · ".join(notes(line, reading.today)),
    )
    words = searchable(*cells, reading.plan_title(line))
    return Row(line.id, cells, words, reading.subject(line), STATE_TONES[line.state], toned=4)
