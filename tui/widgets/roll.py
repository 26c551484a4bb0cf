"""What can be scrolled without laying out the screen: how long it is may change with every key."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView

from tui.widgets.in_turn import InTurn


class Roll(ScrollView, InTurn):
    """A ScrollView whose scrollbar is always there, so that no other widget need be laid out when its length changes."""

    def lengthen_to(self, height: int) -> None:
        """Learn how many lines there are now."""
        if height != self.virtual_size.height:
            self.set_reactive(Roll.virtual_size, Size(0, height))
            self.vertical_scrollbar.window_virtual_size = height
            if self.scroll_offset.y > self.max_scroll_y:
                self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
            self.vertical_scrollbar.refresh()
