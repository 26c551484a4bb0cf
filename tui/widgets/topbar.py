"""The two lines at the top: whose terminal at what moment, and the screens with how much stands on each."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.actions import ACTIONS
from tui.reading import Reading, urgent
from tui.words import clock_words


@dataclass(frozen=True)
class Tab:
    """A screen on a number key."""

    key: str
    name: str
    title: str


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

    def show(self, reading: Reading, here: str, office: str | None) -> None:
        """Fill both lines."""
        counts = _counts(reading)
        self.query_one("#bar-office", Static).update(Content(f"Phân Công  {_office_name(reading, office)}"))
        self.query_one("#bar-clock", Static).update(Content(clock_words(reading.at)))
        for tab in TABS:
            shown = self.query_one(f"#tab-{tab.name}", Static)
            shown.set_class(tab.name == here, "-here")
            words = f"{tab.key} {tab.title} {counts[tab.name]}"
            shown.update(Content.from_markup(f"[@click=app.go('{tab.name}')]{words}[/]"))


def _office_name(reading: Reading, office: str | None) -> str:
    book = reading.standing.book
    ids = [office] if office else [plan.coordinator for plan in book.plans.values()]
    return book.name(ids[0]) if ids and ids[0] in book.names else ""


def _counts(reading: Reading) -> dict[str, int]:
    return {
        "today": len(urgent(reading)),
        "obligations": len(reading.standing.lines),
        "unrecorded": len(reading.unrecorded),
        "letters": len(reading.held),
    }
