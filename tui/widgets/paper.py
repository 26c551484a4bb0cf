"""A page to read: laid out once for its width, then only scrolled, so that opening and turning pages is quick."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.style import Style
from textual import events
from textual.strip import Strip

from tui.widgets.roll import Roll

MARGIN = 2
WIDEST = 110


class Paper(Roll, can_focus=True):
    """Shows one text or table, with the arrows to scroll it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Start empty."""
        super().__init__(id=id)
        self._page: RenderableType = ""
        self._lines: list[Strip] = []
        self._laid_out_for = 0
        self._laid_out_in: Style | None = None

    def show(self, page: RenderableType) -> None:
        """Show a page; where the old one was scrolled to, the new one is."""
        self._page = page
        if self.size.width:
            self._lay_out()

    @property
    def lines(self) -> list[Strip]:
        """Return the lines of the page."""
        return self._lines

    def _lay_out(self) -> None:
        width = max(min(self.scrollable_content_region.width - 2 * MARGIN, WIDEST), 1)
        console: Console = self.app.console
        options = console.options.update(width=width, height=None, highlight=False, markup=False)
        base = self._laid_out_in = self.rich_style
        self._lines = [Strip(line).apply_style(base) for line in console.render_lines(self._page, options, pad=False)]
        self._laid_out_for = self.size.width
        self.lengthen_to(len(self._lines) + 2)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew when the width is another."""
        if self.size.width != self._laid_out_for:
            self._lay_out()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        if self._laid_out_for and self._laid_out_in != self.rich_style:
            self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        place = self.scroll_offset.y + y - 1
        style = self.rich_style
        if not 0 <= place < len(self._lines):
            return Strip.blank(self.size.width, style)
        line = Strip.join([Strip.blank(MARGIN, style), self._lines[place]])
        return line.adjust_cell_length(self.size.width, style)
