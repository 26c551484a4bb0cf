"""The short text to copy into Zalo: as an obligation stands at a moment; copying it records nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.ledger.ledger import Ledger
from engine.ledger.unit import UnknownObligationError
from engine.letters.short import short
from engine.letters.values import Stage
from engine.letters.wording import wording_in
from engine.standing import Line, standing
from engine.steps.drafting import Desk


@dataclass(frozen=True)
class ShortText:
    """The text about one obligation, and whom to send it to."""

    obligation: str
    agency: str
    contact: str
    phone: str
    text: str


def short_texts(ledger: Ledger, obligations: list[str], at: dt.datetime) -> list[ShortText]:
    """Return a text for each obligation, in the order asked for.

    Raises:
        UnknownObligationError: one of them is not known.
    """
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        found = standing(connection, ledger.calendar, at, only=obligations)
        lines = {line.id: line for line in found.lines}
        desk = Desk(ledger.settings, found.book, ledger.calendar, ledger.keys.links)
        return [_short(desk, _of(lines, one), at) for one in dict.fromkeys(obligations)]


def _of(lines: dict[str, Line], obligation: str) -> Line:
    if obligation not in lines:
        raise UnknownObligationError(f"Không có đầu việc “{obligation}”. Xem danh sách bằng `phancong status`.")
    return lines[obligation]


def _short(desk: Desk, line: Line, at: dt.datetime) -> ShortText:
    agency = line.tracked.obligation.agency
    contact = desk.book.contacts.get(agency)
    item = desk.item(line.tracked, _stage(line))
    text = short(item, desk.sender(line.tracked), desk.book.relations[agency], at, wording_in(desk.settings.templates))
    return ShortText(line.id, line.agency_name, contact.name if contact else "", contact.phone if contact else "", text)


def _stage(line: Line) -> Stage:
    facts = line.tracked.facts
    if facts.done:
        return "recorded"
    if line.state == "overdue":
        return "after"
    return "coming" if facts.last_day else "new"
