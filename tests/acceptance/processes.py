"""The real command, as cron and people start it: a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
VINH_LINH = ROOT / "plan_specs" / "vinh-linh-2024.yaml"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process that knows nothing of this machine's own settings."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PHANCONG_")}
    return {**ours, "PHANCONG_HOME": str(home), "PYTHONWARNINGS": "error", **more}


def start(home: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start `phancong`."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=ROOT,
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def phancong(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `phancong` to its end."""
    process = start(home, *arguments, **more)
    out, err = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def at_once(times: int, home: Path, *arguments: str, **more: str) -> list[subprocess.CompletedProcess[str]]:
    """Start `phancong` many times at once; return how each ended."""
    processes = [start(home, *arguments, **more) for _ in range(times)]
    ended = [process.communicate() for process in processes]
    return [
        subprocess.CompletedProcess(arguments, process.returncode, out, err)
        for process, (out, err) in zip(processes, ended, strict=True)
    ]
