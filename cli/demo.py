"""The demo: Vĩnh Linh's year of 2024, lived in one process.

A run at 08:00 each working day, letters in the local mailbox, some of them answered through the real page on a local
port. It has a home of its own, emptied at each start, and never opens the real ledger.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import typer

from cli.demo_account import account
from cli.demo_story import SCENES, Scene
from cli.demo_world import Page, Post
from engine.acts import accept
from engine.apply import apply
from engine.deadlines.files import default_calendar
from engine.deadlines.rules import VIETNAM
from engine.ledger.ledger import Ledger
from engine.mail.carriers import carrier_for
from engine.release import release
from engine.run import run
from engine.settings import Settings, load_settings
from engine.spec.plan import load_plan
from engine.steps.deliver import deliver

PLAN = Path(__file__).parents[1] / "plan_specs" / "vinh-linh-2024.yaml"
FIRST, LAST = dt.date(2024, 1, 2), dt.date(2024, 12, 13)
RUNS_AT, ENDS_AT = dt.time(8), dt.time(17)


@dataclass
class Now:
    """The moment the story has reached; the page answers as of it."""

    at: dt.datetime


def demo() -> None:
    """Live the year and tell it; in a terminal, end in the coordinator's screens."""
    settings = demo_settings(load_settings())
    shutil.rmtree(settings.home, ignore_errors=True)
    ledger = Ledger(settings, default_calendar)
    live(ledger)
    at = dt.datetime.combine(LAST, ENDS_AT, VIETNAM)
    for line in account(ledger, at):
        typer.echo(line)
    if sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("PHANCONG_DEMO") != "plain":
        from tui.app import PhancongApp

        PhancongApp(ledger, lambda: at).run()


def demo_settings(settings: Settings) -> Settings:
    """Return settings of a home inside the home: its own database, secret and mailbox, and no mail server."""
    return dataclasses.replace(
        settings,
        home=settings.home / "demo",
        database_url="",
        office=None,
        user="Lan",
        smtp_url=None,
        mail_from="Phòng Lao động - Thương binh và Xã hội <phong.ldtbxh@vinhlinh.example>",
        mail_redirect=None,
        links=True,
        secret=None,
    )


def live(ledger: Ledger) -> None:
    """Adopt the plan on its assumed first day and live every working day of the year."""
    plan, problems = load_plan(PLAN)
    assert plan is not None, problems
    now = Now(_morning(FIRST))
    apply(ledger, plan, now.at)
    with Page(ledger, lambda: now.at) as page, closing(Post(ledger.settings.mailbox, page.url)) as post:
        for day in _with_progress(_working_days(ledger)):
            _live_day(ledger, post, day, now)


def _live_day(ledger: Ledger, post: Post, day: dt.date, now: Now) -> None:
    now.at = _morning(day)
    run(ledger, carrier_for(ledger.settings), now.at)
    post.collect()
    for number, scene in enumerate(SCENES.get(day, ())):
        now.at = dt.datetime.combine(day, dt.time(9, 0), VIETNAM) + dt.timedelta(minutes=7 * number)
        _play(ledger, post, scene, now.at)


def _play(ledger: Ledger, post: Post, scene: Scene, at: dt.datetime) -> None:
    match scene.act:
        case "release":
            release(ledger, [scene.obligation], at)
            deliver(ledger, carrier_for(ledger.settings), at)
            post.collect()
        case "accept":
            accept(ledger, [scene.obligation], at, reason="Đã đối chiếu sổ văn bản đến")
        case _:
            post.answer(ledger, scene)


def _working_days(ledger: Ledger) -> list[dt.date]:
    days = (FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in days if ledger.calendar.is_working(day)]


def _with_progress(days: list[dt.date]) -> Iterator[dt.date]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Mô phỏng năm 2024"), BarColumn(), MofNCompleteColumn(), TextColumn("ngày làm việc"))
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield from progress.track(days)


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, RUNS_AT, VIETNAM)
