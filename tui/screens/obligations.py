"""Key 2: every obligation of every plan, in the order of the documents."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, get_args

from engine.lists.values import Overview, Subject
from engine.obligations.states import STATE_WORDS, State
from engine.view import Lists
from tui.columns import Column
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import STATE_TONES, grouped, notes, short_limit, state_words

FIRST: tuple[State, ...] = ("overdue", "awaiting_review", "due_soon", "not_due")
ALL: tuple[State, ...] = (*FIRST, *(state for state in get_args(State) if state not in FIRST))


class ObligationsScreen(ListScreen):
    """Đầu việc."""

    PLACE = "obligations"
    KIND = "obligations"
    NOTHING = "Kế hoạch chưa có đầu việc nào."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=4),
        Column("Nội dung", share=4),
        Column("Mục", wide_from=90),
        Column("Thời hạn"),
        Column("Tình trạng"),
        Column("Ghi chú", share=2, wide_from=110),
    )

    @staticmethod
    def row(subject: Subject, today: dt.date) -> Row:
        """Return one obligation."""
        assert subject.line is not None
        line, what = subject.line, subject.line.tracked.obligation
        cells = (
            line.agency_name,
            what.text,
            what.section,
            short_limit(line.tracked.facts, today),
            state_words(line),
            " · ".join(notes(line, today)),
        )
        return Row(subject.key, cells, subject, STATE_TONES[line.state], toned=4)

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return how many are in which state."""
        counts = lists.states(overview.at).states
        return " · ".join(f"{grouped(counts[state])} {STATE_WORDS[state]}" for state in ALL if counts.get(state))
