"""The terminal in a real browser: keys go in, nothing is fetched from elsewhere, and nobody finds it by guessing."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright

from tests.conftest import MINH, Office

CHROMIUM = shutil.which("chromium")
AT = "2024-12-11T08:30"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def address(year: Office, tmp_path: Path) -> Iterator[str]:
    """Serve the terminal of the office and return its address, read from the shortcut."""
    shortcut = tmp_path / "phan-cong.url"
    options = ["--web", "--port", str(free_port()), "--shortcut", str(shortcut), "--at", AT]
    environment = {**os.environ, "PHANCONG_HOME": str(year.home), "PHANCONG_USER": "Lan"}
    command = [sys.executable, "-m", "cli.main", "tui", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        said = served.stdout.readline()
        url = re.search(r"URL=(\S+)", shortcut.read_text()).group(1)  # type: ignore[union-attr]
        assert url in said
        _wait(url)
        yield url
        served.terminate()


def _wait(url: str) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=10)) as client:
        assert client.get(url).status_code == httpx.codes.OK


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: apt-get install chromium")
def test_a_result_is_accepted_in_a_browser(year: Office, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_selector("body.-first-byte")
        _press(page, "2", "/", *"cho xac nhan", "Enter", "a", "Enter")
        page.wait_for_timeout(1_500)
        browser.close()
    host = address.split("/")[2]
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {host}
    assert year.one(MINH, "2024-12-11T09:00")["state"] == "done_on_time"


def _press(page: Page, *keys: str) -> None:
    page.wait_for_timeout(1_500)  # a terminal on a canvas says nothing of itself to wait for
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(150)


@pytest.mark.parametrize("path", ["", "00000000000000000000000000000000/", "x/ws", "%C3%A9/"])
def test_a_guessed_address_shows_nothing(address: str, path: str) -> None:
    base = "/".join(address.split("/")[:3])
    answer = httpx.get(f"{base}/{path}")
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "terminal" not in answer.text


def test_the_address_stays_the_same_and_is_told_to_nobody(year: Office, address: str) -> None:
    answer = httpx.get(address)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "googleapis" not in answer.text
    assert year.ledger.keys.address("terminal") in address


def test_a_port_that_is_taken_is_a_sentence(year: Office) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "cli.main", "tui", "--web", "--port", str(taken.getsockname()[1])]
        environment = {**os.environ, "PHANCONG_HOME": str(year.home)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "Hãy chọn --port khác." in done.stderr
    assert "Traceback" not in done.stderr
