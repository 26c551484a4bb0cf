"""Boxes to tick and buttons of which one is on, told by a sign and not by colour alone."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """`[x]` or `[ ]`."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name
        """Return the sign."""
        return "x" if self.value else " "

    @property
    def _button(self) -> Content:
        return _drawn(self)


class OneOf(RadioButton):
    """`(•)` or `( )`."""

    BUTTON_LEFT = "("
    BUTTON_RIGHT = ")"

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name
        """Return the sign."""
        return "•" if self.value else " "

    @property
    def _button(self) -> Content:
        return _drawn(self)


def _drawn(button: Tick | OneOf) -> Content:
    """Draw the whole sign in one colour: Textual draws its sides in that of the background, where nobody sees them."""
    sign = f"{button.BUTTON_LEFT}{button.BUTTON_INNER}{button.BUTTON_RIGHT}"
    return Content.assemble((sign, button.get_visual_style("toggle--button")))
