"""Letters exactly as they would go out now, one after the other, before they are let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult

from engine.ledger.reader import LetterRow
from engine.lists.values import Overview
from tui.actions import Place, bindings
from tui.acts.letters import ask_to_release
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar

NOTHING = "Không còn thư nào cần gửi: các cơ quan đã phản hồi."


class PreviewScreen(ActingScreen):
    """Xem thư trước khi phát hành."""

    PLACES: ClassVar[tuple[Place, ...]] = ("preview", "page")
    BINDINGS = bindings("preview", "page")

    def __init__(self, letters: Sequence[LetterRow], addressed: Mapping[str, str], unneeded: int) -> None:
        """Take the letters, the agencies each is for, and how many more are not needed any more."""
        super().__init__()
        self._letters, self._addressed, self._unneeded = letters, addressed, unneeded
        self._place = 0

    def compose(self) -> ComposeResult:
        """Lay out the letter."""
        yield TopBar()
        yield Paper()
        yield KeysLine("")

    def on_mount(self) -> None:
        """Show the first letter."""
        self.query_one(Paper).focus()
        self.show(self.desk.overview)
        self._turn(0)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading: the letters stay as they were read."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self.offer()

    def action_next_letter(self) -> None:
        """Go to the next letter."""
        self._turn(1)

    def action_previous_letter(self) -> None:
        """Go to the letter before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), max(len(self._letters) - 1, 0))
        paper = self.query_one(Paper)
        paper.scroll_to(y=0, animate=False, immediate=True)
        paper.show(self._page())

    def _page(self) -> RenderableType:
        if not self._letters:
            return Text(NOTHING)
        letter = self._letters[self._place]
        head = Text(self._head(self._place), "bold")
        return Group(head, Text("─" * 40), Text(letter.text))

    def _head(self, place: int) -> str:
        letter = self._letters[place]
        more = f" ({self._unneeded} thư khác không cần gửi nữa vì cơ quan đã phản hồi)" if self._unneeded else ""
        count = f"Thư {place + 1}/{len(self._letters)}{more}"
        to = f"Gửi tới: {self._addressed.get(letter.uid, '')} <{letter.email}>"
        return f"{count}\n{to}\nTiêu đề: {letter.subject}\n"

    @property
    def words(self) -> str:
        """Return all letters as one text."""
        said = [f"{self._head(place)}\n{letter.text}" for place, letter in enumerate(self._letters)]
        return "\n\n".join(said) or NOTHING

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something."""
        if action in ("next_letter", "previous_letter"):
            return len(self._letters) > 1
        return bool(self._letters) if action == "release" else super().check_action(action, parameters)

    def action_release(self) -> None:
        """Ask, then let all of them go, and return to the list."""
        names = [f"{self._addressed.get(one.uid, '')} ({one.email})" for one in self._letters]

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss()
                self.desk.release([letter.uid for letter in self._letters])

        self.desk.push_screen(ask_to_release(self.desk, len(self._letters), names), answered)

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()
