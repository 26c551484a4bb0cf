"""What a visit of the page costs, against a bare Starlette app on the same server with the same database settings.

The bare one does what no page can do without: one read, or one commit, through SQLAlchemy Core, and one Jinja page. Both
are driven by 32 connections that stay open, from this process; the servers are processes of their own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
import uvicorn
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bench.figures import Figure
from engine.apply import apply
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.directory.models import Directory
from engine.ledger.connection import make_engine, make_sqlite_file
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.reader import letter_rows
from engine.mail.carriers import Mailbox
from engine.run import run
from engine.settings import Settings
from engine.spec.models import PlanSpec
from engine.spec.plan import Plan
from web.app import make_app
from web.rendering import TEMPLATES

CONNECTIONS, SECONDS, ROUNDS = 32, 2.0, 3
AT = "2024-11-04T09:00"
ONE, MANY = "plan/bao-cao/xa-mot/-", 50
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{{ row.text }}</title>
<style>{{ style }}</style></head><body><main><h1>Phản hồi nhiệm vụ được giao</h1>
<form method="post"><ul><li><label><input type="checkbox" name="item" value="{{ row.id }}"> {{ row.text }}</label>
<p>{{ row.quote }}</p><p>{{ row.due }}</p></li></ul>
{% for value, words in actions %}<label><input type="radio" name="action" value="{{ value }}"> {{ words }}</label>{% endfor %}
<label>Họ và tên <input name="name"></label><button>Gửi phản hồi</button></form></main></body></html>"""
ACTIONS = [("received", "Đã tiếp nhận"), ("done", "Đã gửi báo cáo"), ("nothing", "Không phát sinh")]


def measure_page() -> list[Figure]:
    """Measure GET, POST and the whole list, ours and the bare one by turns."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        one, many = _prepare(home)
        with _served(_ours, home) as ours, _served(_bare, home) as bare:
            got = _compare((ours, _get(one)), (bare, _get("/")))
            posted = _compare((ours, _post(one)), (bare, _post("/")))
            listed = _compare((ours, _get(f"{many}/danh-sach")), (bare, _get("/")))
    return [
        Figure("a bare app's GETs a second, to those of the page of one obligation", got.ratio, 1 / 0.5),
        Figure("a bare app's POSTs a second, to those of that page", posted.ratio, 1 / 0.5),
        Figure(f"a bare app's GETs a second, to those of the list of {MANY}", listed.ratio, 1 / 0.25),
        *(
            Figure(f"99th in a hundred, to the median: {name} of {CONNECTIONS} at once", result.tail, 10)
            for name, result in (("GET", got), ("POST", posted), ("list", listed))
        ),
    ]


@dataclass(frozen=True)
class Compared:
    """How many times the bare app's requests a second are ours, and our tail."""

    ratio: float
    tail: float


@dataclass(frozen=True)
class Asked:
    """Requests of one kind; `body` differs with each so that each is recorded."""

    method: str
    path: str

    def bytes(self, number: int) -> bytes:
        """Return one request as it travels."""
        head = f"{self.method} {self.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        if self.method == "GET":
            return f"{head}\r\n".encode()
        body = urlencode({"item": ONE, "action": "received", "name": f"Trần Văn Minh {number}"})
        kind = "content-type: application/x-www-form-urlencoded"
        return f"{head}{kind}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode()


def _get(path: str) -> Asked:
    return Asked("GET", path)


def _post(path: str) -> Asked:
    return Asked("POST", path)


def _compare(ours: tuple[int, Asked], bare: tuple[int, Asked]) -> Compared:
    """Drive both by turns; return the median of the ratios of neighbouring turns, and our tail."""
    ratios, tails = [], []
    for _ in range(ROUNDS):
        mine, theirs = (asyncio.run(_drive(port, asked)) for port, asked in (ours, bare))
        ratios.append(len(theirs) / len(mine))
        tails.append(statistics.quantiles(mine, n=100)[98] / statistics.median(mine))
    return Compared(statistics.median(ratios), statistics.median(tails))


async def _drive(port: int, asked: Asked) -> list[float]:
    """Ask over all connections for a while; return the seconds each request took."""
    took: list[float] = []
    ends = time.monotonic() + SECONDS
    await asyncio.gather(*(_one(port, asked, number, ends, took) for number in range(CONNECTIONS)))
    return took


async def _one(port: int, asked: Asked, number: int, ends: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (started := time.monotonic()) < ends:
        writer.write(asked.bytes(time.monotonic_ns() * CONNECTIONS + number))
        status = await _answer(reader)
        assert status in (b"200", b"303"), status
        took.append(time.monotonic() - started)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, _, length = head.partition(b"content-length: ")
    await reader.readexactly(int(length.split(b"\r\n", 1)[0]))
    return head.split(b" ", 2)[1]


@contextmanager
def _served(what: Any, home: Path) -> Iterator[int]:
    """Serve an application from a process of its own; the port is open before it starts."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(what, home, theirs), daemon=True)
    process.start()
    theirs.close()  # so that its death ends the waiting
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(what: Any, home: Path, port: Connection) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(what(home), log_level="warning", access_log=False, server_header=False, lifespan="off")
    port.send(listening.getsockname()[1])
    uvicorn.Server(config).run(sockets=[listening])


def _ours(home: Path) -> Starlette:
    return make_app(_ledger(home), lambda: moment(AT))


def _bare(home: Path) -> Starlette:
    """Return the bare app, on a database of its own."""
    make_sqlite_file(home / "bare.db")
    engine = make_engine(f"sqlite:///{home / 'bare.db'}")
    rows = sa.Table("rows", sa.MetaData(), *(sa.Column(name, sa.Text) for name in ("id", "text", "quote", "due")))
    with engine.begin() as connection:
        rows.metadata.create_all(connection)
        connection.execute(sa.insert(rows).values(id=ONE, text="Báo cáo", quote="Báo cáo trước ngày 10/12", due="x"))
    environment = Environment(autoescape=True)
    environment.globals["style"] = (TEMPLATES / "style.css").read_text("utf-8")
    template = environment.from_string(PAGE)

    def show(_request: Request) -> HTMLResponse:
        with engine.connect() as connection:
            row = connection.execute(sa.select(rows).where(rows.c.id == ONE)).one()
        return HTMLResponse(template.render(row=row, actions=ACTIONS))

    def keep(_request: Request) -> HTMLResponse:
        values = {"id": str(time.monotonic_ns()), "text": "Báo cáo", "quote": "Báo cáo trước ngày 10/12", "due": "x"}
        with engine.begin() as connection:
            connection.execute(sa.insert(rows).values(values))
        return HTMLResponse(template.render(row=values, actions=ACTIONS))

    return Starlette(routes=[Route("/", show, methods=["GET"]), Route("/", keep, methods=["POST"])])


def _ledger(home: Path) -> Ledger:
    return Ledger(Settings(home=home / "ours"), default_calendar, EXACT)


def _prepare(home: Path) -> tuple[str, str]:
    """Send the first letters; return the paths of the page of one obligation, and of an agency with fifty."""
    ledger = _ledger(home)
    apply(ledger, _plan(), moment("2024-11-01"))
    run(ledger, Mailbox(home / "mailbox"), moment("2024-11-01T08:00"))
    with ledger.read() as connection:
        texts = {row.agencies[0]: row.text for row in letter_rows(connection)}
    ledger.engine.dispose()
    paths = {agency: text.partition("8765")[2].split()[0] for agency, text in texts.items()}
    return paths["xa-mot"], paths["xa-nhieu"]


def _plan() -> Plan:
    """Return a plan in which one agency owes one report, another fifty, and a hundred more one each."""
    names = ["xa-mot", "xa-nhieu", *(f"xa-{number}" for number in range(100))]
    listed = [{"id": name, "name": f"UBND {name}", "relation": "lower"} for name in names]
    listed.append({"id": "phong", "name": "Phòng Lao động", "relation": "affiliated"})
    contacts = {name: {"email": f"{name}@xa.example", "name": "Minh"} for name in [*names, "phong"]}
    others = [name for name in names if name != "xa-nhieu"]
    spec = {
        "plan": {
            "id": "plan",
            "number": "58/KH-UBND",
            "date": "2024-10-30",
            "title": "Công tác bình đẳng giới",
            "issuer": "phong",
            "coordinator": "phong",
            "directory": "danh-ba.yaml",
            "period": {"from": "2024-01-01", "to": "2025-12-31"},
        },
        "reports": [_report("bao-cao", others), *(_report(f"bao-cao-{n}", ["xa-nhieu"]) for n in range(MANY))],
    }
    directory = Directory.model_validate({"agencies": listed, "contacts": contacts})
    return Plan(PlanSpec.model_validate(spec), directory, "trang.yaml", None)


def _report(name: str, agencies: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "section": "V",
        "text": "Báo cáo định kỳ đợt tháng 12",
        "to": "phong",
        "quote": "Báo cáo định kỳ trước ngày 10/12/2024",
        "due": {"kind": "before", "date": "2024-12-10"},
        "owed_by": [{"agency": agency, "basis": "explicit"} for agency in agencies],
    }


if __name__ == "__main__":
    found = measure_page()
    print(*found, sep="\n")
    sys.exit(0 if all(figure.kept for figure in found) else 1)
