"""Explain: how a date came about, what has happened to one obligation, whose it was and who carries it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.deadlines.words import date_words
from engine.directory.models import Contact
from engine.history_words import by_document, hand_over
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow, history, letter_rows
from engine.ledger.unit import UnknownObligationError
from engine.obligations.ladder import Rung, rungs
from engine.obligations.reasons import steps
from engine.obligations.values import Event
from engine.standing import Line, responsible_now, standing


@dataclass(frozen=True)
class Explanation:
    """One obligation whole: where it stands, the steps to its date, its reminders, its events, its letters.

    `taken_over_from` and `handed_on_to` say whose it was and who carries it on, by what document; empty where nobody.
    `names` are those of agencies by id, in which its events are told.
    """

    line: Line
    plan_title: str
    destination: str
    steps: tuple[str, ...]
    rungs: tuple[Rung, ...]
    events: tuple[Event, ...]
    letters: tuple[LetterRow, ...]
    contact: Contact | None
    taken_over_from: str
    handed_on_to: str
    names: Mapping[str, str]


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
        now = responsible_now(connection, found.book, line.tracked, at)
    what = line.tracked.obligation
    to, via = (found.book.name(agency) if agency else "" for agency in (what.to, what.via))
    return Explanation(
        line=line,
        plan_title=found.book.plans[what.plan].title,
        destination=f"{to} (qua {via})" if via else to,
        steps=tuple(steps(line.tracked, events, ledger.calendar)),
        rungs=tuple(rungs(line.tracked.facts, ledger.calendar)),
        events=tuple(events),
        letters=tuple(letter for letter in letters if letter.drafted_at <= at),
        contact=found.book.contacts.get(what.agency),
        taken_over_from=_origin(line, events[0]),
        handed_on_to=_heirs(line, events, now),
        names=found.book.names,
    )


def _origin(line: Line, opened: Event) -> str:
    """Return whose task this was: `UBND xã Vĩnh Chấp, UBND xã Vĩnh Tú (căn cứ: Nghị quyết số ...)`."""
    return f"{', '.join(line.from_agencies)}{by_document(opened)}" if line.from_agencies else ""


def _heirs(line: Line, events: Sequence[Event], now: tuple[str, ...]) -> str:
    """Return to whom it was handed on, from which day, by what document, and who does it today."""
    event = hand_over(events)
    if event is None or not line.to_agencies:
        return ""
    today = "" if now == line.to_agencies else f"; nay do {', '.join(now)} thực hiện"
    return f"{', '.join(line.to_agencies)} từ ngày {date_words(event.at.date())}{by_document(event)}{today}"
