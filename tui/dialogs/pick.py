"""One of many, found by typing without diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.matching import matches, searchable
from tui.actions import bindings

HINT = "Gõ để tìm, không cần dấu · ↑ ↓: chọn · Enter: lấy · Esc: không"
NOTHING = "Không có dòng nào khớp."
MOST = 200


@dataclass(frozen=True)
class Choice:
    """One thing to choose, by a key that nobody sees and words that everybody reads."""

    key: str
    words: str
    also: str = ""  # what stands beside it, and finds it too
    found_by: str = ""  # what else finds it


class Pick(ModalScreen[str | None]):
    """Returns the key of what was chosen, or None."""

    BINDINGS: ClassVar = [
        *bindings("dialog"),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        """Take the title and what there is to choose from."""
        super().__init__()
        self.heading = title
        self._choices = [(choice, searchable(choice.words, choice.also, choice.found_by)) for choice in choices]

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the list."""
        with Vertical(classes="dialog -high"):
            yield Static(Content(self.heading), classes="dialog-title")
            yield Input(compact=True)
            yield OptionList(markup=False, compact=True)
            yield Static(HINT, classes="dialog-hint")

    def on_mount(self) -> None:
        """Start with everything."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def found(self, typed: str) -> list[Choice]:
        """Return what fits the words typed."""
        return [choice for choice, words in self._choices if matches(typed, words)][:MOST]

    def _narrow(self, typed: str) -> None:
        found = self.found(typed)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_words(choice), id=choice.key) for choice in found])
        options.highlighted = 0 if found else None
        self.query_one(".dialog-hint", Static).update(HINT if found else NOTHING)

    def action_step(self, by: int) -> None:
        """Go up or down the list."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + by) % options.option_count

    @on(Input.Submitted)
    def _submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _words(choice: Choice) -> str:
    return f"{choice.words}  ({choice.also})" if choice.also else choice.words
