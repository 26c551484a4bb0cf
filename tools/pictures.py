"""Make the README's pictures from the real thing: the demo's ledger in the terminal, its page in Chromium."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cli.demo import demo_settings, live
from cli.demo_world import Page
from engine.deadlines.files import default_calendar
from engine.deadlines.rules import VIETNAM
from engine.ledger.ledger import Ledger
from engine.ledger.reader import letter_rows
from engine.settings import load_settings
from tui.app import PhancongApp

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
AT = dt.datetime(2024, 12, 12, 8, 30, tzinfo=VIETNAM)
CHROMIUM = "/usr/bin/chromium"
FONT = "JetBrains Mono"  # has every Vietnamese letter; Debian: fonts-jetbrains-mono
FONT_FROM_AFAR = re.compile(r"@font-face\s*{[^}]*}")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Live the demo in a throw-away home and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PHANCONG_HOME"] = folder
        ledger = Ledger(demo_settings(load_settings()), default_calendar)
        live(ledger)
        screen = asyncio.run(_terminal(ledger))
        with Page(ledger, lambda: AT) as page, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            _picture_of_svg(browser, screen, PICTURES / "terminal.png")
            _picture_of_page(browser, page.url + _path_of_a_link(ledger), PICTURES / "page.png")
            browser.close()


async def _terminal(ledger: Ledger) -> str:
    app = PhancongApp(ledger, lambda: dt.datetime(2024, 12, 13, 17, tzinfo=VIETNAM))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        return app.export_screenshot(title="Phân Công")


def _picture_of_svg(browser: Browser, svg: str, to: Path) -> None:
    page = browser.new_page(viewport={"width": 1480, "height": 900})
    here = FONT_FROM_AFAR.sub("", svg).replace("Fira Code", FONT)
    page.set_content(f"<body style='margin:0'>{here}</body>")
    page.locator("svg").first.screenshot(path=to)


def _picture_of_page(browser: Browser, url: str, to: Path) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 1100})
    page.goto(url)
    page.screenshot(path=to)


def _path_of_a_link(ledger: Ledger) -> str:
    with ledger.read() as connection:
        rows = letter_rows(connection, statuses=["sent"])
    letter = next(row for row in rows if row.kind == "last_day" and "ubnd-xa-vinh-thai" in row.agencies)
    found = re.search(r"(/x/\S+)", letter.text)
    assert found is not None
    return found.group(1)


if __name__ == "__main__":
    main()
