"""How long commands take from start to end, against a bare typer program, alternating within one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from bench.figures import Figure

ROUNDS = 11
BARE = """
import typer
app = typer.Typer()
@app.command()
def main() -> None:
    print("ok")
app()
"""
AT = "2024-12-13T17:00"


def measure_starts(home: Path) -> list[Figure]:
    """Measure --help, status, and a run with nothing due, on the ledger in `home`."""
    phancong = str(Path(sys.executable).with_name("phancong"))
    bare = home / "bare.py"
    bare.write_text(BARE)
    commands = {
        "bare": [sys.executable, str(bare)],
        "help": [phancong, "--help"],
        "status": [phancong, "status", "--at", AT],
        "run": [phancong, "run", "--at", AT],
    }
    took = _alternate(commands, {**os.environ, "PHANCONG_HOME": str(home)})
    return [
        Figure("phancong --help, to a bare typer program", took["help"] / took["bare"], 1.5),
        Figure("phancong status on the demo's ledger, to a bare typer program", took["status"] / took["bare"], 5),
        Figure("a run with nothing due, to phancong status", took["run"] / took["status"], 1.3),
    ]


def _alternate(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, float]:
    """Return the median seconds of each command."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, command in commands.items():
            started = time.monotonic()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            seconds[name].append(time.monotonic() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}
