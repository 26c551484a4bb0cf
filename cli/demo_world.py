"""The demo's outside world: the real page on a local port, and somebody who reads the mailbox and answers there."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
import uvicorn

from cli.demo_story import Scene
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from web.app import make_app

HOST = "127.0.0.1"
LINK = re.compile(r"^https?://\S+/x/\S+$", re.MULTILINE)


class Page:
    """The page behind the links, served from a thread while the story lasts."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        self._socket = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(make_app(ledger, clock), log_level="error", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class Post:
    """Reads every letter that arrives, and answers through the link in the newest one to an address.

    The links keep the address that `serve` will have afterwards; while the story lasts the page is at another port.
    """

    def __init__(self, mailbox: Path, url: str) -> None:
        self.mailbox = mailbox
        self._client = httpx.Client(base_url=url, timeout=30)
        self._read: set[Path] = set()
        self._links: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def collect(self) -> None:
        """Read what is new."""
        for path in sorted(set(self.mailbox.glob("*.eml")) - self._read):
            self._read.add(path)
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = message.get_body(("plain",))
            link = LINK.search(body.get_content()) if body else None
            if link:
                self._links[str(message["To"])] = urlsplit(link.group()).path

    def answer(self, ledger: Ledger, scene: Scene) -> None:
        """Open the link, look, and send the form; what the page refuses is an error of the story."""
        with ledger.read() as connection:
            link = self._links[read_address_book(connection).email(scene.agency) or ""]
        self._client.get(link).raise_for_status()
        form = {"item": scene.obligation, "action": scene.act, "name": "Minh", "position": "công chức", **scene.fields}
        answer = self._client.post(link, data=form)
        if not answer.is_redirect:
            raise RuntimeError(f"{scene.obligation}: {answer.status_code}")
