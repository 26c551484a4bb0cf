"""The page in a real browser: nobody is kept out by how they see or what they hold, and nothing comes from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import HUNG
from tests.web.conftest import Site, served
from tests.web.states import HUNG_MAIL, MINH_MAIL, STATES

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install -y chromium")
ALONE = ("background-networking", "component-update", "sync", "quic", "gpu")
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in ALONE)]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
NARROW, WIDE = 320, 1280


@dataclass
class Screen:
    """One browser before one site, and all that it asked for."""

    site: Site
    address: str
    page: Page
    asked: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def send(self, typed: Mapping[str, str]) -> None:
        """Choose and type what is given, and press the one button."""
        for name, value in typed.items():
            if name == "action":
                self.page.check(f"#action-{value}")
            else:
                self.page.fill(f"[name={name}]", value)
        self.page.click("button")

    def show(self, name: str) -> None:
        """Bring about a state of the page."""
        state = STATES[name]
        self.open(state.path(self.site))
        if state.typed is not None:
            self.send(state.typed)

    def wide(self, width: int) -> None:
        """Make the window so wide."""
        self.page.set_viewport_size({"width": width, "height": 800})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for all of them."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@contextmanager
def before(browser: Browser, site: Site, *, scripts: bool = True) -> Iterator[Screen]:
    """Put a browser as wide as a small telephone before a site."""
    with served(site) as address:
        page = browser.new_page(viewport={"width": NARROW, "height": 640}, java_script_enabled=scripts)
        screen = Screen(site, address, page)
        page.on("request", lambda request: screen.asked.append(request.url))
        yield screen
        page.close()


@pytest.fixture
def screen(browser: Browser, site: Site) -> Iterator[Screen]:
    """Return a browser before the site."""
    with before(browser, site) as opened:
        yield opened


@pytest.mark.parametrize("state", STATES)
def test_everybody_can_read_and_use_every_page_and_nothing_comes_from_elsewhere(screen: Screen, state: str) -> None:
    screen.show(state)
    assert screen.page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert "<script" not in screen.page.content().lower()
    for width in (NARROW, WIDE):
        screen.wide(width)
        found = Axe().run(screen.page, options=AXE)
        assert not found.violations_count, found.generate_report()
    assert {urlsplit(url).netloc for url in screen.asked} == {urlsplit(screen.address).netloc}


def test_a_person_with_one_report_confirms_in_two_actions_without_scripts(browser: Browser, site: Site) -> None:
    """Beside the name, which nobody types for them: a choice, and a press; the one report is ticked already."""
    with before(browser, site, scripts=False) as screen:
        screen.open(site.link(HUNG_MAIL))
        screen.page.fill("[name=name]", "Trần Văn Hùng")
        screen.page.check("#action-received")
        screen.page.click("button")
        assert "Đã ghi nhận" in screen.page.inner_text("h1")
    assert [event.obligation for event in site.log("received")] == [HUNG]


PRESSED = "input[type=checkbox], input[type=radio], a[href^='/'], a[href^='?']"


def press(page: Page, number: int) -> None:
    """Press one thing as a script does, then the button of the page that is there afterwards."""
    one = page.locator(PRESSED).nth(number)
    leads_on = one.evaluate("one => one.tagName") == "A"
    with page.expect_navigation() if leads_on else nullcontext():
        one.evaluate("one => one.click()")
    if page.locator("button").count():
        with page.expect_navigation():
            page.locator("button").evaluate("one => one.click()")


def test_a_browser_that_runs_scripts_and_presses_everything_changes_nothing(screen: Screen) -> None:
    path, before = screen.site.link(MINH_MAIL), screen.site.everything()
    screen.open(path)
    things = screen.page.locator(PRESSED).count()
    assert things >= 10
    for number in range(things):
        screen.open(path)
        press(screen.page, number)
    assert screen.site.everything() == before
