"""Commands on plans: check, schema, diff, apply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.calendars import adopted, calendars_among, calendars_json, compared, print_calendars
from cli.context import AsJson, At, complain, moment_of, open_ledger, plans_of, print_json
from cli.language import Command

if TYPE_CHECKING:
    from engine.calendars import Calendars
    from engine.change_words import Change
    from engine.ledger.ledger import Ledger

Paths = Annotated[
    list[Path], typer.Argument(metavar="TỆP", help="Tệp kế hoạch, danh bạ, lịch làm việc của một năm, hoặc thư mục.")
]


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command("check", cls=Command, help="Kiểm tra kế hoạch, danh bạ, trích dẫn.")(check)
    app.command("schema", cls=Command, help="In JSON Schema của tệp kế hoạch.")(schema)
    app.command("diff", cls=Command, help="Xem thay đổi mà tệp kế hoạch sẽ tạo ra.")(diff)
    app.command("apply", cls=Command, help="Đưa kế hoạch vào theo dõi hoặc cập nhật theo tệp.")(apply)


def check(paths: Paths) -> None:
    """Print every problem of the files; end with 1 when one is an error."""
    from engine.check import check as verb

    report = verb(paths)
    complain(report.problems)
    if not report.ok:
        raise typer.Exit(1)
    for plan in report.plans:
        typer.echo(f"Đã kiểm tra, không có lỗi: {plan.spec.plan.title}")
    if not report.plans:
        typer.echo("Đã kiểm tra, không có lỗi.")


def schema() -> None:
    """Print the JSON Schema that editors complete from."""
    from engine.spec.schema import json_schema

    print_json(json_schema())


def diff(paths: Paths, at: At = None, as_json: AsJson = False) -> None:
    """Show what `apply` would change, and the letters that would follow."""
    from engine.apply import compare
    from engine.change_words import told

    plans, moment = plans_of(paths), moment_of(at)
    ledger = open_ledger(at)
    files = calendars_among(paths)
    years = compared(ledger, files, moment) if files else None
    changes = [told(ledger, plan, compare(ledger, plan, moment), moment) for plan in plans]
    _print(ledger, changes, years, as_json, done=False)


def apply(
    paths: Paths,
    with_past: Annotated[bool, typer.Option("--with-past", help="Theo dõi cả thời hạn đã qua.")] = False,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Make the specs true of the ledger, all of them or none when one has a mistake."""
    from engine.apply import apply as verb
    from engine.change_words import told

    plans, moment = plans_of(paths), moment_of(at)
    ledger = open_ledger(at)
    files = calendars_among(paths)
    years = adopted(ledger, files, moment) if files else None
    results = [(plan, verb(ledger, plan, moment, with_past=with_past)) for plan in plans]
    changes = [told(ledger, plan, result, moment) for plan, result in results]
    _print(ledger, changes, years, as_json, done=True)


def _names(ledger: Ledger) -> dict[str, str]:
    from engine.ledger.address_book import read_address_book

    if not ledger.exists:
        return {}
    with ledger.read() as connection:
        return read_address_book(connection).names


def _print(ledger: Ledger, changes: list[Change], years: Calendars | None, as_json: bool, *, done: bool) -> None:
    from engine.change_words import change_json, change_words

    if as_json:
        document = {"plans": [change_json(change) for change in changes]}
        print_json(document | ({"calendars": calendars_json(years)} if years else {}))
        return
    if years:
        print_calendars(years, _names(ledger), done=done)
    for change in changes:
        for line in change_words(change, done=done):
            typer.echo(line)
