"""The register of incoming documents: what its rows answer is proposed for acceptance, all in one transaction.

A proposal is a result that waits for the coordinator, so the alert rests and urging stops; `accept` lets it stand,
`return` refuses it, and the same document is never proposed for it again. The same file twice changes nothing but the
age of the last import.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from engine.errors import UsageError
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger, NothingRecordedError
from engine.ledger.reader import tracked_all
from engine.ledger.registers import (
    DocumentRow,
    columns_known,
    documents_of,
    proposed_before,
    save_columns,
    save_documents,
    save_import,
    waiting,
)
from engine.ledger.tables import plans
from engine.ledger.unit import Unit
from engine.reading.problems import Problem, has_errors
from engine.reading.sheets import read_workbook
from engine.register.columns import TITLES, Tables, column_key, find_tables
from engine.register.matching import Doubt, Matched, Matching, Proposal
from engine.register.owed import owed_of, plan_words
from engine.register.rows import Document, read_rows
from engine.register.senders import Senders
from engine.standing import Line, standing
from engine.steps.changes import PlanFile
from engine.steps.results import Result


class UnknownColumnError(UsageError):
    """Không có cột này trong sổ văn bản đến."""


@dataclass(frozen=True)
class Imported:
    """What a register proposed. With an error among the problems nothing was recorded; the others are rows left alone.

    Of a table whose head is not known, `head` is what stands in it and `lacking` the columns not recognised.
    `rows` counts those read, `already` those whose obligation is recorded or that were proposed before.
    """

    rows: int = 0
    proposed: tuple[Proposal, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    already: int = 0
    problems: tuple[Problem, ...] = ()
    head: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Say that the register could be read."""
        return not has_errors(self.problems)

    @property
    def unread(self) -> int:
        """Return how many rows were left alone."""
        return len(self.problems)


def import_register(ledger: Ledger, path: Path, at: dt.datetime, columns: Mapping[str, str] | None = None) -> Imported:
    """Import a register; `columns` map a column (`sender`, "Nơi gửi") to its heading in the file, and are remembered.

    Raises NothingRecordedError before any plan, UnknownColumnError for a column that no register has.
    """
    told = _told(columns or {})
    workbook = read_workbook(path)
    if not workbook.sheets:
        return Imported(problems=workbook.problems)
    if not ledger.exists:
        raise NothingRecordedError
    with ledger.write(at) as unit:
        tables = find_tables(workbook, told, columns_known(unit.connection))
        if tables.problems:
            return Imported(problems=tables.problems, head=tables.head, lacking=tables.lacking)
        documents, unread = read_rows(tables.headers, unit.at.date())
        matched = _matched(unit, documents)
        _record(unit, path, documents, matched, tables, told)
        ledger.commit(unit)
    return Imported(
        len(documents) + len(unread), tuple(matched.proposals), tuple(matched.doubts), matched.already, unread
    )


def proposed(ledger: Ledger, plan: str | None = None) -> list[str]:
    """Return the obligations whose result the register shows and that wait for acceptance."""
    with ledger.read() as connection:
        return waiting(connection, plan)


@dataclass(frozen=True)
class Waiting:
    """What the register shows and nobody has accepted or returned yet, and when one was last imported."""

    imported_at: dt.datetime | None
    lines: tuple[tuple[Line, DocumentRow], ...]


def waiting_documents(ledger: Ledger, at: dt.datetime) -> Waiting:
    """Return what waits for acceptance with the documents proposed, in the order of the plans."""
    if not ledger.exists:
        return Waiting(None, ())
    with ledger.read() as connection:
        ids = waiting(connection)
        shown = documents_of(connection, ids)
        found = standing(connection, ledger.calendar, at, only=ids)
    still = (line for line in found.lines if line.state == "awaiting_review")
    return Waiting(found.imported_at, tuple((line, shown[line.id]) for line in still))


def _told(columns: Mapping[str, str]) -> dict[str, str]:
    told = {}
    for name, heading in columns.items():
        key = column_key(name)
        if key is None:
            raise UnknownColumnError(f"Không có cột “{name}”; chọn một trong: {', '.join(TITLES.values())}.")
        told[key] = heading
    return told


def _matched(unit: Unit, documents: tuple[Document, ...]) -> Matched:
    names = read_address_book(unit.connection).names
    stored = unit.connection.execute(sa.select(plans.c.spec).order_by(plans.c.id)).scalars()
    files = [PlanFile.stored(text) for text in stored]
    words = {file.spec.plan.id: plan_words(file.spec, names.get(file.spec.plan.issuer, "")) for file in files}
    owed = owed_of(tracked_all(unit.connection), words, names)
    numbers = {file.spec.plan.id: number for number, file in enumerate(files)}
    matching = Matching(Senders(file.directory for file in files), owed, numbers)
    return matching.match(documents, proposed_before(unit.connection))


def _record(
    unit: Unit, path: Path, documents: tuple[Document, ...], matched: Matched, tables: Tables, told: Mapping[str, str]
) -> None:
    name = path.name.encode(errors="replace").decode()
    arrivals = [one.arrived or one.left for one in documents]
    number = save_import(unit.connection, unit.at, unit.actor, name, len(documents), max(arrivals, default=None))
    save_documents(unit.connection, number, (_row(one) for one in matched.proposals))
    for digest in tables.mapped:
        save_columns(unit.connection, digest, told)
    said = {"file": name, "rows": len(documents), "proposed": [one.owed.id for one in matched.proposals]}
    unit.note("register_imported", said)
    for one in matched.proposals:
        unit.record("done_reported", one.owed.id, _result(one.document).data(awaits_review=True) | _BY_OFFICE)


_BY_OFFICE = {"name": "", "position": "", "by_office": True}


def _result(document: Document) -> Result:
    return Result(
        sent=document.left,
        number=document.number or None,
        document_date=document.dated,
        arrived=document.arrived,
        from_register=True,
    )


def _row(proposal: Proposal) -> DocumentRow:
    document = proposal.document
    return DocumentRow(
        fingerprint=document.fingerprint,
        obligation=proposal.owed.id,
        sender=document.sender,
        number=document.number,
        summary=document.summary,
        dated=document.dated,
        arrived=document.arrived,
    )
