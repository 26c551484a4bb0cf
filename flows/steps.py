"""The engine's steps as Prefect tasks: batched, each one transaction (deliver: one a letter) that may be repeated.

What lies outside (mail server, database) is tried again with growing pauses, a quarter of an hour in all; whatever a
repetition cannot heal fails at once. A step takes its own moment: a retry happens when it happens.
Letters belong to addresses, not to plans, so collect, gather and deliver are the same for every plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from prefect import Task, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import exponential_backoff

from engine import clock
from engine.deadlines.files import calendar_in
from engine.errors import PhancongError
from engine.ledger.ledger import CLOCKS_DIFFER, EXACT, Ledger
from engine.mail.carriers import MailServerError, carrier_for
from engine.mail.inboxes import inbox_for
from engine.settings import load_settings
from engine.steps.alert import alert
from engine.steps.collect import Collected, collect
from engine.steps.deliver import Delivered, deliver
from engine.steps.gather import Gathered, gather
from engine.steps.open import open_due
from engine.steps.recalculate import recalculate
from engine.steps.releasing import release_due
from engine.steps.remind import Reminded, remind
from flows.timetable import STEP_WORDS, TAG

P = ParamSpec("P")
R = TypeVar("R")
RETRIES = 5
FIRST_PAUSE_SECONDS = 30


def may_heal(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Say whether trying again can help: only what lies outside the program comes back by itself."""
    return isinstance(state.data, PhancongError) and not state.data.permanent


def step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a Prefect task of a function."""
    return task(
        name=name,
        description=STEP_WORDS[name],
        tags={TAG},
        cache_policy=NO_CACHE,
        retries=RETRIES,
        retry_delay_seconds=exponential_backoff(FIRST_PAUSE_SECONDS),
        retry_condition_fn=may_heal,
    )


@contextmanager
def office_at(at: dt.datetime | None) -> Iterator[tuple[Ledger, dt.datetime]]:
    """Open the ledger that this process's settings name, and say what time it is: `at`, or now."""
    moment = clock.now() if at is None else clock.moment(at.isoformat())
    settings = load_settings()
    ledger = Ledger(settings, lambda: calendar_in(settings.calendars), CLOCKS_DIFFER if at is None else EXACT)
    try:
        yield ledger, moment
    finally:
        ledger.engine.dispose()


@step("collect")
def collect_mail(at: dt.datetime | None) -> Collected:
    """Read what came back by mail. A mailbox in trouble stops no other step; the next run reads on."""
    with office_at(at) as (ledger, moment):
        inbox = inbox_for(ledger.settings.imap_url)
        collected = collect(ledger, inbox, moment) if inbox and ledger.exists else Collected()
    if collected.trouble:
        get_run_logger().warning(collected.trouble)
    get_run_logger().info("Thư trả lời: %s. Thư bị trả lại: %s.", collected.replies, collected.returned)
    return collected


@step("open")
def open_plan(plan: str, at: dt.datetime | None) -> int:
    """Follow the working calendar, and open what has come into this plan's reach."""
    with office_at(at) as (ledger, moment):
        moved = recalculate(ledger, moment)
        opened = open_due(ledger, moment, plan)
    get_run_logger().info("Thời hạn tính lại theo lịch nghỉ: %s. Đầu việc mở thêm: %s.", len(moved), opened)
    return opened


@step("gather")
def gather_answers(at: dt.datetime | None) -> Gathered:
    """Bring waiting letters up to date with the answers that have come, and let go those whose moment has."""
    with office_at(at) as (ledger, moment):
        gathered = gather(ledger, moment)
        release_due(ledger, moment)
    get_run_logger().info("Thư chờ gửi: bỏ %s, soạn lại %s.", gathered.dropped, gathered.redrafted)
    return gathered


@step("remind")
def remind_agencies(plan: str, at: dt.datetime | None) -> Reminded:
    """Draft the letters that this plan is a part of."""
    with office_at(at) as (ledger, moment):
        reminded = remind(ledger, moment, plan)
    get_run_logger().info(
        "Mốc nhắc việc đến: %s. Thư soạn: %s, trong đó chờ phát hành: %s. Đơn vị chưa có địa chỉ thư: %s.",
        reminded.reminders,
        reminded.letters,
        reminded.held,
        len(reminded.without_contact),
    )
    return reminded


@step("alert")
def raise_alerts(plan: str, at: dt.datetime | None) -> int:
    """Raise this plan's alerts."""
    with office_at(at) as (ledger, moment):
        raised = alert(ledger, moment, plan)
    get_run_logger().info("Cảnh báo mới: %s.", raised)
    return raised


@step("deliver")
def deliver_letters(at: dt.datetime | None) -> Delivered:
    """Send what waits; return what the last try did.

    A server in trouble fails the task, so that Prefect tries again; a refused letter does not.
    """
    with office_at(at) as (ledger, moment):
        delivered = deliver(ledger, carrier_for(ledger.settings), moment)
    if delivered.trouble:
        raise MailServerError(delivered.trouble)
    get_run_logger().info("Thư đã gửi: %s. Thư bị từ chối: %s.", delivered.delivered, delivered.failed)
    return delivered
