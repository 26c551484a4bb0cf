"""The command that tells a period before it has come: simulate."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import AsJson, open_ledger, plans_of, print_json
from cli.language import Command
from engine.errors import PhancongError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from engine.ledger.ledger import Ledger
    from engine.simulate import Simulated
    from engine.spec.plan import Plan

PlanNamed = Annotated[str, typer.Argument(metavar="KẾ-HOẠCH", help="Tệp kế hoạch, hoặc mã kế hoạch đang theo dõi.")]
From = Annotated[str, typer.Option("--from", metavar="NGÀY", help="Ngày đầu, ví dụ 2024-01-02.")]
To = Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày cuối, ví dụ 2024-12-31.")]


class NoSuchPlanError(PhancongError):
    """Không có tệp, cũng không theo dõi kế hoạch nào có mã này."""


class OnePlanError(PhancongError):
    """Chỉ mô phỏng một kế hoạch mỗi lần. Hãy nêu đúng một tệp kế hoạch."""


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command("simulate", cls=Command, help="Xem trước thư và cảnh báo của một khoảng thời gian.")(simulate)


def simulate(plan: PlanNamed, first: From, last: To, as_json: AsJson = False) -> None:
    """Tell every letter and alert of a period in which nobody answers; nothing is recorded."""
    from engine import clock
    from engine.simulate import simulate as verb

    ledger = open_ledger()
    found = verb(ledger, _plan(ledger, plan), clock.day(first), clock.day(last))
    if as_json:
        print_json(simulated_json(found))
    else:
        typer.echo("\n".join(simulated_words(found)))


def _plan(ledger: Ledger, named: str) -> Plan:
    from engine.simulate import known_plan

    if Path(named).exists():
        plans = plans_of([Path(named)])
        if len(plans) != 1:
            raise OnePlanError
        return plans[0]
    plan = known_plan(ledger, named)
    if plan is None:
        raise NoSuchPlanError(f"Không có tệp “{named}”, cũng không theo dõi kế hoạch nào có mã này.")
    return plan


def simulated_json(found: Simulated) -> dict[str, Any]:
    """Return what `simulate --json` prints."""
    letters = [
        {
            "at": one.at.isoformat(),
            "to": one.to,
            "letter": one.letter,
            "subject": one.subject,
            "obligations": list(one.obligations),
            "held": one.held,
        }
        for one in found.letters
    ]
    return {"letters": letters, "alerts": [{"at": at.isoformat(), "obligation": one} for at, one in found.alerts]}


def simulated_words(found: Simulated) -> Iterator[str]:
    """Yield what happens, a day a paragraph, many letters alike as one line."""
    from engine.deadlines.words import weekday_date

    days = sorted({one.at.date() for one in found.letters} | {at.date() for at, _ in found.alerts})
    for day in days:
        yield f"{weekday_date(day)}:"
        yield from _letters_of(found, day)
        raised = sum(at.date() == day for at, _ in found.alerts)
        if raised:
            yield f"  {raised:02d} cảnh báo: chưa ghi nhận kết quả khi hết thời hạn"
    if not days:
        yield "Trong khoảng thời gian này không có thư, không có cảnh báo."


def _letters_of(found: Simulated, day: dt.date) -> Iterator[str]:
    written = [(one.subject, one.held, one.to) for one in found.letters if one.at.date() == day]
    for (subject, held), alike in groupby(sorted(written), key=lambda one: one[:2]):
        addresses = [to for *_, to in alike]
        whom = addresses[0] if len(addresses) == 1 else f"{len(addresses):02d} địa chỉ"
        yield f"  {subject} ({whom}{'; chờ phát hành' if held else ''})"
