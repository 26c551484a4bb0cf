"""The application on a port."""

from __future__ import annotations

import datetime as dt
import errno
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from engine.errors import OutsideError
from engine.ledger.ledger import Ledger
from web.app import make_app

HIGHEST_PORT = 65535


class PortInUseError(OutsideError):
    """Cổng này đang được chương trình khác sử dụng. Hãy chọn cổng khác bằng --port."""


class CannotListenError(OutsideError):
    """Không mở được địa chỉ này. Hãy kiểm tra --host, --port và quyền sử dụng cổng."""


def serve(ledger: Ledger, clock: Callable[[], dt.datetime], listening: socket.socket) -> None:
    """Serve on an open port until stopped (Ctrl+C)."""
    with suppress(KeyboardInterrupt):
        server(ledger, clock).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return an open port; 0 picks a free one. Raises PortInUseError or CannotListenError."""
    if not 0 <= port <= HIGHEST_PORT:
        raise CannotListenError
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise (PortInUseError if error.errno == errno.EADDRINUSE else CannotListenError) from error


def server(ledger: Ledger, clock: Callable[[], dt.datetime]) -> uvicorn.Server:
    """Return a server that logs no addresses: they carry tokens."""
    app = make_app(ledger, clock)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none")
    return uvicorn.Server(config)
