"""The way in: commands by name, and the last net that turns every failure into a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from cli import acting, contacts, letters, links, mails, plans, running, serving, simulating
from cli.language import Group, usage_sentence
from engine.errors import PhancongError

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE, INTERRUPTED = 3, 130

app = typer.Typer(
    name="phancong",
    cls=Group,
    help="Phân Công: theo dõi việc tổ chức thực hiện kế hoạch, nhắc việc, ghi nhận kết quả và cảnh báo.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
for module in (plans, running, simulating, acting, contacts, letters, links, mails, serving):
    module.register(app)


def main() -> None:
    """Run the command line and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the machine's own encoding, and whatever was damaged
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; return 0 to 4 as the contract says."""
    try:
        code = int(app(arguments, prog_name="phancong", standalone_mode=False) or 0)
        sys.stdout.flush()
    except PhancongError as error:
        typer.echo(error.message, err=True)
        return error.exit_code
    except TyperException as error:
        return _usage(error)
    except typer.Abort:
        code = INTERRUPTED
    except (BrokenPipeError, SystemExit) as error:
        return _reader_gone(error)
    except Exception as error:  # noqa: BLE001 - the last net: nobody shall read a traceback
        typer.echo(_unexpected(error), err=True)
        return OUTSIDE
    if code == INTERRUPTED:
        typer.echo("Đã dừng theo yêu cầu.", err=True)
        return 1
    return code


def _reader_gone(error: BaseException) -> int:
    """End well when who reads our output has gone, as with `| head`; typer tells us so by SystemExit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError) else OUTSIDE


def _usage(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        return 2
    typer.echo(usage_sentence(error), err=True)
    return 2


def _unexpected(error: Exception) -> str:
    """Keep the details for who maintains the program, and tell the person where they are."""
    import traceback

    from engine.settings import load_settings

    try:
        path: Path = load_settings().home / "loi.log"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(error)) + "\n")
    except Exception:  # noqa: BLE001 - what went wrong may be the settings themselves
        return "Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã ghi không mất; hãy chạy lại hoặc báo người quản trị."
    return f"Chương trình gặp lỗi ngoài dự kiến, chi tiết ghi tại {path}. Dữ liệu đã ghi không mất."


if __name__ == "__main__":
    main()
