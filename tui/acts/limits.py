"""Limits and who keeps them: more time, kept as it is, reminders paused, another agency, followed no more."""

from __future__ import annotations

from engine.deadlines.rules import After, Ahead
from engine.lists.values import Subject
from tui.acts.act import Act, Desk, about, filled, form_about, is_open, lines_of
from tui.dialogs.form import DateField, Field, Form, TextField, TickField
from tui.dialogs.pick import Choice, Pick


def _asks(subject: Subject) -> bool:
    facts = subject.line.tracked.facts if subject.line else None
    return facts is not None and is_open(subject) and bool(facts.extension_asked or facts.reassign_asked)


def _has_limit(subject: Subject) -> bool:
    return subject.line is not None and is_open(subject) and subject.line.tracked.facts.missed_at is not None


def _waits_for_event(subject: Subject) -> bool:
    line = subject.line
    return line is not None and is_open(subject) and isinstance(line.tracked.obligation.due, After | Ahead)


def _is_followed(subject: Subject) -> bool:
    return subject.line is not None and not subject.line.tracked.facts.withdrawn_at


def _extend(desk: Desk, subjects: list[Subject]) -> None:
    lines, today = lines_of(subjects), desk.office.now().date()
    asked = lines[0].tracked.facts.extension_asked if len(lines) == 1 else None
    fields: list[Field] = [
        DateField("until", "Gia hạn đến hết ngày:", asked or today, "Hãy ghi ngày.", value=asked),
        TextField("basis", "Căn cứ:", "Hãy ghi căn cứ.", hint="số văn bản, hoặc: điện thoại (chờ văn bản)"),
        TickField("provisional", "Tạm thời, chờ văn bản"),
    ]
    form = form_about("Gia hạn", lines, fields, "Gia hạn")
    filled(desk, form, lambda found: desk.office.extend(lines, **found))


def _decline(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    needed = "Hãy ghi lý do; lý do được nêu trong thư trả lời đơn vị."
    fields = [TextField("reason", "Lý do (nêu trong thư trả lời đơn vị):", needed)]
    form = form_about("Giữ nguyên thời hạn, phân công", lines, fields, "Giữ nguyên")
    filled(desk, form, lambda found: desk.office.decline(lines, **found))


def _silence(desk: Desk, subjects: list[Subject]) -> None:
    lines, today = lines_of(subjects), desk.office.now().date()
    fields: list[Field] = [
        DateField("until", "Tạm ngừng nhắc đến ngày:", today, "Hãy ghi ngày."),
        TextField("reason", "Lý do (nếu có):"),
    ]
    form = form_about("Tạm ngừng nhắc", lines, fields, "Tạm ngừng")
    filled(desk, form, lambda found: desk.office.silence(lines, **found))


def _withdraw(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    fields = [TextField("reason", "Lý do:", "Hãy ghi lý do.")]
    form = form_about(f"Dừng theo dõi {len(lines)} đầu việc", lines, fields, "Dừng theo dõi")
    filled(desk, form, lambda found: desk.office.withdraw(lines, **found))


def _reassign(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    holders = {line.tracked.obligation.agency for line in lines}

    def chosen(to: str | None) -> None:
        if to is not None:
            fields = [TextField("reason", "Văn bản hoặc lý do:", "Hãy ghi văn bản hoặc lý do.")]
            form = Form(f"Giao lại cho {names[to]}", about(lines), fields, "Giao lại")
            filled(desk, form, lambda found: desk.office.reassign(lines, to, names[to], **found))

    names = desk.office.lists.agency_names()
    choices = [Choice(agency, name) for agency, name in names.items() if agency not in holders]
    desk.push_screen(Pick("Giao lại cho cơ quan nào?", choices), chosen)


def _event(desk: Desk, subjects: list[Subject]) -> None:
    lines, today = lines_of(subjects), desk.office.now().date()
    events = {due.event for line in lines if isinstance(due := line.tracked.obligation.due, After | Ahead)}
    fields: list[Field] = [
        DateField("day", f"Ngày xảy ra: {', '.join(sorted(events))}", today, "Hãy ghi ngày.", value=today),
        TextField("reason", "Căn cứ (nếu có):"),
    ]
    form = form_about("Ghi nhận sự kiện mà thời hạn tính theo", lines, fields, "Ghi nhận")
    filled(desk, form, lambda found: desk.office.record_event(lines, **found))


ACTS = {
    "extend": Act(_has_limit, _extend),
    "decline": Act(_asks, _decline),
    "silence": Act(is_open, _silence),
    "reassign": Act(is_open, _reassign),
    "withdraw": Act(_is_followed, _withdraw),
    "event": Act(_waits_for_event, _event),
}
