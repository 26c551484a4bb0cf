"""Key 2: every obligation of every plan, in the order of the documents."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, ClassVar, get_args

from engine.lists.values import Overview, Sort, Subject, View
from engine.obligations.states import STATE_WORDS, State
from engine.view import Lists
from tui.actions import Place, bindings
from tui.columns import Column
from tui.dialogs.pick import Choice, Pick
from tui.screens.listing import ListScreen
from tui.widgets.filter import FilterInput
from tui.widgets.rows import Row
from tui.words import STATE_SIGNS, STATE_TONES, grouped, notes, plan_words, short_limit, state_words

FIRST: tuple[State, ...] = ("overdue", "awaiting_review", "due_soon", "not_due")
SORT_WORDS: dict[Sort, str] = {"plan": "theo kế hoạch", "limit": "theo thời hạn", "agency": "theo cơ quan"}
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

    PLACES: ClassVar[tuple[Place, ...]] = ("row", "list", "obligations", "act")
    BINDINGS = bindings("list", "obligations", "act")

    def __init__(self) -> None:
        """Start with every obligation, in the order of the plans."""
        super().__init__()
        self._asked = View(self.KIND)
        self._plan_name = ""

    def view(self) -> View:
        """Return what is asked for: narrowed to a plan and to states, in an order."""
        return dataclasses.replace(self._asked, typed=super().view().typed)

    def narrowed(self) -> str:
        """Return the plan, the state and the order, as far as they are chosen."""
        states = ", ".join(STATE_WORDS[state] for state in self._asked.states)
        order = SORT_WORDS[self._asked.sort] if self._asked.sort != "plan" else ""
        return " · ".join(filter(None, (self._plan_name, states, order)))

    def _ask(self, **changes: Any) -> None:
        self._asked = dataclasses.replace(self._asked, **changes)
        self.reread(follow=False)

    def action_pick_plan(self) -> None:
        """Show the obligations of one plan."""
        plans = {plan.id: plan_words(plan) for plan in self.desk.office.lists.plans()}

        def chosen(plan: str | None) -> None:
            if plan is not None:
                self._plan_name = plans.get(plan, "")
                self._ask(plan=plan or None)

        choices = [Choice("", "Mọi kế hoạch"), *(Choice(key, words) for key, words in plans.items())]
        self.desk.push_screen(Pick("Xem đầu việc của kế hoạch nào?", choices), chosen)

    def action_pick_state(self) -> None:
        """Show the obligations in one state."""

        def chosen(state: str | None) -> None:
            if state is not None:
                self._ask(states=tuple(one for one in ALL if one == state))

        choices = [Choice("", "Mọi tình trạng")]
        choices += [Choice(state, f"{STATE_SIGNS[state]} {STATE_WORDS[state]}") for state in ALL]
        self.desk.push_screen(Pick("Xem đầu việc ở tình trạng nào?", choices), chosen)

    def action_sort(self) -> None:
        """Change the order: by plan, by limit, by agency."""
        sorts = list(SORT_WORDS)
        self._ask(sort=sorts[(sorts.index(self._asked.sort) + 1) % len(sorts)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Esc where the list is narrowed, too."""
        return bool(super().check_action(action, parameters) or (action == "back" and self.narrowed()))

    def action_back(self) -> None:
        """Clear the filter; then what the list is narrowed to; then the marks."""
        if not self.query_one(FilterInput).display and self.narrowed():
            self._plan_name, self._asked = "", View(self.KIND)
            self.reread()
        else:
            super().action_back()

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
