"""Ledgers of any size: one plan is adopted and lives a little, the rest are copies of its rows under other names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import sqlalchemy as sa

from engine.acts import acknowledge
from engine.answer import Answer, answer
from engine.apply import apply
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.directory.models import Directory
from engine.ledger.ledger import EXACT, Ledger
from engine.mail.carriers import Mailbox
from engine.run import run
from engine.settings import Settings
from engine.spec.models import PlanSpec
from engine.spec.plan import Plan

AGENCIES, REPORTS = 100, 20
ONE_PLAN = AGENCIES * REPORTS
STARTED, NOW = "2024-01-02T08:00", "2024-04-15T08:30"
COPIED = ("plans", "obligations", "alerts")


def make_ledger(home: Path, obligations: int) -> Ledger:
    """Return a ledger of so many obligations (a multiple of 2,000), a third of them past their limits."""
    ledger = Ledger(Settings(home=home, user="Lan"), default_calendar, EXACT)
    ledger.prepare()
    apply(ledger, _plan(), moment(STARTED))
    _live(ledger)
    _multiply(ledger, obligations // ONE_PLAN)
    return ledger


def _live(ledger: Ledger) -> None:
    run(ledger, Mailbox(ledger.settings.mailbox), moment("2024-04-12T08:00"))
    late = [f"ke-hoach/bao-cao-3/xa-{number}/-" for number in range(AGENCIES)]
    sent = dt.date(2024, 4, 12)
    said = Answer("done", name="Minh", number="45/BC", document_date=sent, sent=sent)
    answer(ledger, late[:40], said, moment("2024-04-12T09:00"))
    acknowledge(ledger, late[40:60], moment("2024-04-12T10:00"))


def _multiply(ledger: Ledger, plans: int) -> None:
    with ledger.engine.begin() as connection:
        for number in range(1, plans):
            for table in COPIED:
                connection.exec_driver_sql(_copy(connection, table, f"ke-hoach-{number:04}"))
        connection.exec_driver_sql("ANALYZE")


def _copy(connection: sa.Connection, table: str, plan: str) -> str:
    """Return the statement that copies the first plan's rows of a table for another plan."""
    columns = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    renamed = f"'{plan}' || substr({{}}, {len('ke-hoach') + 1})"
    values = {
        "id": renamed.format("id") if table != "alerts" else "NULL",
        "plan": f"'{plan}'",
        "obligation": renamed.format("obligation"),
    }
    key = {"plans": "id", "obligations": "plan", "alerts": "substr(obligation, 1, 9) = 'ke-hoach/' and 1"}[table]
    wanted = "1" if table == "alerts" else "'ke-hoach'"
    names, selected = (
        ", ".join(f'"{one}"' for one in columns),
        ", ".join(values.get(one, f'"{one}"') for one in columns),
    )
    return f"INSERT INTO {table} ({names}) SELECT {selected} FROM {table} WHERE {key} = {wanted}"


def _plan() -> Plan:
    names = [f"xa-{number}" for number in range(AGENCIES)]
    listed = [{"id": name, "name": f"UBND xã Vĩnh {number}", "relation": "lower"} for number, name in enumerate(names)]
    listed.append({"id": "phong", "name": "Phòng Lao động - Thương binh và Xã hội", "relation": "affiliated"})
    directory = {
        "agencies": listed,
        "groups": [{"id": "cac-xa", "name": "UBND các xã", "members": names}],
        "contacts": {name: {"email": f"vanthu@{name}.example", "name": "Văn thư"} for name in names},
    }
    header = {
        "id": "ke-hoach",
        "number": "58/KH-UBND",
        "date": "2024-01-02",
        "title": "Triển khai công tác bình đẳng giới năm 2024",
        "issuer": "phong",
        "coordinator": "phong",
        "period": {"from": "2024-01-01", "to": "2024-12-31"},
        "directory": "danh-ba.yaml",
    }
    reports = [_report(number, dt.date(2024, 2, 1) + dt.timedelta(days=16 * number)) for number in range(REPORTS)]
    spec = {"plan": header, "reports": reports}
    return Plan(PlanSpec.model_validate(spec), Directory.model_validate(directory), "ke-hoach.yaml", None)


def _report(number: int, day: dt.date) -> dict[str, object]:
    return {
        "id": f"bao-cao-{number}",
        "section": "V",
        "text": f"Báo cáo kết quả thực hiện đợt {number}",
        "quote": f"Báo cáo kết quả thực hiện đợt {number} trước ngày {day:%d/%m/%Y} về UBND huyện (qua Phòng)",
        "to": "phong",
        "due": {"kind": "before", "date": day.isoformat()},
        "owed_by": [{"agency": "cac-xa", "basis": "explicit"}],
    }
