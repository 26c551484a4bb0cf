"""One cast for all tests: Lan coordinates, Minh answers for Phòng Y tế, Hùng is of another agency and must see nothing."""

from __future__ import annotations

import datetime as dt
import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from engine import acts
from engine.answer import Answer, AnswerKind, answer
from engine.apply import Applied, apply
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.deadlines.rules import Due
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.outbox import OURS
from engine.ledger.reader import LetterRow, history, letter_rows
from engine.mail.carriers import Carrier, Mailbox, MailServerError, Meanwhile, nothing
from engine.mail.message import Mail
from engine.obligations.history import DUE
from engine.obligations.values import Event
from engine.release import Released, release
from engine.run import RunResult, run
from engine.settings import Settings
from engine.spec.plan import Plan, load_plan
from engine.status import status, status_json
from engine.steps.deliver import deliver

DIRECTORY = """
    agencies:
      - {id: ubnd-huyen, name: UBND huyện Vĩnh Linh, relation: higher}
      - {id: phong-ldtbxh, name: Phòng Lao động - Thương binh và Xã hội, relation: affiliated}
      - {id: phong-y-te, name: Phòng Y tế, relation: peer}
      - {id: xa-vinh-chap, name: UBND xã Vĩnh Chấp, relation: lower}
      - {id: xa-vinh-o, name: UBND xã Vĩnh Ô, relation: lower}
      - {id: hoi-phu-nu, name: Hội Liên hiệp Phụ nữ huyện, relation: front}
    groups:
      - {id: cac-xa, name: "UBND các xã", members: [xa-vinh-chap, xa-vinh-o]}
    contacts:
      phong-ldtbxh: {email: lan@ldtbxh.example, name: Lan, position: chuyên viên, phone: "0233 000 0000"}
      phong-y-te: {email: minh@yte.example, name: Minh}
      xa-vinh-chap: {email: hung@vinhchap.example, name: Hùng}
      xa-vinh-o: {email: vanthu@vinho.example}
      hoi-phu-nu: {email: vanphong@phunu.example}
"""

PLAN = """
    plan:
      id: binh-dang-gioi
      number: 58/KH-UBND
      date: 2024-10-30
      title: Triển khai công tác bình đẳng giới năm 2024
      short_title: công tác bình đẳng giới năm 2024
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: van-ban.txt
      directory: danh-ba.yaml
    assignments:
      - section: IV.1
        agency: phong-ldtbxh
        tasks:
          - {id: tong-hop, role: lead, text: Tổng hợp kết quả, quote: "Tổng hợp, báo cáo kết quả", due: {kind: ongoing}}
      - section: IV.2
        agency: phong-y-te
        tasks:
          - {id: tuyen-truyen, role: assigned, text: Tuyên truyền về bình đẳng giới, quote: "Đẩy mạnh tuyên truyền"}
    reports:
      - id: bao-cao-thang-12
        section: V
        text: Báo cáo định kỳ đợt tháng 12
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        via: phong-ldtbxh
        due: {kind: before, date: 2024-12-10}
        owed_by:
          - {agency: phong-y-te, basis: explicit}
          - {agency: cac-xa, basis: inferred}
          - {agency: hoi-phu-nu, basis: invited}
"""

SOURCE = """
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Lao động - Thương binh và Xã hội
- Tổng hợp, báo cáo kết quả thực hiện theo quy định.
2. Phòng Y tế
- Đẩy mạnh tuyên truyền về bình đẳng giới.
V. CHẾ ĐỘ BÁO CÁO
Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện (qua Phòng Lao động - Thương binh và Xã hội).
"""

MINH = "binh-dang-gioi/bao-cao-thang-12/phong-y-te/-"
HUNG = "binh-dang-gioi/bao-cao-thang-12/xa-vinh-chap/-"
VINH_O = "binh-dang-gioi/bao-cao-thang-12/xa-vinh-o/-"
PHU_NU = "binh-dang-gioi/bao-cao-thang-12/hoi-phu-nu/-"


@dataclass
class Office:
    """A coordinator's office in a folder of its own, with a plan, a ledger and a mailbox."""

    home: Path
    settings: Settings
    ledger: Ledger
    files: Path
    results: list[RunResult] = field(default_factory=list)

    def plan(self, text: str = PLAN, directory: str = DIRECTORY) -> Plan:
        """Load a plan written in a test."""
        (self.files / "danh-ba.yaml").write_text(dedent(directory), encoding="utf-8")
        (self.files / "van-ban.txt").write_text(SOURCE, encoding="utf-8")
        path = self.files / "ke-hoach.yaml"
        path.write_text(dedent(text), encoding="utf-8")
        plan, problems = load_plan(path)
        assert plan is not None, [str(problem) for problem in problems]
        return plan

    def apply(self, at: str = "2024-11-01", plan: Plan | None = None, *, with_past: bool = False) -> Applied:
        """Adopt the plan."""
        return apply(self.ledger, plan or self.plan(), moment(at), with_past=with_past)

    def run(self, at: str, carrier: Carrier | None = None) -> RunResult:
        """Do one run; letters go to the local mailbox."""
        self.results.append(run(self.ledger, carrier or Mailbox(self.settings.mailbox), moment(at)))
        return self.results[-1]

    def run_daily(self, first: str, last: str, *, hour: int = 8) -> list[RunResult]:
        """Run every morning, days off too."""
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        results = []
        while day <= end:
            results.append(self.run(f"{day.isoformat()}T{hour:02d}:00"))
            day += dt.timedelta(days=1)
        return results

    def answer(self, at: str, kind: AnswerKind, *obligations: str, **said: Any) -> int:
        """Answer as Minh would on the page; `sent`, `until` and `document_date` are ISO dates."""
        dates = {key: dt.date.fromisoformat(said[key]) for key in ("sent", "until", "document_date") if key in said}
        words: dict[str, Any] = {"name": "Minh"} | said | dates
        return answer(self.ledger, list(obligations), Answer(kind, **words), moment(at))

    def accept(self, at: str, *obligations: str) -> None:
        """Accept what waits."""
        acts.accept(self.ledger, list(obligations), moment(at))

    def give_back(self, at: str, *obligations: str) -> None:
        """Return what was sent."""
        acts.give_back(self.ledger, list(obligations), moment(at), "thiếu số liệu")

    def extend(self, at: str, until: str, *obligations: str, basis: str = "Công văn 12/CV-PYT") -> None:
        """Grant more time."""
        acts.extend(self.ledger, list(obligations), moment(at), dt.date.fromisoformat(until), basis)

    def withdraw(self, at: str, *obligations: str) -> None:
        """Stop tracking."""
        acts.withdraw(self.ledger, list(obligations), moment(at), "đã sáp nhập")

    def silence(self, at: str, until: str, *obligations: str) -> None:
        """Stop reminding for a while."""
        acts.silence(self.ledger, list(obligations), moment(at), dt.date.fromisoformat(until), "đang làm việc")

    def acknowledge(self, at: str, *obligations: str) -> None:
        """Say that somebody knows of the alert."""
        acts.acknowledge(self.ledger, list(obligations), moment(at))

    def release(self, at: str, *obligations: str, carrier: Carrier | None = None) -> Released:
        """Let held letters go, and deliver."""
        released = release(self.ledger, list(obligations), moment(at))
        deliver(self.ledger, carrier or Mailbox(self.settings.mailbox), moment(at))
        return released

    def letters(self, *statuses: str) -> list[LetterRow]:
        """Return the letters to agencies in the order drafted, all or of some statuses."""
        return [row for row in self.all_letters(*statuses) if row.audience not in OURS]

    def all_letters(self, *statuses: str) -> list[LetterRow]:
        """Return the letters in the order drafted, those to our own side too."""
        with self.ledger.read() as connection:
            return letter_rows(connection, statuses=statuses or None)[::-1]

    def history(self, obligation: str) -> list[Event]:
        """Return what has happened to an obligation."""
        with self.ledger.read() as connection:
            return history(connection, [obligation], moment("2099-01-01"))[obligation]

    def status(self, at: str) -> dict[str, Any]:
        """Return what `status --json` prints."""
        document: dict[str, Any] = json.loads(json.dumps(status_json(status(self.ledger, moment(at)))))
        return document

    def one(self, obligation: str, at: str) -> dict[str, Any]:
        """Return one obligation of `status --json`."""
        lines = [line for plan in self.status(at)["plans"] for line in plan["obligations"]]
        return next(line for line in lines if line["id"] == obligation)

    def alerts(self, at: str) -> dict[str, list[str]]:
        """Return the states of the alerts of every obligation that has any."""
        lines = [line for plan in self.status(at)["plans"] for line in plan["obligations"]]
        return {line["id"]: [alert["state"] for alert in line["alerts"]] for line in lines if line["alerts"]}


class NoServer:
    """A mail server that is not there."""

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Take nothing."""
        raise MailServerError

    def close(self) -> None:
        """Nothing to do."""


def due(text: str) -> Due:
    """Read a due rule as a spec writes it."""
    return DUE.validate_python(yaml.load(text, yaml.BaseLoader))


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Make offices, each in a home of its own; keyword arguments are settings."""
    made: list[Office] = []

    def make(**settings: Any) -> Office:
        home = tmp_path / f"home-{len(made)}"
        chosen = Settings(home=home, user="Lan", **settings)
        office = Office(home, chosen, Ledger(chosen, default_calendar, EXACT), tmp_path)
        made.append(office)
        return office

    yield make
    for office in made:
        office.ledger.engine.dispose()


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    """Return one office with nothing adopted yet."""
    return new_office()


@pytest.fixture
def doc(request: pytest.FixtureRequest) -> str:
    """Return the test's docstring: its input."""
    return dedent(inspect.getdoc(request.function) or "")
