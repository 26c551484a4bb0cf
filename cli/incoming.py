"""What `phancong confirm --from` prints: the register of incoming documents, and which of its rows answer what is owed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cli.context import complain, moment_of, open_ledger, print_json
from engine.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from engine.register.matching import Doubt, Proposal
    from engine.register.rows import Document
    from engine.register_import import Imported

ACCEPT_ALL = "Đã xem và đồng ý, xác nhận tất cả bằng: phancong accept --proposed"


class NoColumnError(UsageError):
    """Ghi theo mẫu: --column "Nơi gửi=Tên cột trong sổ"."""


def import_file(file: Path, columns: Iterable[str], at: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Import a register; with one mistake in the file as a whole nothing is recorded and the command ends with 1."""
    from engine.register_import import import_register

    ledger, called = open_ledger(at), dict(map(_called, columns))
    result = import_register(ledger.rehearsal() if dry_run else ledger, file, moment_of(at), called)
    complain(result.problems)
    if not result.ok:
        typer.echo("Chưa nhập dòng nào. Hãy sửa các chỗ nêu trên rồi nhập lại.", err=True)
        raise typer.Exit(1)
    if as_json:
        print_json(imported_json(result, done=not dry_run))
        return
    for line in imported_words(result, done=not dry_run):
        typer.echo(line)


def _called(text: str) -> tuple[str, str]:
    name, equals, heading = text.partition("=")
    if not (equals and name.strip() and heading.strip()):
        raise NoColumnError
    return name.strip(), heading.strip()


def imported_words(result: Imported, *, done: bool) -> Iterator[str]:
    """Yield the lines a person reads."""
    will = "Đã" if done else "Sẽ"
    yield f"Đã đọc {result.rows} dòng của sổ văn bản đến" + (f", bỏ qua {result.unread}." if result.unread else ".")
    if result.proposed:
        yield f"{will} đề xuất ghi nhận {len(result.proposed)} kết quả, chờ xác nhận:"
        for one in result.proposed:
            yield f"  dòng {one.document.row}, {_numbered(one.document)}: {one.why}"
            yield f"    [{one.owed.id}]"
    else:
        yield "Không có đề xuất mới."
    if result.already:
        yield f"Đã ghi nhận hoặc đề xuất từ trước: {result.already} dòng."
    if result.doubtful:
        yield f"Cần người xem, chưa đề xuất: {len(result.doubtful)} văn bản:"
        yield from (f"  dòng {one.document.row}, {_numbered(one.document)}: {_doubted(one)}" for one in result.doubtful)
    if result.proposed and done:
        yield ACCEPT_ALL


def _numbered(document: Document) -> str:
    return document.number or f"“{document.summary}”"


def _doubted(doubt: Doubt) -> str:
    return f"{doubt.agency_name}, {doubt.what}; {doubt.lacks}"


def imported_json(result: Imported, *, done: bool) -> dict[str, Any]:
    """Return an import as JSON values."""
    return {
        "applied": done,
        "rows": result.rows,
        "proposed": [_proposal_json(one) for one in result.proposed],
        "doubtful": [
            {"agency_name": one.agency_name, "what": one.what, "lacks": one.lacks} | _document_json(one.document)
            for one in result.doubtful
        ],
        "already": result.already,
        "not_read": [
            {"line": one.line, "column": one.column, "code": one.code, "message": one.message}
            for one in result.problems
        ],
    }


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    owed = proposal.owed
    said = {"obligation": owed.id, "agency_name": owed.agency_name, "why": proposal.why}
    return said | _document_json(proposal.document)


def _document_json(document: Document) -> dict[str, Any]:
    return {
        "row": document.row,
        "sender": document.sender,
        "number": document.number,
        "summary": document.summary,
        "dated": _iso(document.dated),
        "arrived": _iso(document.arrived),
        "sent": document.left.isoformat(),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
