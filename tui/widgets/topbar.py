"""The two lines at the top: whose terminal at what moment, and the screens with how much stands on each."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from engine.lists.values import Kind, Overview
from tui.actions import ACTIONS
from tui.words import clock_words, grouped


@dataclass(frozen=True)
class Tab:
    """A screen on a number key."""

    key: str
    name: str
    title: str


COUNTED: dict[str, Kind] = {
    "today": "waiting",
    "obligations": "obligations",
    "unrecorded": "unrecorded",
    "letters": "letters",
}
TABS = tuple(Tab(a.key, a.method.split("'")[1], a.name) for a in ACTIONS if a.method.startswith("go("))


class TopBar(Horizontal):
    """Shows where the person is; a click on a tab goes there."""

    def compose(self) -> ComposeResult:
        """Lay out both lines."""
        with Horizontal(id="bar"):
            yield Static("", id="bar-office")
            yield Static("", id="bar-clock")
        with Horizontal(id="tabs"):
            for tab in TABS:
                yield Static("", id=f"tab-{tab.name}", classes="tab")

    def show(self, overview: Overview | None, here: str) -> None:
        """Fill both lines, as far as anything is known."""
        if overview is not None:
            self.query_one("#bar-office", Static).update(Content(f"Phân Công  {overview.office}"))
            self.query_one("#bar-clock", Static).update(Content(clock_words(overview.at)))
        for tab in TABS:
            shown = self.query_one(f"#tab-{tab.name}", Static)
            shown.set_class(tab.name == here, "-here")
            number = f" {grouped(overview.counts.get(COUNTED[tab.name], 0))}" if overview else ""
            words = f"{tab.key} {tab.title}{number}"
            shown.update(Content.from_markup(f"[@click=app.go('{tab.name}')]{words}[/]"))
