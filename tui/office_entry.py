"""Quick entry and the register as the person at the terminal uses them; see `tui/office.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.entry_cells import CELLS, Cell, Typed, read_row
from engine.obligations.states import sent_in_time
from engine.standing import Line
from tui.office import Office, Outcome, named

if TYPE_CHECKING:
    from engine.answer import Answer, AnswerKind
    from engine.register_import import Imported, Waiting

LATE = "văn bản gửi sau thời hạn"


@dataclass(frozen=True)
class Entry:
    """What was typed for one agency: what is to be recorded, or what is wrong or still missing."""

    line: Line
    typed: Typed
    wrong: Mapping[Cell, str]

    @property
    def is_good(self) -> bool:
        """Say whether it can be recorded."""
        return not self.wrong and not self.typed.missing

    @property
    def in_time(self) -> bool:
        """Say whether the document was sent in time."""
        sent = self.typed.sent
        return sent is not None and sent_in_time(sent, self.line.tracked.facts.missed_at)

    @property
    def said(self) -> Answer:
        """Return what is recorded."""
        from engine.answer import Answer

        typed = self.typed
        kind: AnswerKind = "nothing" if typed.nothing else "done"
        return Answer(kind, "", "", typed.number, typed.document_date, typed.sent, by_office=True, way=typed.way)


def read_entry(line: Line, cells: list[str], today: dt.date) -> Entry | None:
    """Return what the cells of one agency say; None for a row left empty."""
    from engine.answer import wrong_day

    typed = read_row(cells, today)
    if typed is None:
        return None
    entry = Entry(line, typed, typed.wrong)
    if not typed.wrong and (found := wrong_day(entry.said, today)) is not None:
        cell, sentence = found
        place: Cell = cell if cells[CELLS.index(cell)] else "document_date"
        return Entry(line, typed, {place: sentence})
    return entry


def record_entries(office: Office, entries: list[Entry]) -> Outcome:
    """Ghi nhận kết quả của nhiều cơ quan, tất cả hoặc không dòng nào."""
    from engine.answer import answer_each

    seen = {entry.line.id: entry.line.tracked.facts for entry in entries}
    with named([entry.line for entry in entries]):
        answer_each(office.ledger.seeing(seen), {entry.line.id: entry.said for entry in entries}, office.now())
    return Outcome(f"Đã ghi nhận kết quả của {len(entries)} cơ quan.")


def import_file(office: Office, path: Path, columns: Mapping[str, str]) -> Imported:
    """Nhập sổ văn bản đến."""
    from engine.register_import import import_register

    return import_register(office.ledger, path, office.now(), columns)


def look_at_register(office: Office) -> Waiting:
    """Return what the register shows and nobody has accepted or returned, and how old it is."""
    from engine.register_import import waiting_documents

    return waiting_documents(office.ledger, office.now())
