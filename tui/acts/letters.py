"""Letters let go, short texts to copy, calls."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ledger.reader import LetterRow
from engine.lists.values import Subject
from tui.acts.act import Act, Desk, confirmed, filled, form_about, is_open, lines_of
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import TextField
from tui.dialogs.shown import Shown
from tui.words import listed


def _is_held(subject: Subject) -> bool:
    return subject.letter is not None


def _release(desk: Desk, subjects: list[Subject]) -> None:
    letters = _letters(subjects)
    names = list(dict.fromkeys(_addressed(subject) for subject in subjects))
    body = f"{listed(names)}\n\nThư được cập nhật theo thời điểm phát hành, gửi ngay, không rút lại được."
    if desk.office.redirect:
        body += f"\nTập dượt: mọi thư gửi về {desk.office.redirect}."
    question = Confirm(f"Phát hành {len(letters)} thư?", body, "Phát hành")
    confirmed(desk, question, lambda: desk.office.release(letters))


def _letters(subjects: Sequence[Subject]) -> list[LetterRow]:
    """Return their letters, each once."""
    return list({subject.letter.uid: subject.letter for subject in subjects if subject.letter}.values())


def _addressed(subject: Subject) -> str:
    return f"{subject.addressed} ({subject.letter.email if subject.letter else ''})"


def _called(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    form = form_about("Đã gọi điện", lines, [TextField("note", "Nội dung trao đổi (nếu có):")], "Ghi")
    filled(desk, form, lambda found: desk.office.called(lines, "phone", found["note"]))


def _zalo(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    texts = desk.office.short_texts(lines)
    desk.copy_to_clipboard("\n\n".join(texts))

    def answered(sent: bool | None) -> None:
        if sent:
            desk.act(lambda: desk.office.called(lines, "zalo", ""))

    title = "Tin ngắn để dán vào Zalo (đã chép)"
    desk.push_screen(Shown(title, "\n\n".join(texts), "Ghi nhận đã nhắn"), answered)


ACTS = {
    "release": Act(_is_held, _release),
    "called": Act(is_open, _called),
    "zalo": Act(is_open, _zalo),
}
