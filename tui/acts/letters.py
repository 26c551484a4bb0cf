"""Letters let go, short texts to copy, calls."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ledger.reader import LetterRow
from engine.lists.values import Subject
from tui.acts.act import Act, Desk, filled, form_about, is_open, lines_of
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import TextField
from tui.dialogs.shown import Shown
from tui.words import listed


def _is_held(subject: Subject) -> bool:
    return subject.letter is not None


def _release(desk: Desk, subjects: list[Subject]) -> None:
    letters = letters_of(subjects)
    names = list(dict.fromkeys(_addressed(subject) for subject in subjects))

    def answered(yes: bool | None) -> None:
        if yes:
            desk.release([letter.uid for letter in letters])

    desk.push_screen(ask_to_release(desk, len(letters), names), answered)


def ask_to_release(desk: Desk, count: int, names: Sequence[str]) -> Confirm:
    """Return the question before letters are let go: to whom, and what a careful person does first."""
    said = [listed(names), "Thư được cập nhật theo thời điểm phát hành."]
    said += [desk.office.asks_first()]
    said += [f"Tập dượt: mọi thư gửi về {desk.office.redirect}." if desk.office.redirect else ""]
    return Confirm(f"Phát hành {count} thư?", "\n\n".join(filter(None, said)), "Phát hành")


def _preview(desk: Desk, subjects: list[Subject]) -> None:
    from tui.screens.preview import PreviewScreen

    letters = letters_of(subjects)
    addressed = {one.letter.uid: one.addressed or one.line.agency_name for one in subjects if one.letter and one.line}
    addressed |= {one.letter.uid: one.addressed for one in subjects if one.letter and one.addressed}
    shown = desk.office.letters_as_of_now([letter.uid for letter in letters])
    desk.push_screen(PreviewScreen(shown, addressed, len(letters) - len(shown)), None)


def letters_of(subjects: Sequence[Subject]) -> list[LetterRow]:
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
    "preview": Act(_is_held, _preview),
    "called": Act(is_open, _called),
    "zalo": Act(is_open, _zalo),
}
