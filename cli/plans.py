"""Commands on plans: check, schema, diff, apply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import AsJson, At, complain, moment_of, open_ledger, plans_of, print_json
from cli.language import Command

if TYPE_CHECKING:
    from engine.apply import Applied

Paths = Annotated[list[Path], typer.Argument(metavar="TỆP", help="Tệp kế hoạch, danh bạ hoặc thư mục.")]


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


def diff(paths: Paths, as_json: AsJson = False) -> None:
    """Show what `apply` would change."""
    from engine.apply import compare

    plans = plans_of(paths)
    ledger = open_ledger()
    _print([compare(ledger, plan) for plan in plans], as_json, done=False)


def apply(
    paths: Paths,
    with_past: Annotated[bool, typer.Option("--with-past", help="Theo dõi cả thời hạn đã qua.")] = False,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Make the specs true of the ledger, all of them or none when one has a mistake."""
    from engine.apply import apply as verb

    plans, moment = plans_of(paths), moment_of(at)
    ledger = open_ledger(at)
    _print([verb(ledger, plan, moment, with_past=with_past) for plan in plans], as_json, done=True)


def _print(results: list[Applied], as_json: bool, *, done: bool) -> None:
    if as_json:
        print_json({"plans": [applied_json(result) for result in results]})
        return
    for result in results:
        typer.echo(applied_words(result, done=done))


def applied_json(result: Applied) -> dict[str, Any]:
    """Return one plan's change as JSON values."""
    changes = result.changes
    return {
        "id": result.plan,
        "new": result.new_plan,
        "header_changed": result.header_changed,
        "added": [o.id for o in changes.added],
        "withdrawn": [t.id for t in changes.withdrawn],
        "redated": [r.obligation.id for r in changes.redated],
        "reworded": [o.id for o in changes.reworded],
        "before_tracking": list(result.before_tracking),
    }


def applied_words(result: Applied, *, done: bool) -> str:
    """Return one plan's change for a person."""
    from engine.deadlines.words import limit_words

    if not result:
        return f"{result.title}\n  Không có thay đổi."
    changes = result.changes
    verb = "Đã" if done else "Sẽ"
    lines = [result.title]
    if changes.added:
        agencies = len({o.agency for o in changes.added})
        lines.append(f"  {verb} mở {len(changes.added)} đầu việc cho {agencies} cơ quan, đơn vị.")
    if result.before_tracking:
        lines.append(
            f"  Trong đó {len(result.before_tracking)} đầu việc có thời hạn trước khi theo dõi: không nhắc, không cảnh báo."
        )
    lines += [f"  {verb} dừng theo dõi: {t.obligation.text} ({t.obligation.agency})" for t in changes.withdrawn]
    lines += [
        f"  {verb} đổi thời hạn: {r.obligation.text} ({r.obligation.agency}): "
        f"{limit_words(r.before)} → {limit_words(r.obligation.due)}"
        for r in changes.redated
    ]
    lines += [f"  {verb} sửa nội dung: {o.text} ({o.agency})" for o in changes.reworded]
    if result.header_changed and not changes:
        lines.append(f"  {verb} cập nhật thông tin kế hoạch và danh bạ.")
    return "\n".join(lines)
