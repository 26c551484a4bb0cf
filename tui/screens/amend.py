"""A changed spec: which file, what is wrong with it or what it would change, and applied only as it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.form import Filled, Form, TextField
from tui.dialogs.shown import Shown
from tui.office_plans import Amended, Amendments

if TYPE_CHECKING:
    from tui.app import PhancongApp

TITLE = "So sánh bản kế hoạch sửa đổi"
ASK = TextField("path", "Tệp kế hoạch (.yaml):", "Hãy ghi đường dẫn của tệp.", hint="plan_specs/ke-hoach.yaml")


def ask_for_spec(desk: PhancongApp) -> None:
    """Ask for the file, then show what it would change."""

    def answered(found: Filled | None) -> None:
        if found is not None:
            path = found["path"]
            desk.reader.ask(
                lambda: amendments.compare(path), lambda read: _show(desk, amendments, read), desk.refused, slow=True
            )

    amendments = Amendments(desk.office)
    desk.push_screen(Form(TITLE, "", [ASK], "So sánh"), answered)


def _show(desk: PhancongApp, amendments: Amendments, read: Amended) -> None:
    def answered(yes: bool | None) -> None:
        if yes and read.can_apply:
            desk.act(lambda: amendments.apply(read))

    desk.push_screen(Shown(TITLE, read.words, "Áp dụng" if read.can_apply else "Đã xem"), answered)
