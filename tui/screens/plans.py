"""Key 6: plans."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from engine.lists.values import Overview
from tui.screens.place import PlaceScreen


class PlansScreen(PlaceScreen):
    """Kế hoạch."""

    PLACE = "plans"

    def body(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static("")

    def on_read(self, overview: Overview) -> None:
        """Ask for what is shown."""
