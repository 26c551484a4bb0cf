"""Lan's office with its letters sent, and browsers that open the links in them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import Ledger
from engine.ledger.tables import events, metadata
from engine.settings import Settings
from tests.conftest import Office
from web.app import make_app
from web.serve import listen, server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have a client that is not in our lock
    from starlette.testclient import TestClient

OPENED = "2024-11-01T08:00"


@dataclass
class Site:
    """The pages of one office, at a moment that tests move."""

    office: Office
    browser: TestClient
    now: dt.datetime
    pauses: list[float] = field(default_factory=list)

    def at(self, moment_: str) -> Site:
        """Let time pass."""
        self.now = moment(moment_)
        return self

    async def pause(self, seconds: float) -> None:
        """Note how long an answer would have waited."""
        self.pauses.append(seconds)

    def link(self, email: str) -> str:
        """Return the path of the link in the last letter to an address."""
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in self._mail()]
        bodies = [body for m in letters if m["To"] == email and (body := m.get_body(("plain",)))]
        links: list[str] = re.findall(r"^http://127\.0\.0\.1:8765(/x/\S+)$", bodies[-1].get_content(), re.MULTILINE)
        return links[0]

    def _mail(self) -> list[Any]:
        return sorted(self.office.settings.mailbox.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        shown: httpx.Response = self.browser.get(path)
        return shown

    def post(self, path: str, item: str | list[str], action: str, **typed: str) -> httpx.Response:
        """Send the form of a page, by one who gives a name."""
        form = {"item": item, "action": action, "name": "Trần Văn Minh", **typed}
        answered: httpx.Response = self.browser.post(path, data=form)
        return answered

    def done(self, path: str, item: str | list[str], sent: str, **typed: str) -> httpx.Response:
        """Say that a report dated and sent on a day was sent."""
        document = {"document_number": "45/BC-PYT", "document_date": sent, "sent_date": sent}
        return self.post(path, item, "done", **(document | typed))

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table."""
        with self.office.ledger.read() as connection:
            return {t.name: [tuple(row) for row in connection.execute(t.select())] for t in metadata.sorted_tables}

    def log(self, *kinds: str) -> list[Any]:
        """Return the events of some kinds."""
        with self.office.ledger.read() as connection:
            query = events.select().where(events.c.kind.in_(kinds)).order_by(events.c.seq)
            return list(connection.execute(query))


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve the pages of an office on a port of their own; give its address."""
    listening = listen("127.0.0.1", 0)
    running = server(site.office.ledger, lambda: site.now)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture
def site_of() -> Iterator[Callable[[Office], Site]]:
    """Open the pages of an office."""
    with ExitStack() as opened:

        def make(office: Office) -> Site:
            site = Site(office, None, moment(OPENED))  # type: ignore[arg-type]
            app = make_app(office.ledger, lambda: site.now, site.pause)
            site.browser = opened.enter_context(TestClient(app, follow_redirects=False))
            return site

        yield make


@pytest.fixture(scope="session")
def first_letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of an office whose first letters have gone out, to be copied."""
    files = tmp_path_factory.mktemp("office")
    settings = Settings(home=files / "home", user="Lan")
    office = Office(settings.home, settings, Ledger(settings, default_calendar), files)
    office.apply()
    office.run(OPENED)
    office.ledger.engine.dispose()
    return settings.home


@pytest.fixture
def site(office: Office, first_letters: Path, site_of: Callable[[Office], Site]) -> Site:
    """Return the pages of an office whose first letters have gone out."""
    shutil.copytree(first_letters, office.settings.home)
    return site_of(office).at("2024-11-04T09:00")


class Page(HTMLParser):
    """A page as a browser takes it apart: its fields, ids, labels and words."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._silent = False
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words = " ".join(f"{self.words} {data}".split())

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of every tag with these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    def boxes(self) -> dict[str | None, bool]:
        """Return the obligations that can be ticked, and whether they are."""
        boxes = [box for box in self.all("input") if box.get("name") == "item"]
        return {box["value"]: "checked" in box for box in boxes}

    def typed(self) -> dict[str | None, str | None]:
        """Return what the text fields hold, and the choice made."""
        fields = {f.get("name"): f.get("value") for f in self.all("input") if f.get("type") in ("text", "date")}
        chosen = [f["value"] for f in self.all("input") if f.get("type") == "radio" and "checked" in f]
        return {**fields, "action": chosen[0] if chosen else None}

    def wrong(self) -> list[str]:
        """Return the fields with a mistake shown beside them."""
        ids = [str(a["id"]) for a in self.all("p") if str(a.get("id", "")).endswith("-mistake")]
        return [name.removesuffix("-mistake") for name in ids]
