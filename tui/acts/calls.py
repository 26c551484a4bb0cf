"""Agencies to call: that somebody has, and the short text to send instead."""

from __future__ import annotations

from engine.lists.calls import Call
from engine.lists.values import Subject
from tui.acts.act import Act, Desk, filled
from tui.dialogs.form import Form, TextField
from tui.dialogs.shown import Shown
from tui.office import Outcome
from tui.office_calls import NOBODY, called, texted, texts_of
from tui.words import listed


def _is_call(subject: Subject) -> bool:
    return subject.call is not None


def _called(desk: Desk, subjects: list[Subject]) -> None:
    calls = _calls(subjects)
    body = listed([f"{call.agency_name}: {call.said}" for call in calls])
    form = Form("Đã gọi điện", body, [TextField("note", "Nội dung trao đổi (nếu có):")], "Ghi")
    filled(desk, form, lambda found: called(desk.office, calls, found["note"]))


def _zalo(desk: Desk, subjects: list[Subject]) -> None:
    calls = _calls(subjects)
    found = texts_of(desk.office, calls)
    if not found:
        desk.act(lambda: Outcome(NOBODY, "warning"))
        return
    texts = "\n\n".join(one.text for one in found)
    desk.copy_to_clipboard(texts)

    def answered(sent: bool | None) -> None:
        if sent:
            desk.act(lambda: texted(desk.office, calls, found))

    desk.push_screen(Shown("Tin ngắn để dán vào Zalo (đã chép)", texts, "Ghi nhận đã nhắn"), answered)


def _calls(subjects: list[Subject]) -> list[Call]:
    return [subject.call for subject in subjects if subject.call]


ACTS = {
    "called": Act(_is_call, _called),
    "zalo": Act(_is_call, _zalo, "Tin Zalo"),
}
