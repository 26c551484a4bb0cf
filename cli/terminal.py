"""`phancong tui`: on a screen, in a browser, or in plain lines."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from engine.errors import OutsideError, UsageError
from engine.ledger.ledger import Ledger

IN_A_BROWSER = "TEXTUAL_DRIVER"  # set by textual-serve for the processes it starts
SHORTCUT = "[InternetShortcut]\r\nURL={url}\r\n"


class NoScreenError(UsageError):
    """Màn hình này cần một cửa sổ dòng lệnh. Dùng: phancong tui --plain."""


class NoUnicodeError(UsageError):
    """Cửa sổ dòng lệnh này không hiện được chữ Việt (cần UTF-8). Đặt LANG=C.UTF-8, hoặc dùng: phancong tui --plain."""


class ShortcutNotWrittenError(OutsideError):
    """Không ghi được tệp lối tắt. Hãy kiểm tra thư mục và quyền ghi."""


class PortTakenError(OutsideError):
    """Không mở được cổng này: đang có chương trình khác dùng, hoặc không được phép. Hãy chọn --port khác."""


@dataclass(frozen=True)
class Listening:
    """Where a browser finds the terminal, and the file for the shortcut to it."""

    host: str
    port: int
    shortcut: Path | None


def open_screen(ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
    """Open the screen; a mistake of ours in it is kept for the command's own net."""
    if IN_A_BROWSER not in os.environ:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise NoScreenError
        if not shows_vietnamese(os.environ):
            raise NoUnicodeError
    from tui.app import PhancongApp

    app = PhancongApp(ledger, clock)
    app.run()
    if app.crash:
        raise app.crash


def shows_vietnamese(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Say whether a terminal with this environment shows Unicode, by the locale that POSIX would take."""
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "UTF-8"
    return "utf" in locale.lower().replace("-", "") and environment.get("TERM") != "dumb"


def open_plain(ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
    """Read commands from standard input, asking for them only where a person types."""
    from tui.office import Office
    from tui.plain import PlainTerminal

    PlainTerminal(Office(ledger, clock), _read, typer.echo).run()


def _read(prompt: str) -> str | None:
    if sys.stdin.isatty():
        typer.echo(prompt, nl=False)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def open_web(ledger: Ledger, listening: Listening, at: str | None) -> None:
    """Serve the terminal to a browser until stopped."""
    from tui.serve import TerminalPage

    ledger.prepare()
    token = ledger.keys.address("terminal")
    url = f"http://{listening.host}:{listening.port}/{token}/"
    if listening.shortcut is not None:
        _write_shortcut(listening.shortcut, url)
    command = [sys.executable, "-m", "cli.main", "tui", *(("--at", at) if at else ())]
    typer.echo(f"Mở trong trình duyệt: {url}\nAi có địa chỉ này đều thao tác được như người theo dõi (dừng: Ctrl+C).")
    try:
        TerminalPage(command, listening.host, listening.port, token).run()
    except OSError as error:
        raise PortTakenError from error


def _write_shortcut(path: Path, url: str) -> None:
    try:
        path.write_text(SHORTCUT.format(url=url), encoding="utf-8", newline="")
    except OSError as error:
        raise ShortcutNotWrittenError from error
