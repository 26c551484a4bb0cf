"""`phancong letters preview` and `phancong zalo`: what would be said, before anything leaves."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import AsJson, At, Ids, moment_of, open_ledger, print_json
from cli.language import Command, Group
from engine.errors import OutsideError, UsageError
from engine.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.preview import Preview

Kind = Annotated[str | None, typer.Argument(metavar="LOẠI", help="Loại thư, ví dụ: notice, reminder, urging, missing.")]
Obligation = Annotated[str | None, typer.Option("--obligation", metavar="ĐẦU-VIỆC", help="Viết về một đầu việc thật.")]
OfPlan = Annotated[
    str | None, typer.Option("--plan", metavar="MÃ-KẾ-HOẠCH", help="Viết về một kế hoạch thật: missing, alerts.")
]
Html = Annotated[Path | None, typer.Option("--html", metavar="TỆP", help="Ghi bản HTML ra tệp.")]
Open = Annotated[bool, typer.Option("--open", help="Mở bản HTML trong trình duyệt.")]
All = Annotated[bool, typer.Option("--all", help="Mọi loại thư, ghi vào thư mục --to.")]
To = Annotated[Path | None, typer.Option("--to", metavar="THƯ-MỤC", help="Thư mục ghi thư, dùng với --all.")]


class SayWhereError(UsageError):
    """Dùng --all cùng --to THƯ-MỤC."""


class OneOnlyError(UsageError):
    """--html và --open dùng cho một thư: nêu loại thư, ví dụ: phancong letters preview reminder --open."""


class OneSourceError(UsageError):
    """Dùng một trong --obligation, --plan và --all; --plan cần loại thư missing hoặc alerts."""


class CannotWriteError(OutsideError):
    """Không ghi được tệp. Hãy kiểm tra quyền ghi của thư mục."""


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    letters = typer.Typer(cls=Group, help="Thư gửi đi.", rich_markup_mode=None, no_args_is_help=True)
    letters.command("preview", cls=Command, help="Xem trước thư, chưa gửi.")(preview)
    letters.callback()(lambda: None)
    app.add_typer(letters, name="letters")
    app.command("zalo", cls=Command, help="Tin nhắn ngắn để chép gửi đầu mối.")(zalo)


def preview(
    kind: Kind = None,
    obligation: Obligation = None,
    plan: OfPlan = None,
    html: Html = None,
    open_it: Open = False,
    everything: All = False,
    to: To = None,
    at: At = None,
) -> None:
    """Show a letter; a made-up one unless an obligation or a plan is named."""
    if everything != (to is not None):
        raise SayWhereError
    if sum((bool(obligation), bool(plan), everything)) > 1 or (plan and not kind):
        raise OneSourceError
    found = _found(kind, obligation, plan, at)
    if to is not None:
        _write_all(found, to)
    elif html or open_it:
        if not (kind or obligation):
            raise OneOnlyError
        _show(found[0], html, open_it=open_it)
    else:
        typer.echo(f"\n{'=' * 72}\n\n".join(map(_words, found)), nl=False)


def _found(kind: str | None, obligation: str | None, plan: str | None, at: str | None) -> list[Preview]:
    from engine.preview import preview_examples, preview_of, preview_plan

    if obligation:
        return [preview_of(open_ledger(at), obligation, moment_of(at), kind)]
    if plan:
        return [preview_plan(open_ledger(at), plan, moment_of(at), kind or "")]
    return preview_examples(load_settings(), kind)


def _words(found: Preview) -> str:
    return f"[{found.name}]\nTiêu đề: {found.letter.subject}\n\n{found.letter.text}"


def _show(found: Preview, path: Path | None, *, open_it: bool) -> None:
    path = path or Path(tempfile.mkdtemp(prefix="phancong-")) / f"{found.name}.html"
    _write(path, found.letter.html)
    typer.echo(f"Đã ghi {path}")
    if open_it:
        typer.launch(str(path))


def _write_all(found: Sequence[Preview], folder: Path) -> None:
    for one in found:
        _write(folder / f"{one.name}.txt", _words(one))
        _write(folder / f"{one.name}.html", one.letter.html)
    typer.echo(f"Đã ghi {len(found)} thư vào {folder}")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotWriteError(f"Không ghi được {path}. Hãy kiểm tra quyền ghi của thư mục.") from error


def zalo(obligations: Ids, at: At = None, as_json: AsJson = False) -> None:
    """Print the short text for each obligation."""
    from engine.short_text import short_texts

    found = short_texts(open_ledger(at), obligations, moment_of(at))
    if as_json:
        print_json([vars(one) for one in found])
        return
    for one in found:
        call = ", ".join(filter(None, (one.contact, f"ĐT {one.phone}" if one.phone else "")))
        typer.echo(f"{one.agency}{f' ({call})' if call else ''}:\n{one.text}\n")
