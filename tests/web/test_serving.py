"""The page on a port of its own."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from engine.errors import OutsideError
from tests.conftest import MINH
from tests.web.conftest import Site
from web.serve import CannotListenError, PortInUseError, listen, server


@contextmanager
def _served(site: Site) -> Iterator[str]:
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


def test_the_page_is_served_and_nothing_of_its_address_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    path = site.link("minh@yte.example")
    with caplog.at_level(logging.DEBUG), _served(site) as address, httpx.Client(base_url=address) as browser:
        shown = browser.get(path)
        answered = browser.post(path, data={"item": MINH, "action": "received", "name": "Minh"})
        big = browser.post(path, files={"attachment": ("a.pdf", b"x" * 23 * 1024 * 1024)})
    assert (shown.status_code, answered.status_code, big.status_code) == (200, 303, 413)
    assert "server" not in shown.headers
    out = "".join(capfd.readouterr()) + "".join(r.getMessage() for r in caplog.records if not r.name.startswith("http"))
    assert path.rpartition("/")[2] not in out


def test_a_port_in_use_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PortInUseError) as caught:
        listen("127.0.0.1", taken.getsockname()[1])
    assert isinstance(caught.value, OutsideError)
    assert "--port" in caught.value.message


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("192.0.2.1", 8765), ("no.such.host.invalid", 80)])
def test_an_address_that_cannot_be_opened_is_a_sentence(host: str, port: int) -> None:
    with pytest.raises(CannotListenError):
        listen(host, port)
