"""`phancong tui`: on a screen, or in plain lines."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable

import typer

from engine.errors import UsageError
from engine.ledger.ledger import Ledger

NEEDED = "ắ…│✓"  # letters, signs and lines that every screen has


class NoScreenError(UsageError):
    """Màn hình này cần một cửa sổ dòng lệnh. Dùng: phancong tui --plain."""


class NoUnicodeError(UsageError):
    """Cửa sổ dòng lệnh này không hiện được chữ Việt (cần UTF-8). Đặt LANG=C.UTF-8, hoặc dùng: phancong tui --plain."""


def open_screen(ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
    """Open the screen; a mistake of ours in it is kept for the command's own net."""
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
