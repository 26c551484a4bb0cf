"""A file to be named by its path; Tab completes it like a shell does."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.actions import bindings

HINT = "Tab: điền tiếp · Enter: đọc tệp · Esc: không"
NO_FILE = "! Không có tệp này."
NOT_A_KIND = "! Chỉ đọc tệp {}."
NOTHING = "Không có thư mục, tệp nào tên như vậy."
MOST_SHOWN = 8
MOST_LOOKED_AT = 5_000


class ChooseFile(ModalScreen[Path | None]):
    """Returns the file that was named, which is there, or None."""

    BINDINGS: ClassVar = [*bindings("dialog"), Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, title: str, body: str, kinds: Collection[str], start: str = "") -> None:
        """Take the title, what it is about, the endings of names that will do, and what stands there at first."""
        super().__init__()
        self.heading, self._body, self._kinds, self._start = title, body, kinds, start

    def compose(self) -> ComposeResult:
        """Lay out the line and what would complete it."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.heading), classes="dialog-title")
            yield Static(Content(self._body), classes="dialog-body")
            yield Input(self._start, placeholder="đường dẫn tệp .xlsx hoặc .csv", compact=True)
            yield Static("", id="file-found")
            yield Static(HINT, classes="dialog-hint")

    def on_mount(self) -> None:
        """Start at the end of the line."""
        self.query_one(Input).focus()
        self._look(self._start)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    def _look(self, typed: str) -> None:
        names = [_shown(one) for one in completions(typed, self._kinds)]
        rest = [f"… và {len(names) - MOST_SHOWN} mục khác"] if len(names) > MOST_SHOWN else []
        self.query_one("#file-found", Static).update(Content("\n".join([*names[:MOST_SHOWN], *rest]) or NOTHING))
        self._say(HINT)

    def _say(self, words: str) -> None:
        self.query_one(".dialog-hint", Static).update(Content(words))

    def action_complete(self) -> None:
        """Write on as far as all that fits goes the same way."""
        field = self.query_one(Input)
        found = completions(field.value, self._kinds)
        if found and (longer := _common(found)) and len(longer) >= len(_path_text(field.value)):
            field.value = longer
            field.cursor_position = len(longer)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        path = Path(_path_text(event.value))
        found = completions(event.value, self._kinds)
        if not path.is_file() and len(found) == 1 and Path(found[0]).is_file():
            path = Path(found[0])  # what is named beyond doubt need not be written out
        if not path.is_file():
            self._say(NO_FILE)
        elif path.suffix.lower() not in self._kinds:
            self._say(NOT_A_KIND.format(", ".join(self._kinds)))
        else:
            self.dismiss(path)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def completions(typed: str, kinds: Collection[str]) -> list[str]:
    """Return the directories, each with a slash, and the files of some kinds whose paths begin like this."""
    path = _path_text(typed)
    folder, slash, begun = path.rpartition("/")
    try:
        inside = sorted(Path(folder or slash or ".").iterdir())[:MOST_LOOKED_AT]
        fitting = [one for one in inside if _begins(one.name, begun) and (one.is_dir() or one.suffix.lower() in kinds)]
    except (OSError, ValueError):  # no such folder, or none that may be looked into; no path at all
        return []
    return [f"{folder}{slash}{one.name}{'/' if one.is_dir() else ''}" for one in fitting]


def _begins(name: str, begun: str) -> bool:
    if name.startswith(".") and not begun.startswith("."):
        return False
    return unicodedata.normalize("NFC", name).casefold().startswith(unicodedata.normalize("NFC", begun).casefold())


def _common(texts: list[str]) -> str:
    """Return what all begin with."""
    first, last = min(texts), max(texts)
    same = [a for a, b in takewhile(lambda two: two[0] == two[1], zip(first, last, strict=False))]
    return "".join(same)


def _path_text(typed: str) -> str:
    """Return what was typed as a path: without the quotes and the ~ of a shell."""
    text = typed.strip().strip("'\"")
    return str(Path.home()) + text[1:] if text == "~" or text.startswith("~/") else text


def _shown(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2] + ("/" if path.endswith("/") else "")
