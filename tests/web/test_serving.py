"""The page on a port of its own."""

from __future__ import annotations

import logging
import socket

import httpx
import pytest

from engine.errors import OutsideError
from tests.conftest import MINH
from tests.web.conftest import Site, served
from web.serve import CannotListenError, PortInUseError, listen


def test_the_page_is_served_and_nothing_of_its_address_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    path = site.link("minh@yte.example")
    with caplog.at_level(logging.DEBUG), served(site) as address, httpx.Client(base_url=address) as browser:
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
