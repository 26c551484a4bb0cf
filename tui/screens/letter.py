"""One letter held, as it will go, to read before letting it go."""

from __future__ import annotations

import datetime as dt

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.words import moment_words
from engine.lists.values import Subject, View
from tui.screens.page import PageScreen

AS_OF = "Thời điểm nêu trong thư được cập nhật khi phát hành."


class LetterScreen(PageScreen[tuple[Subject, ...]]):
    """Một thư chờ phát hành."""

    def subjects(self) -> list[Subject]:
        """Return this letter while it waits."""
        return [self._subject] if self._known is None else list(self._known)

    def fetch(self, at: dt.datetime) -> tuple[Subject, ...]:
        """Read the letter in its newest wording; nothing when it waits no more."""
        return self.desk.office.lists.page(
            at, View("letters", only=frozenset([self._subject.key.removeprefix("letter:")])), 0, 1
        )

    def content(self, known: tuple[Subject, ...]) -> RenderableType:
        """Return the letter, as it was last when it waits no more."""
        self._subject = known[0] if known else self._subject
        letter, waits = self._subject.letter, bool(known)
        assert letter is not None
        head = self.fields(
            [
                ("Gửi tới", letter.email, "plain"),
                ("Cơ quan", self._subject.addressed, "plain"),
                ("Tiêu đề", letter.subject, "plain"),
                ("Soạn lúc", moment_words(letter.drafted_at), "plain"),
                ("Tình trạng", f"@ chờ phát hành. {AS_OF}" if waits else "không còn chờ phát hành", "warning"),
                ("Tập dượt", f"thư gửi về {redirect}" if (redirect := self.desk.office.redirect) else "", "warning"),
            ]
        )
        return Group(head, Text("\n" + "─" * 40, self.style("quiet")), Text(letter.text))
