"""The lines at the top: whose terminal at what moment, the screens with how much stands on each, and a run that is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from engine.lists.values import Kind, Overview
from tui.actions import ACTIONS
from tui.words import clock_words, grouped


@dataclass(frozen=True)
class Tab:
    """A screen on a number key: its name, its title, and one for a narrow terminal."""

    key: str
    name: str
    title: str
    short: str


COUNTED: dict[str, Kind] = {
    "today": "waiting",
    "obligations": "obligations",
    "unrecorded": "unrecorded",
    "letters": "letters",
}
SHORT = {"obligations": "Việc", "unrecorded": "Thiếu", "plans": "KH", "agencies": "CQ", "runs": "Chạy"}
TABS = tuple(
    Tab(one.key, name, one.name, SHORT.get(name, one.name)) for one in ACTIONS if (name := one.goes_to) is not None
)
FORMS: tuple[Callable[[Tab, int | None, bool], str], ...] = (
    lambda tab, number, here: f"{tab.key} {tab.title}{_number(number)}",
    lambda tab, number, here: f"{tab.key} {tab.title if here else tab.short}{_number(number)}",
    lambda tab, number, here: f"{tab.key} {tab.title if here else tab.short}",
    lambda tab, number, here: f"{tab.key} {tab.title}" if here else tab.key,
)


class TopBar(Vertical):
    """Shows where the person is; a click on a tab goes there."""

    def __init__(self) -> None:
        """Start with nothing said."""
        super().__init__()
        self._known: tuple[Overview | None, str] = (None, "")
        self._said: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Horizontal(id="bar"):
            yield Static("", id="bar-office")
            yield Static("", id="bar-clock")
        yield Static("", id="tabs")
        yield Static("", id="run-late")
        yield Static("", id="leaving")

    def show(self, overview: Overview | None, here: str) -> None:
        """Fill the lines, as far as anything is known."""
        self._known = (overview, here)
        self._say("#tabs", tabs_line(overview, here, self.app.size.width))
        if overview is not None:
            self._say("#bar-office", Content(f"Phân Công  {overview.office}"))
            self._say("#bar-clock", Content(clock_words(overview.at)))
            self._say("#run-late", Content(f"! {overview.run_late}" if overview.run_late else ""))
            self.query_one("#run-late").display = bool(overview.run_late)

    def say_leaving(self, words: str) -> None:
        """Say what is about to leave, nothing when nothing is."""
        for line in self.query("#leaving"):  # there is none before the bar is laid out
            self._say("#leaving", Content(words))
            line.display = bool(words)

    def _say(self, part: str, words: Content) -> None:
        """Write a part anew only when it says something else: that lays out the whole screen."""
        if self._said.get(part) != words:
            self._said[part] = words
            self.query_one(part, Static).update(words)

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        if self._known[1]:
            self.show(*self._known)


def tabs_line(overview: Overview | None, here: str, width: int) -> Content:
    """Return the tabs in the fullest form that fits the terminal."""
    numbers = {tab.name: _counted(overview, tab.name) for tab in TABS}
    for form in FORMS:
        texts = [form(tab, numbers[tab.name], tab.name == here) for tab in TABS]
        if sum(cell_len(text) + 1 for text in texts) < width:
            break
    return Content("").join([_tab(tab, text, here) for tab, text in zip(TABS, texts, strict=True)])


def _tab(tab: Tab, text: str, here: str) -> Content:
    if tab.name == here:
        return Content.from_markup(f"[bold $here-text on $here] {text} [/]")
    return Content.from_markup(f"[@click=app.go('{tab.name}')][$bar-quiet] {text}[/][/]")


def _counted(overview: Overview | None, name: str) -> int | None:
    kind = COUNTED.get(name)
    return overview.counts.get(kind, 0) if overview and kind else None


def _number(number: int | None) -> str:
    return "" if number is None else f" {grouped(number)}"
