"""A small sheet to type in: agencies down, a few text cells across, the keys of a spreadsheet.

It knows nothing of what cells mean: `tidy` writes out what was typed, `judge` says by which sign a cell is marked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from tui.actions import actions_of, bindings
from tui.columns import Column, cut, fitted
from tui.widgets.roll import Roll

MARGIN = 2
AMPLE = 18  # cells that a column of names or numbers takes where there is room
NARROW = 60  # cells below which only one column stands beside the names
GAP = 1
LONGEST = 100
WRONG = "!"
FILLED = "+"
Place = tuple[int, int]
KEYS = {action.key: action.parsed for action in actions_of("cells")}


class Sheet(Roll, can_focus=True):
    """Cells of text. `changed` is called when any cell has changed or the cursor has moved."""

    BINDINGS = bindings("cells")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--header", "sheet--cursor", "sheet--cell", "sheet--row"}

    def __init__(
        self,
        columns: Sequence[Column],
        tidy: Callable[[int, str], str],
        changed: Callable[[], None],
        pasted: Callable[[str], Mapping[Place, str]],
    ) -> None:
        """Name the columns, that of the names first; say how a cell is written out, and where a pasted text goes."""
        super().__init__()
        self._columns, self._tidy, self._tell, self._paste = columns, tidy, changed, pasted
        self.names: list[str] = []
        self.cells: list[list[str]] = []
        self.wrong: Mapping[Place, str] = {}
        self.row = self.column = 0
        self._widths: list[tuple[int, int]] | None = None
        self._typing: list[str] | None = None  # what stands before and after the caret

    # What is in it

    @property
    def width(self) -> int:
        """Return how many cells a row has."""
        return len(self._columns) - 1

    @property
    def is_typing(self) -> bool:
        """Say whether a cell is being typed in."""
        return self._typing is not None

    def show_rows(self, names: Sequence[str], cells: Sequence[Sequence[str]], row: int) -> None:
        """Show these rows, the cursor in the one at place `row`; what is being typed there is typed on."""
        self.names, self.cells = list(names), [list(one) for one in cells]
        self.lengthen_to(len(self.names) + 1)
        self.row = max(min(row, len(self.names) - 1), 0)
        self._into_sight()
        self._changed()

    def mark(self, wrong: Mapping[Place, str]) -> None:
        """Show which cells are wrong."""
        self.wrong = wrong
        self.refresh()

    def fill(self, cells: Mapping[Place, str]) -> None:
        """Put texts into cells."""
        for (row, column), text in cells.items():
            self.cells[row][column] = self._tidy(column, text)
        self._changed()

    def _changed(self) -> None:
        self._widths = None
        self._tell()
        self.refresh()

    # Moving

    def go(self, row: int, column: int) -> None:
        """Move the cursor to a cell, keeping what is being typed."""
        self._keep()
        self.row = max(min(row, len(self.names) - 1), 0)
        self.column = max(min(column, self.width - 1), 0)
        self._into_sight()
        self._changed()

    def action_move(self, down: int, right: int) -> None:
        """Move by some cells; in a cell being edited, left and right move the caret."""
        if self._typing is not None and right:
            self._caret(right)
        else:
            self.go(self.row + down, self.column + right)

    def action_next(self, by: int = 1) -> None:
        """Go to the next cell, after the last of a row to the first of the next."""
        place = max(self.row * self.width + self.column + by, 0)
        if place < len(self.names) * self.width:
            self.go(*divmod(place, self.width))
        else:
            self.go(self.row, self.column)

    def action_page(self, by: int) -> None:
        """Go a screen up or down."""
        self.go(self.row + by * max(self.size.height - 1, 1), self.column)

    def action_edge(self, right: int) -> None:
        """Go to the first or the last cell of the row; while typing, to the beginning or the end of the text."""
        if self._typing is not None:
            text = "".join(self._typing)
            self._type(*((text, "") if right else ("", text)))
        else:
            self.go(self.row, self.width - 1 if right else 0)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell clicked on; a second click edits it."""
        row = self.scroll_offset.y + event.y - 1
        if event.y < 1 or row >= len(self.names):
            return
        column, left = self.column, MARGIN
        for place, width in self._fitted():
            if event.x >= left and place:
                column = place - 1
            left += width + GAP
        if (row, column) == (self.row, self.column):
            self.action_edit()
        self.go(row, column) if not self.is_typing else None

    # Typing

    def on_key(self, event: events.Key) -> None:
        """Take what is typed: it replaces what stands in the cell.

        The other keys are done here too and at once: as bindings they would come after the letters typed behind them.
        """
        if event.key in KEYS:
            event.stop()
            event.prevent_default()
            name, given = KEYS[event.key]
            getattr(self, f"action_{name}")(*given)
        elif event.is_printable and event.character and self.names:
            event.stop()
            event.prevent_default()
            if event.character == '"' and self._typing is None:
                self.action_repeat()
                return
            before, after = self._typing or ("", "")
            self._type(before + event.character, after)

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted text: a word into the cell being typed in, rows and columns into the sheet."""
        event.stop()
        if not self.names:
            return
        one = event.text.strip("\r\n")
        if self._typing is not None and not set(one) & set("\t\r\n"):
            self._type(self._typing[0] + one[:LONGEST], self._typing[1])
        else:
            self._keep()
            self.fill(self._paste(event.text))

    def _type(self, before: str, after: str) -> None:
        before = unicodedata.normalize("NFC", before)[:LONGEST]
        self._typing = [before, after[:LONGEST]]
        self.refresh()

    def _caret(self, right: int) -> None:
        assert self._typing is not None
        before, after = self._typing
        if right > 0:
            self._type(before + after[:1], after[1:])
        else:
            self._type(before[:-1], before[-1:] + after)

    def _keep(self) -> None:
        """Keep what is being typed."""
        if self._typing is not None:
            text, self._typing = "".join(self._typing), None
            self.cells[self.row][self.column] = self._tidy(self.column, text)

    def action_enter(self) -> None:
        """Keep what was typed and go on; a cell in which nothing is typed is passed over too."""
        self.action_next()

    def action_edit(self) -> None:
        """Type on at the end of what stands in the cell."""
        if self.names and self._typing is None:
            self._type(self.cells[self.row][self.column], "")

    def action_clear(self) -> None:
        """Empty the cell; while typing, the sign after the caret."""
        if self._typing is not None:
            self._type(self._typing[0], self._typing[1][1:])
        elif self.names:
            self.fill({(self.row, self.column): ""})

    def action_erase(self) -> None:
        """Take away the sign before the caret; in a cell not typed in, all."""
        if self._typing is not None:
            self._type(self._typing[0][:-1], self._typing[1])
        else:
            self.action_clear()

    def action_repeat(self) -> None:
        """Put in what stands above, and go on down."""
        if self.names and self.row:
            self._typing = None
            self.fill({(self.row, self.column): self.cells[self.row - 1][self.column]})
            self.go(self.row + 1, self.column)

    def stop_typing(self) -> bool:
        """Forget what is being typed; say whether anything was."""
        was, self._typing = self._typing is not None, None
        if was:
            self._changed()
        return was

    def keep(self) -> None:
        """Keep what is being typed, staying there."""
        self._keep()
        self._changed()

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._widths = None
        self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        page, top = max(self.size.height - 1, 1), self.scroll_offset.y
        if not top <= self.row < top + page:
            self.scroll_to(y=self.row if self.row < top else self.row - page + 1, animate=False, immediate=True)
        self.refresh()

    def _fitted(self) -> list[tuple[int, int]]:
        """Return the place and width of each column shown: where there is no room for all, of the cell under the cursor."""
        if self._widths is not None:
            return self._widths
        natural = [max(cell_len(one.title), AMPLE if one.share else 0) for one in self._columns]
        rows = [[name, *cells] for name, cells in zip(self.names, self.cells, strict=True)]
        natural = [max([own, *(cell_len(row[i]) for row in rows)]) for i, own in enumerate(natural)]
        room = max(self.scrollable_content_region.width - MARGIN, 0)
        places = range(len(self._columns)) if room >= NARROW else (0, self.column + 1)
        wanted = [natural[i] for i in places]
        widths = fitted([self._columns[i] for i in places], wanted, min(room, sum(wanted) + len(wanted)))
        self._widths = list(zip(places, widths, strict=True))
        return self._widths

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        widths = self._fitted()
        if y == 0:
            style = self.get_component_rich_style("sheet--header")
            titles = [set_cell_size(cut(self._columns[i].title, w), w) for i, w in widths]
            return self._strip([Segment(" " * MARGIN + " ".join(titles), style)], style)
        row = self.scroll_offset.y + y - 1
        return self._row(row, widths) if row < len(self.names) else self._strip([], self.rich_style)

    def _row(self, row: int, widths: Sequence[tuple[int, int]]) -> Strip:
        here = self.get_component_rich_style("sheet--row") if row == self.row else self.rich_style
        is_wrong = any(place[0] == row for place in self.wrong)
        sign, tone = (WRONG, "danger") if is_wrong else (FILLED if any(self.cells[row]) else "", "good")
        segments = [Segment(sign.ljust(MARGIN), here + Style.parse(self.app.theme_variables[f"tone-{tone}"]))]
        _, width = widths[0]
        segments += [Segment(set_cell_size(cut(self.names[row], width), width), here), Segment(" ", here)]
        for place, width in widths[1:]:
            column = place - 1
            sign = WRONG if (row, column) in self.wrong else " "
            segments[-1] = Segment(sign, here + Style.parse(self.app.theme_variables["tone-danger"]))
            segments += [*self._cell(row, column, width), Segment(" ", here)]
        return self._strip(segments, self.rich_style)

    def _cell(self, row: int, column: int, width: int) -> list[Segment]:
        text, wrong = self.cells[row][column], (row, column) in self.wrong
        style = self.get_component_rich_style("sheet--cell")
        if (row, column) == (self.row, self.column):
            style = self.get_component_rich_style("sheet--cursor")
            if self._typing is not None:
                before, after = self._typing
                return _caret_cell(before, after, width, style)
        elif wrong:
            style += Style.parse(self.app.theme_variables["tone-danger"])
        return [Segment(set_cell_size(cut(text, width), width), style)]

    def _strip(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, style)


def _caret_cell(before: str, after: str, width: int, style: Style) -> list[Segment]:
    """Return a cell in which something is typed, so much of it that the caret is seen."""
    while before and cell_len(before) >= width:
        before = before[1:]
    under, rest = after[:1] or " ", after[1:]
    room = max(width - cell_len(before) - cell_len(under), 0)
    caret = Segment(under, style + Style(reverse=True, underline=True))
    return [Segment(before, style + Style(underline=True)), caret, Segment(set_cell_size(rest, room), style)]
