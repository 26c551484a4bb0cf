"""What a morning's mail costs: letters rendered, recorded and handed over, against smtplib sending the same bytes.

Both talk to the same sink, a mail server in a process of its own, over the same number of connections.
"""

from __future__ import annotations

import multiprocessing
import resource
import smtplib
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.figures import Figure
from engine.apply import apply
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.directory.models import Directory
from engine.ledger.ledger import EXACT, Ledger
from engine.mail.carriers import Meanwhile, SmtpCarrier, nothing
from engine.mail.message import Mail
from engine.run import run
from engine.settings import Settings
from engine.spec.models import PlanSpec
from engine.spec.plan import Plan

LETTERS = 10_000
MEGABYTE = 1024  # kilobytes, which is what getrusage counts in


class Sink:
    """Takes every message and forgets it."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        return "250 OK"


def measure_letters(count: int = LETTERS) -> list[Figure]:
    """Run one morning in a process of its own, for its memory, with few letters and with many."""
    few, many = (_in_a_process(number) for number in (count // 10, count))
    return [
        Figure(f"{count:,} letters written and handed over, to smtplib with the same bytes", many[0], 2.5),
        Figure("its memory, to that of a tenth of the letters", many[1] / few[1], 1.3),
    ]


def _in_a_process(count: int) -> tuple[float, float]:
    """Adopt a plan in one process, send its first letters in another: only the second one's memory counts."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        adopting = spawn.Process(target=_adopt, args=(Path(folder), count))
        adopting.start()
        adopting.join()
        ours, theirs = multiprocessing.Pipe()
        sending = spawn.Process(target=_measured, args=(Path(folder), count, theirs))
        sending.start()
        theirs.close()  # so that its death ends the waiting
        ratio, megabytes = ours.recv()
        sending.join()
    return ratio, megabytes


def _ledger(home: Path, url: str = "") -> Ledger:
    return Ledger(Settings(home=home, smtp_url=url, mail_from="lan@ldtbxh.example"), default_calendar, EXACT)


def _adopt(home: Path, count: int) -> None:
    apply(_ledger(home), _plan(count), moment("2024-11-01"))


def _measured(home: Path, count: int, answer: Connection) -> None:
    server, port = _sink()
    try:
        answer.send(_morning(home, port, count))
    finally:
        server.terminate()


def _morning(home: Path, port: int, count: int) -> tuple[float, float]:
    url = f"smtp://127.0.0.1:{port}"
    ledger, carrier = _ledger(home, url), _Keeping(url)
    started = time.monotonic()
    result = run(ledger, carrier, moment("2024-11-01T08:00"))
    ours = time.monotonic() - started
    assert result.delivered == count, result
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return ours / _bare_loop(port, carrier.sample, count), megabytes


class _Keeping(SmtpCarrier):
    """A carrier that keeps the bytes of some messages it has sent."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.sample: list[bytes] = []

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        super().send(mail, name, meanwhile)
        if len(self.sample) < 100:
            self.sample.append(mail.wire)


def _bare_loop(port: int, sample: list[bytes], count: int) -> float:
    """Send finished bytes over one connection; return the seconds."""
    started = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for number in range(count):
            connection.sendmail("lan@ldtbxh.example", [f"xa{number}@xa.example"], sample[number % len(sample)])
    return time.monotonic() - started


def _sink() -> tuple[Any, int]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours.recv()


def _serve(answer: Connection) -> None:
    controller = _OnAnyPort(Sink(), hostname="127.0.0.1", port=0)
    controller.start()
    answer.send(controller.port)
    time.sleep(3_600)


class _OnAnyPort(Controller):
    """A controller that asks the system for a port."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _plan(count: int) -> Plan:
    """Return a plan in which every agency owes two reports and has a task without a limit."""
    agencies = [{"id": f"xa-{n}", "name": f"UBND xã Số {n}", "relation": "lower"} for n in range(count)]
    office = {"id": "phong", "name": "Phòng Lao động - Thương binh và Xã hội", "relation": "affiliated"}
    above = {"id": "huyen", "name": "UBND huyện Vĩnh Linh", "relation": "higher"}
    directory = {
        "agencies": [office, above, *agencies],
        "groups": [{"id": "cac-xa", "name": "UBND các xã", "members": [one["id"] for one in agencies]}],
        "contacts": {one["id"]: {"email": f"{one['id']}@xa.example"} for one in agencies},
    }
    task = {"id": "tuyen-truyen", "role": "assigned", "text": "Tuyên truyền về bình đẳng giới", "quote": "Tuyên truyền"}
    reports = [_report("06", "2025-06-05"), _report("12", "2024-12-10")]
    header = {
        "id": "ke-hoach",
        "number": "58/KH-UBND",
        "date": "2024-10-30",
        "title": "Công tác bình đẳng giới",
        "issuer": "huyen",
        "coordinator": "phong",
        "period": {"from": "2024-01-01", "to": "2025-12-31"},
        "directory": "danh-ba.yaml",
    }
    spec = {
        "plan": header,
        "assignments": [{"section": "IV.1", "agency": "cac-xa", "tasks": [task]}],
        "reports": reports,
    }
    return Plan(PlanSpec.model_validate(spec), Directory.model_validate(directory), "thu.yaml", None)


def _report(month: str, day: str) -> dict[str, Any]:
    return {
        "id": f"bao-cao-{month}",
        "section": "V",
        "text": f"Báo cáo định kỳ đợt tháng {month}",
        "quote": "Báo cáo định kỳ trước ngày 05/6 và ngày 10/12",
        "to": "huyen",
        "via": "phong",
        "due": {"kind": "before", "date": day},
        "owed_by": [{"agency": "cac-xa", "basis": "explicit"}],
    }


if __name__ == "__main__":
    for figure in measure_letters(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS):
        print(figure)
