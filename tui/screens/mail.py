"""One mail that came back: who wrote, about what, what is attached and where that is kept, and the text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.words import moment_words
from engine.ledger.mails import KeptFile, MailRow
from engine.lists.values import Subject
from engine.standing import Line
from tui.office_mails import KnownMail, look_at
from tui.screens.page import PageScreen
from tui.widgets.details import contact_words
from tui.words import MAIL_WORDS, short_limit, state_words

UNKNOWN = "không rõ"
TOO_LARGE = "quá lớn, chưa lưu; xem trong hộp thư của cơ quan"
KILO, MEGA = 1024, 1024 * 1024


class MailScreen(PageScreen[KnownMail]):
    """Một thư đến."""

    @property
    def _mail(self) -> MailRow:
        assert self._subject.mail is not None
        return self._subject.mail

    def subjects(self) -> list[Subject]:
        """Return this mail while it waits."""
        settled = self._known is not None and self._known.mail.settled_at is not None
        return [] if settled else [self._subject]

    def head(self) -> RenderableType:
        """Return who wrote and what about."""
        return Text(f"{self._subject.addressed}\n{self._mail.subject}\n", "bold")

    def fetch(self, at: dt.datetime) -> KnownMail:
        """Read the mail and what it may be about."""
        return look_at(self.desk.office, self._mail, at)

    def content(self, known: KnownMail) -> RenderableType:
        """Return the page."""
        mail, today = known.mail, self.desk.office.now().date()
        fields = self.fields(
            [
                ("Loại", MAIL_WORDS[mail.kind], "plain"),
                ("Lý do", known.why, "plain"),
                ("Người gửi", mail.sender or UNKNOWN, "plain"),
                ("Nhận lúc", moment_words(mail.at), "plain"),
                ("Về thư", f"{mail.letter_subject} (gửi {mail.to})" if mail.letter_subject else "", "plain"),
                ("Liên hệ", contact_words(self._subject.contact), "plain"),
                ("Tình trạng", _settled(mail), "plain" if mail.settled_at else "warning"),
            ]
        )
        return Group(
            self.head(),
            fields,
            Text("\n" + "─" * 40, self.style("quiet")),
            Text(mail.text or "(thư không có chữ)"),
            self.section("Tệp kèm theo", [_file(file, known.folder) for file in mail.files], "Không có."),
            self.section("Đầu việc", [_line(line, today) for line in known.lines], "Chưa rõ thư nói về đầu việc nào."),
        )


def _settled(mail: MailRow) -> str:
    return f"đã xử lý {moment_words(mail.settled_at)} ({mail.settled_by})" if mail.settled_at else "chờ xem"


def _file(file: KeptFile, folder: Path) -> tuple[str, str]:
    where = str(folder / file.sha256) if file.sha256 else TOO_LARGE
    return f"{file.name} ({_size(file.size)})", where


def _size(size: int) -> str:
    return f"{size / MEGA:.1f} MB".replace(".", ",") if size >= MEGA else f"{max(size // KILO, 1)} KB"


def _line(line: Line, today: dt.date) -> tuple[str, str]:
    limit = short_limit(line.tracked.facts, today)
    return limit, f"{line.tracked.obligation.text} · {state_words(line)} · {line.agency_name}"
