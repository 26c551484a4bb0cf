"""Reports: recorded, accepted, returned; and alerts about those that are missing."""

from __future__ import annotations

from engine.lists.values import Subject
from engine.standing import Line
from tui.acts.act import Act, Desk, confirmed, filled, form_about, is_open, lines_of
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import DateField, Field, TextField, TickField
from tui.words import done_words

MOST_NAMED = 6


def _awaits(subject: Subject) -> bool:
    return subject.line is not None and subject.line.state == "awaiting_review"


def _has_result(subject: Subject) -> bool:
    line = subject.line
    return line is not None and not line.tracked.facts.withdrawn_at and line.tracked.facts.done is not None


def _alerts(subject: Subject) -> bool:
    alert = subject.line.tracked.facts.alert if subject.line else None
    return alert is not None and alert.state == "open"


def _awaits_receipt(subject: Subject) -> bool:
    return subject.line is not None and is_open(subject) and subject.line.tracked.facts.received_at is None


def _accept(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    said = [f"{line.agency_name}: {_result(line)}" for line in lines[:MOST_NAMED]]
    rest = [f"… và {len(lines) - MOST_NAMED} đầu việc khác"] if len(lines) > MOST_NAMED else []
    question = Confirm("Xác nhận kết quả?", "\n".join([*said, *rest]), "Xác nhận")
    confirmed(desk, question, lambda: desk.office.accept(lines))


def _give_back(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    needed = "Hãy ghi lý do để cơ quan biết cần bổ sung gì."
    fields = [TextField("reason", "Nội dung cần bổ sung, hoàn thiện:", needed)]
    form = form_about("Đề nghị bổ sung, hoàn thiện", lines, fields, "Trả lại")
    filled(desk, form, lambda found: desk.office.give_back(lines, **found))


def _acknowledge(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    desk.act(lambda: desk.office.acknowledge(lines))


def _record(desk: Desk, subjects: list[Subject]) -> None:
    lines, today = lines_of(subjects), desk.office.now().date()
    fields: list[Field] = [
        TextField("number", "Số, ký hiệu văn bản (để trống nếu không phát sinh):"),
        DateField("document_date", "Ngày văn bản:", today),
        DateField("sent", "Ngày gửi:", today, "Hãy ghi ngày đơn vị gửi.", value=today),
        TickField("nothing", "Đơn vị báo không phát sinh"),
    ]
    form = form_about("Ghi nhận báo cáo, kết quả đến bằng cách khác", lines, fields, "Ghi nhận")
    filled(desk, form, lambda found: desk.office.record(lines, **found))


def _received(desk: Desk, subjects: list[Subject]) -> None:
    lines = lines_of(subjects)
    desk.act(lambda: desk.office.received(lines))


def _result(line: Line) -> str:
    done = line.tracked.facts.done
    return done_words(done) if done else ""


ACTS = {
    "accept": Act(_awaits, _accept),
    "give_back": Act(_has_result, _give_back),
    "acknowledge": Act(_alerts, _acknowledge),
    "record": Act(is_open, _record),
    "received": Act(_awaits_receipt, _received),
}
