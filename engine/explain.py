"""Explain: how a date came about, and what has happened to one obligation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import last_day
from engine.deadlines.words import limit_in_full, limit_words, moment_words, weekday_date
from engine.directory.models import Contact
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow, history, letter_rows
from engine.ledger.unit import UnknownObligationError
from engine.obligations.history import Facts
from engine.obligations.ladder import Rung, rungs
from engine.obligations.values import Event
from engine.standing import Line, standing


@dataclass(frozen=True)
class Explanation:
    """One obligation whole: where it stands, the steps to its date, its reminders, its events, its letters."""

    line: Line
    plan_title: str
    destination: str
    steps: tuple[str, ...]
    rungs: tuple[Rung, ...]
    events: tuple[Event, ...]
    letters: tuple[LetterRow, ...]
    contact: Contact | None


def explain(ledger: Ledger, obligation: str, at: dt.datetime) -> Explanation:
    """Return everything known of one obligation at `at`."""
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        found = standing(connection, ledger.calendar, at, only=[obligation])
        line = next((line for line in found.lines if line.id == obligation), None)
        if line is None:
            raise UnknownObligationError(f"Không có đầu việc “{obligation}”. Xem danh sách bằng `phancong status`.")
        events = history(connection, [obligation], at).get(obligation, [])
        letters = letter_rows(connection, obligation=obligation)
    what = line.tracked.obligation
    to, via = (found.book.name(agency) if agency else "" for agency in (what.to, what.via))
    return Explanation(
        line=line,
        plan_title=found.book.plans[what.plan].title,
        destination=f"{to} (qua {via})" if via else to,
        steps=tuple(steps(line.tracked.facts, ledger.calendar)),
        rungs=tuple(rungs(line.tracked.facts, ledger.calendar)),
        events=tuple(events),
        letters=tuple(letter for letter in letters if letter.drafted_at <= at),
        contact=found.book.contacts.get(what.agency),
    )


def steps(facts: Facts, calendar: WorkingCalendar) -> list[str]:
    """Say how the limit follows from the plan's words, each step with its ground."""
    last = last_day(facts.due)
    if last is None:
        return ["Kế hoạch không ấn định thời hạn cho nhiệm vụ này."]
    said = [f"Kế hoạch ghi: {limit_words(facts.first_due)}."]
    if facts.due != facts.first_due:
        said.append(f"Thời hạn điều chỉnh: {limit_words(facts.due)}.")
    said.append(f"Tức là {limit_in_full(facts.due)}.")
    said.append(_day_off(last, calendar))
    if facts.missed_at:
        said.append(f"Tính là quá hạn từ {moment_words(facts.missed_at)}.")
    else:
        said.append("Cơ quan được đề nghị phối hợp: không tính quá hạn, không cảnh báo.")
    return said


def _day_off(last: dt.date, calendar: WorkingCalendar) -> str:
    unknown = (
        "" if calendar.knows(last.year) else f" (chưa có lịch nghỉ lễ năm {last.year}: mới tính thứ Bảy, Chủ nhật)"
    )
    why = calendar.why_off(last)
    if why is None:
        return f"Ngày cuối, {weekday_date(last)}, là ngày làm việc{unknown}."
    return f"Ngày cuối, {weekday_date(last)}, là ngày nghỉ ({why}); kế hoạch không nói dời hạn nên thời hạn giữ nguyên{unknown}."
