"""The last line: the keys that do something here and now, each a click too."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.actions import Action

GAP = "  "
LAST = ("help", "quit")


class KeysLine(Static):
    """Names keys as far as there is room; how to get help and how to leave always stand at the end."""

    _shown: tuple[object, ...] = ()

    def show(self, actions: Sequence[Action], width: int) -> None:
        """Name these keys."""
        shown = (tuple(actions), width)
        if shown == self._shown:
            return
        self._shown = shown
        last = [action for action in actions if action.method in LAST]
        rest = [action for action in actions if action.method not in LAST]
        kept = _fitting(rest, width - 2 - _width(last))
        self.update(Content(GAP).join([_words(action) for action in (*kept, *last)]), layout=False)


def _fitting(actions: Sequence[Action], room: int) -> Sequence[Action]:
    count = len(actions)
    while count and _width(actions[:count]) > room:
        count -= 1
    return actions[:count]


def _width(actions: Sequence[Action]) -> int:
    return sum(cell_len(f"{action.shown} {action.name}{GAP}") for action in actions)


def _words(action: Action) -> Content:
    click = f"[@click={action.target}][$footer-key-foreground bold]$key[/] $name[/]"
    return Content.from_markup(click, key=action.shown, name=action.name)
