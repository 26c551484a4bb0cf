"""What every command needs: settings, the ledger, the moment, and a way to print."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.settings import Settings, load_settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from engine.ledger.ledger import Ledger
    from engine.reading.problems import Problem
    from engine.spec.plan import Plan

At = Annotated[str | None, typer.Option("--at", metavar="THỜI-ĐIỂM", help="Thời điểm, ví dụ 2024-12-10T08:00.")]
AsJson = Annotated[bool, typer.Option("--json", help="In ra JSON.")]
Ids = Annotated[list[str], typer.Argument(metavar="ĐẦU-VIỆC", help="Mã đầu việc, xem bằng phancong status.")]
Reason = Annotated[str, typer.Option("--reason", metavar="LÝ-DO", help="Lý do, ghi vào nhật ký.")]


def moment_of(at: str | None) -> dt.datetime:
    """Return the moment a command speaks of: the one given, or now."""
    from engine import clock

    return clock.now() if at is None else clock.moment(at)


def open_ledger(at: str | None = None, settings: Settings | None = None) -> Ledger:
    """Return the ledger. A moment given by hand is exact; the clock may run a little behind the last event."""
    from engine.deadlines.files import calendar_in
    from engine.ledger.ledger import CLOCKS_DIFFER, EXACT, Ledger

    tolerance, chosen = CLOCKS_DIFFER if at is None else EXACT, settings or load_settings()
    return Ledger(chosen, lambda: calendar_in(chosen.calendars), tolerance)


def plans_of(paths: Sequence[Path]) -> tuple[Plan, ...]:
    """Return the plans in files; with a mistake in any of them print all mistakes and end with 1."""
    from engine.check import check

    report = check(paths)
    complain(report.problems)
    if not report.ok:
        raise typer.Exit(1)
    return report.plans


def complain(problems: Iterable[Problem]) -> None:
    """Print problems, each on a line an editor can jump to."""
    for problem in problems:
        typer.echo(str(problem), err=True)


def print_json(document: Any) -> None:
    """Print one JSON document and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
