"""One letter held, as it will go, to read before letting it go."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.words import moment_words
from engine.ledger.reader import LetterRow
from tui.reading import Reading, Subject
from tui.screens.page import PageScreen

AS_OF = "Thời điểm nêu trong thư được cập nhật khi phát hành."


class LetterScreen(PageScreen):
    """Một thư chờ phát hành."""

    def __init__(self, letter: LetterRow) -> None:
        """Take the letter as the list had it."""
        super().__init__()
        self._letter = letter

    def subjects(self) -> list[Subject]:
        """Return this letter while it waits."""
        return [Subject(letter=letter) for letter in self.desk.reading.held if letter.uid == self._letter.uid]

    def content(self, reading: Reading) -> RenderableType:
        """Return the letter, in its newest wording."""
        self._letter = next((one for one in reading.held if one.uid == self._letter.uid), self._letter)
        letter, waits = self._letter, bool(self.subjects())
        head = self.fields(
            [
                ("Gửi tới", letter.email, "plain"),
                ("Cơ quan", reading.addressed(letter), "plain"),
                ("Tiêu đề", letter.subject, "plain"),
                ("Soạn lúc", moment_words(letter.drafted_at), "plain"),
                ("Tình trạng", f"@ chờ phát hành. {AS_OF}" if waits else "không còn chờ phát hành", "warning"),
                ("Tập dượt", f"thư gửi về {redirect}" if (redirect := self.desk.office.redirect) else "", "warning"),
            ]
        )
        return Group(head, Text("\n" + "─" * 40, self.style("quiet")), Text(letter.text))
