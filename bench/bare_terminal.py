"""What the terminal is measured against: an empty Textual program, and a DataTable of 10,000 rows to move in."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static

READY = "SẴN SÀNG"
ROWS = 10_000


class Empty(App[None]):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static(READY)


class Table(App[None]):
    """A table of 10,000 rows, filled in one go."""

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Cơ quan", "Nội dung", "Mục", "Thời hạn", "Tình trạng")
        rows = ((f"UBND xã Vĩnh {n}", f"Báo cáo kết quả đợt {n % 20}", "V", "trước 10/12", READY) for n in range(ROWS))
        table.add_rows(rows)
        table.focus()


if __name__ == "__main__":
    {"empty": Empty, "table": Table}[sys.argv[1]]().run()
