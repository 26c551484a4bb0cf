"""The demo's year in one process: how long, and how much memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import Figure

MEGABYTE_IN_KB = 1024


def live_year(home: Path) -> list[Figure]:
    """Live the demo in a process of its own under `home`."""
    environment = {**os.environ, "PHANCONG_HOME": str(home), "PHANCONG_DEMO": "plain"}
    started = time.monotonic()
    command = [str(Path(sys.executable).with_name("phancong")), "demo"]
    subprocess.run(command, env=environment, capture_output=True, check=True)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE_IN_KB
    return [
        Figure("the demo's year in one process, peak memory", peak, 300, "MB"),
        Figure("the demo's year, from start to end", seconds, 120, "s"),
    ]
