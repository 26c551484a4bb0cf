"""The coordinator's terminal through a pseudo-terminal, against bare Textual programs in the same run.

What is measured is when the words that a key asks for have come: the details of the next row, the rows found, the page opened.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.bare_terminal import READY
from bench.figures import Figure
from bench.keyboard import Keyboard
from bench.ledgers import NOW, make_ledger

SMALL, LARGE = 10_000, 1_000_000
STARTS, MOVES = 5, 60
DOWN, ESCAPE, ENTER = "\x1b[B", "\x1b", "\r"
SHOWN = "UBND xã"
BOUNDS = {SMALL: 1.3, LARGE: 3.0}
MOST_MEGABYTES = 400


def measure_terminal() -> list[Figure]:
    """Measure start, moving, filtering and opening on 10,000 obligations and on 1,000,000."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: Path(folder) / str(count) for count in (SMALL, LARGE)}
        for count, home in homes.items():
            make_ledger(home, count).engine.dispose()
        return [*_start(homes[SMALL]), *_keys(homes)]


def _start(home: Path) -> Iterator[Figure]:
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(STARTS):
        with Keyboard([sys.executable, "-m", "bench.bare_terminal", "empty"], os.environ) as program:
            took["bare"].append(program.wait_for(READY))
        with _ours(home) as program:
            took["ours"].append(program.wait_for(SHOWN))
    yield Figure(
        "the terminal's first useful screen, to an empty Textual program",
        statistics.median(took["ours"]) / statistics.median(took["bare"]),
        2.5,
    )


def _keys(homes: dict[int, Path]) -> Iterator[Figure]:
    with Keyboard([sys.executable, "-m", "bench.bare_terminal", "table"], os.environ) as program:
        program.wait_for(READY)
        bare = _slowest(program.press(DOWN) for _ in range(MOVES))
    for count, home in homes.items():
        with _ours(home) as program:
            program.wait_for(SHOWN)
            for what, seconds in _lived(program).items():
                name = f"{what} among {count:,} obligations, to moving in a DataTable"
                yield Figure(name, _slowest(seconds) / bare, BOUNDS[count])
            if count == LARGE:
                yield Figure("the terminal's memory on 1,000,000 obligations", program.megabytes, MOST_MEGABYTES, "MB")


def _lived(program: Keyboard) -> dict[str, list[float]]:
    """Return how long each key took to be painted with all that it asks for, by what it does."""
    took: dict[str, list[float]] = defaultdict(list)
    program.press("2", "Ghi chú")
    for _ in range(MOVES):
        took["moving"].append(program.press(DOWN, "Thời hạn:"))
    for _ in range(MOVES // 6):
        program.press("/")
        took["filtering"] += [program.press(letter, "Thời hạn") for letter in "vinh 1"]
        program.press(ESCAPE)
    for _ in range(MOVES // 3):
        took["opening"].append(program.press(ENTER, "Nhắc việc sắp tới"))
        program.press(ESCAPE)
        program.press(DOWN)
    return took


def _slowest(seconds: list[float] | Iterator[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(seconds)
    return ordered[int(len(ordered) * 0.95) - 1]


def _ours(home: Path) -> Keyboard:
    environment = {**os.environ, "PHANCONG_HOME": str(home), "PHANCONG_USER": "Lan"}
    return Keyboard([sys.executable, "-m", "cli.main", "tui", "--at", NOW], environment)


if __name__ == "__main__":
    for figure in measure_terminal():
        print(figure)
