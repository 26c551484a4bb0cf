"""What a large plan costs: adopting 100,000 obligations against inserting their rows, checking 5,000 lines against pydantic."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from bench.figures import Figure
from engine.apply import apply
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.directory.models import Directory
from engine.ledger.connection import make_engine, writing
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.tables import agencies, events, metadata, obligations, plans
from engine.settings import Settings
from engine.spec.models import PlanSpec
from engine.spec.plan import Plan, load_plan

AGENCIES, REPORTS, LINES = 1_000, 100, 5_000
AT = "2024-01-02T08:00"
MEGABYTE = 1024  # kilobytes, which is what getrusage counts in


def measure_plans() -> list[Figure]:
    """Measure adoption in a process of its own, for its memory, and checking in this one."""
    done = subprocess.run([sys.executable, "-m", "bench.plans"], stdout=subprocess.PIPE, text=True, check=True)
    ratio, megabytes = map(float, done.stdout.split())
    return [
        Figure("adopting 100,000 obligations, to inserting the same rows", ratio, 2.5),
        Figure("its memory, in units of 500 MB", megabytes / 500, 1),
        Figure("check of a spec of 5,000 lines, to pydantic on the parsed data", _checking(), 4),
    ]


def adoption() -> tuple[float, float]:
    """Return the ratio and the peak memory in MB, that of the adoption alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ledger = Ledger(Settings(home=home / "ours"), default_calendar, EXACT)
        ledger.prepare()
        plan = _large_plan()
        started = time.monotonic()
        apply(ledger, plan, moment(AT))
        ours = time.monotonic() - started
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
        return ours / _bare_insert(ledger, home), megabytes


def _bare_insert(ledger: Ledger, home: Path) -> float:
    """Insert the same obligations and events with executemany, in one transaction; return the seconds."""
    with ledger.read() as connection:
        rows = {t: [dict(row) for row in connection.execute(sa.select(t)).mappings()] for t in (obligations, events)}
        before = {t: [dict(row) for row in connection.execute(sa.select(t)).mappings()] for t in (agencies, plans)}
    engine = make_engine(f"sqlite:///{home / 'bare.db'}")
    metadata.create_all(engine)
    with writing(engine) as connection:
        for table, values in before.items():
            connection.execute(sa.insert(table), values)
        connection.commit()
    started = time.monotonic()
    with writing(engine) as connection:
        for table, values in rows.items():
            connection.execute(sa.insert(table), values)
        connection.commit()
    return time.monotonic() - started


def _large_plan() -> Plan:
    names = [f"xa-{number}" for number in range(AGENCIES)]
    listed = [{"id": name, "name": f"UBND xã {name}", "relation": "lower"} for name in names]
    listed.append({"id": "phong", "name": "Phòng", "relation": "affiliated"})
    directory = {"agencies": listed, "groups": [{"id": "cac-xa", "name": "UBND các xã", "members": names}]}
    reports = [_report(number, dt.date(2024, 2, 1) + dt.timedelta(days=3 * number)) for number in range(REPORTS)]
    spec = {"plan": _header(), "reports": reports}
    return Plan(PlanSpec.model_validate(spec), Directory.model_validate(directory), "lon.yaml", None)


def _header() -> dict[str, Any]:
    return {
        "id": "lon",
        "assumed_start": "2024-01-02",
        "title": "Kế hoạch lớn",
        "issuer": "phong",
        "coordinator": "phong",
        "period": {"from": "2024-01-01", "to": "2024-12-31"},
        "directory": "danh-ba.yaml",
    }


def _report(number: int, day: dt.date) -> dict[str, Any]:
    return {
        "id": f"bao-cao-{number}",
        "section": "V",
        "text": f"Báo cáo đợt {number}",
        "quote": f"Báo cáo đợt {number} trước ngày {day:%d/%m/%Y} về UBND huyện (qua Phòng)",
        "to": "phong",
        "due": {"kind": "before", "date": day.isoformat()},
        "owed_by": [{"agency": "cac-xa", "basis": "explicit"}],
    }


def _checking() -> float:
    """Return how much longer the whole check takes than pydantic alone on the same data."""
    with tempfile.TemporaryDirectory() as folder:
        path = _long_spec(Path(folder))
        parsed = yaml.load(path.read_text(), yaml.BaseLoader)
        rounds = [
            (_seconds(lambda: PlanSpec.model_validate(parsed)), _seconds(lambda: load_plan(path))) for _ in range(5)
        ]
    return min(ours for _, ours in rounds) / min(bare for bare, _ in rounds)


def _long_spec(folder: Path) -> Path:
    reports = [_report(number, dt.date(2024, 2, 1)) for number in range(LINES // 13)]
    names = [{"id": name, "name": name, "relation": "lower"} for name in ("phong", "cac-xa")]
    (folder / "danh-ba.yaml").write_text(yaml.safe_dump({"agencies": names}, allow_unicode=True))
    (folder / "nguon.txt").write_text("\n".join(report["quote"] for report in reports))
    path = folder / "dai.yaml"
    spec = {"plan": _header() | {"source": "nguon.txt"}, "reports": reports}
    path.write_text(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False, width=1000))
    return path


def _seconds(act: Any) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


if __name__ == "__main__":
    print(*adoption())
