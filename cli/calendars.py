"""Calendars among the files of `diff` and `apply`: a year's table (2024.yaml) moves open limits rather than making some."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import datetime as dt

    from engine.calendars import Calendars
    from engine.ledger.ledger import Ledger
    from engine.steps.recalculate import Recalculation


def calendars_among(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are a year's table by their name; those of a folder stay where they are."""
    return [path for path in paths if path.is_file() and re.fullmatch(r"\d{4}", path.stem)]


def compared(ledger: Ledger, files: list[Path], at: dt.datetime) -> Calendars:
    """Say what the tables would move."""
    from engine.calendars import compare_calendars

    return compare_calendars(ledger, files, at)


def adopted(ledger: Ledger, files: list[Path], at: dt.datetime) -> Calendars:
    """Take the tables into force."""
    from engine.calendars import adopt_calendars

    return adopt_calendars(ledger, files, at)


def calendars_json(found: Calendars) -> dict[str, Any]:
    """Return what the tables move, as JSON values."""
    return {"years": list(found.years), "moved": [one.tracked.id for one in found.moved]}


def print_calendars(found: Calendars, names: dict[str, str], *, done: bool) -> None:
    """Print what the tables move, alike limits as one line."""
    verb = "Đã" if done else "Sẽ"
    typer.echo(f"Lịch làm việc năm {', '.join(map(str, found.years))}")
    if not found.moved:
        typer.echo("  Không có thời hạn nào thay đổi.")
    groups: dict[str, list[str]] = defaultdict(list)
    for one in found.moved:
        agency = one.tracked.obligation.agency
        groups[_moved(one)].append(names.get(agency, agency))
    for said, agencies in groups.items():
        others = f" và {len(agencies) - 1} đơn vị khác" if len(agencies) > 1 else ""
        typer.echo(f"  {verb} tính lại thời hạn: {said} ({agencies[0]}{others})")
    if found.moved:
        typer.echo("  Lần chạy tiếp theo gửi thư thông báo thời hạn mới cho cơ quan đã được báo thời hạn cũ.")


def _moved(one: Recalculation) -> str:
    from engine.deadlines.words import limit_in_full

    facts = one.tracked.facts
    before, now = limit_in_full(facts.due, facts.moved_to), limit_in_full(one.due, one.moved_to)
    return f"{one.tracked.obligation.text}: {before} → {now}"
