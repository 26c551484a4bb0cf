"""`phancong contacts`: import a filled-in form, write an empty one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import AsJson, At, complain, moment_of, open_ledger, print_json
from cli.language import Command, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.contacts import Change, Imported
    from engine.directory.models import Absence, Contact

File = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .xlsx hoặc .csv.")]
NOTHING = "không ghi"


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    contacts = typer.Typer(cls=Group, help="Danh bạ đầu mối.", rich_markup_mode=None, no_args_is_help=True)
    contacts.command("import", cls=Command, help="Nhập danh bạ từ tệp .xlsx hoặc .csv.")(import_)
    contacts.command("template", cls=Command, help="Tạo biểu mẫu danh bạ để điền.")(template)
    app.add_typer(contacts, name="contacts")


def import_(
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ làm gì.")] = False,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take over a form, all of it or, with one mistake in it, nothing."""
    from engine.contacts import import_contacts

    ledger = open_ledger(at)
    result = import_contacts(ledger.rehearsal() if dry_run else ledger, file, moment_of(at))
    if not result.ok:
        complain(result.problems)
        typer.echo("Chưa nhập dòng nào. Hãy sửa các chỗ nêu trên rồi nhập lại.", err=True)
        raise typer.Exit(1)
    if as_json:
        print_json(imported_json(result, done=not dry_run))
        return
    complain(result.problems)
    for line in imported_words(result, done=not dry_run):
        typer.echo(line)


def template(file: File) -> None:
    """Write the form to fill in."""
    from engine.contacts import write_template

    agencies = write_template(open_ledger(), file)
    typer.echo(f"Đã tạo biểu mẫu cho {agencies} cơ quan, đơn vị: {file}")
    typer.echo(f"Điền xong, nhập bằng: phancong contacts import {file}")


def imported_json(result: Imported, *, done: bool) -> dict[str, Any]:
    """Return an import as JSON values."""
    return {
        "applied": done,
        "added": [change_json(change) for change in result.added],
        "changed": [change_json(change) for change in result.changed],
        "unchanged": result.unchanged,
        "left_alone": result.left_alone,
        "not_read": [
            {"line": one.line, "column": one.column, "code": one.code, "message": one.message}
            for one in result.problems
        ],
    }


def change_json(change: Change) -> dict[str, Any]:
    """Return one contact as it was and as it is."""
    before = change.before and change.before.model_dump(mode="json", by_alias=True)
    after = change.after.model_dump(mode="json", by_alias=True)
    return {"agency": change.agency, "agency_name": change.agency_name, "before": before, "after": after}


def imported_words(result: Imported, *, done: bool) -> Iterator[str]:
    """Yield the lines a person reads."""
    will = "Đã" if done else "Sẽ"
    if result.added:
        yield f"{will} thêm {len(result.added)} đầu mối:"
        yield from (f"  {_who(change)}: {change.after.email}" for change in result.added)
    if result.changed:
        yield f"{will} thay đổi {len(result.changed)} đầu mối:"
        yield from (f"  {_who(change)}: {'; '.join(_differences(change))}" for change in result.changed)
    if not (result.added or result.changed):
        yield "Không có thay đổi."
    yield f"Không đổi: {result.unchanged} · không có trong tệp, giữ nguyên: {result.left_alone}"


def _who(change: Change) -> str:
    from engine.directory.contact_form import POST_WORDS

    return f"{change.agency_name}, {POST_WORDS[change.after.post].lower()}"


def _differences(change: Change) -> Iterator[str]:
    from engine.directory.contact_columns import TITLES
    from engine.directory.contact_form import HELD

    before, after = change.before, change.after
    assert before is not None
    for field, column in HELD.items():
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield f"{TITLES[column].lower()} {was or NOTHING} → {now or NOTHING}"
    if before.absences != after.absences:
        yield f"vắng mặt {_absences(before)} → {_absences(after)}"


def _absences(contact: Contact) -> str:
    return ", ".join(map(_absence, contact.absences)) or NOTHING


def _absence(absence: Absence) -> str:
    from engine.deadlines.words import date_words

    by = absence.substitute or absence.name
    days = f"{date_words(absence.start)} đến {date_words(absence.end)}"
    return f"{days} (người thay: {by})" if by else days
