"""Boxes to tick and buttons of which one is on, told by a sign and not by colour alone."""

from __future__ import annotations

from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """`[x]` or `[ ]`."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name
        """Return the sign."""
        return "x" if self.value else " "


class OneOf(RadioButton):
    """`(•)` or `( )`."""

    BUTTON_LEFT = "("
    BUTTON_RIGHT = ")"

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name
        """Return the sign."""
        return "•" if self.value else " "
