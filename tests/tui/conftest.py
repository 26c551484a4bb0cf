"""Lan's terminal on the morning of 11/12/2024: what was sent and said before it, and what stands on its screen."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from engine.answer import Answer, answer
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.reader import LetterRow
from engine.lists.values import Kind, Subject, View
from engine.settings import Settings
from tests.conftest import MINH, VINH_O, Office
from tui.app import PhancongApp

NOW = "2024-12-11T08:30"
NARROW, WIDE = (80, 24), (140, 40)
CELL = 12.2
TEXT = re.compile(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*clip-path[^>]*>([^<]*)</text>')


@dataclass
class Terminal:
    """A running terminal and the hands on its keys."""

    app: PhancongApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys and let everything they set going come to rest."""
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Give a text to what has the keys, at once: as slow as one key."""
        self.app.screen.focused.post_message(Paste(text))  # type: ignore[union-attr]
        await self.rest()

    async def rest(self) -> None:
        """Wait for acts and readings in threads, and for the screen to show what came of them; a crash is the test's too."""
        await self.pilot.pause()
        while self.app.crash is None and (self.app.workers or not self.app.reader.is_idle):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    async def pass_a_minute(self) -> None:
        """Let the minute pass in which letters let go can still be taken back."""
        self.app.leaving.leave_now()
        await self.rest()

    def lines(self) -> list[str]:
        """Return what stands on the screen, line by line."""
        placed: dict[float, list[tuple[int, str]]] = defaultdict(list)
        for x, y, text in TEXT.findall(self.app.export_screenshot()):
            placed[float(y)].append((round(float(x) / CELL), html.unescape(text).replace("\xa0", " ")))
        return [_line(placed[y]) for y in sorted(placed)]

    @property
    def text(self) -> str:
        """Return the same as one text."""
        return "\n".join(self.lines())

    @property
    def words(self) -> str:
        """Return the same with no regard to where lines end."""
        return " ".join(self.text.split())

    @property
    def dialog(self) -> str:
        """Return what stands in the box over the screen, with no regard to where lines end."""
        inside = [line[line.index("│") + 1 : line.rindex("│")] for line in self.lines() if "│" in line]
        return " ".join(" ".join(inside).split())

    def row(self, *words: str) -> str:
        """Return the one line that has all these words."""
        (found,) = [line for line in self.lines() if all(word in line for word in words)]
        return found

    def subjects(self, kind: Kind) -> list[Subject]:
        """Return all that stands on a list, whatever the screen has room for."""
        office = self.app.office
        return list(office.lists.page(office.now(), View(kind), 0, 100))

    @property
    def held(self) -> list[LetterRow]:
        """Return the letters that wait for release."""
        return [one.letter for one in self.subjects("letters") if one.letter]

    @property
    def notices(self) -> list[str]:
        """Return what the notices say."""
        return [notice.message for notice in self.app._notifications]


def _line(texts: list[tuple[int, str]]) -> str:
    line = ""
    for column, text in sorted(texts):
        line = line.ljust(column) + text
    return line.rstrip()


Opened = Callable[..., AbstractAsyncContextManager[Terminal]]


@asynccontextmanager
async def _open(office: Office, at: str = NOW, size: tuple[int, int] = NARROW) -> AsyncIterator[Terminal]:
    app = PhancongApp(office.ledger, lambda: moment(at))
    async with app.run_test(size=size, notifications=True) as pilot:
        terminal = Terminal(app, pilot)
        await terminal.rest()
        yield terminal


@pytest.fixture
def open_terminal() -> Opened:
    """Open the terminal of an office."""
    return _open


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Live the autumn once and return its home."""
    files = tmp_path_factory.mktemp("lived")
    settings = Settings(home=files / "home", user="Lan")
    office = Office(settings.home, settings, Ledger(settings, default_calendar, EXACT), files)
    _live(office)
    office.ledger.engine.dispose()
    return settings.home


@pytest.fixture
def year(office: Office, lived: Path) -> Office:
    """Return an office in which Minh reported late what was sent in time, Vĩnh Ô asks for time, Hùng is silent."""
    shutil.copytree(lived, office.home)
    return office


def _live(office: Office) -> None:
    office.apply()
    for at in ("2024-11-18T08:00", "2024-12-09T08:00", "2024-12-10T08:00"):
        office.run(at)
    sent = dt.date(2024, 12, 9)
    done = Answer("done", name="Minh", position="chuyên viên", number="45/BC-PYT", document_date=sent, sent=sent)
    more = Answer("extend", name="Bình", until=dt.date(2024, 12, 16), reason="chờ số liệu của các thôn")
    answer(office.ledger, [MINH], done, moment("2024-12-10T09:00"), actor="Minh")
    answer(office.ledger, [VINH_O], more, moment("2024-12-10T10:00"), actor="Bình")
    office.run("2024-12-11T08:00")
