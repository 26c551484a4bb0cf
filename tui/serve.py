"""The terminal in a browser, for desks where no SSH is installed: textual-serve under an address that cannot be guessed.

Whoever has the address acts as the coordinator, as whoever sits at the terminal does. So it listens on this machine
alone unless told otherwise, and nothing is fetched from anywhere else.
"""

from __future__ import annotations

import hmac
import shlex
from collections.abc import Sequence
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

PAGES = Path(__file__).parent / "pages"
NOT_HERE = "Địa chỉ này không đúng. Hãy dùng địa chỉ mà lệnh phancong tui --web đã in ra."


class TerminalPage(Server):
    """Serves the command of the terminal at `/{token}/`; each browser window has a process of its own."""

    def __init__(self, command: Sequence[str], host: str, port: int, token: str) -> None:
        """Take what to run, where to listen, and the part of the address that only the coordinator knows."""
        super().__init__(shlex.join(command), host, port, title="Phân Công", templates_path=PAGES)
        self._token = token

    def run(self) -> None:
        """Serve until stopped."""
        web.run_app(self._make_app(), host=self.host, port=self.port, print=None)

    async def _make_app(self) -> web.Application:
        app = web.Application()
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(PAGES), autoescape=True)
        app.add_routes(
            [
                web.get("/{token}/", self.handle_index),
                web.get("/{token}/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(_guard)
        return app

    async def handle_index(self, request: web.Request) -> web.Response:
        """Return the page."""
        self._check(request)
        socket = f"{'wss' if request.scheme == 'https' else 'ws'}://{request.host}/{self._token}/ws"
        return aiohttp_jinja2.render_template("terminal.html", request, {"static": "/static/", "socket": socket})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Connect a browser to a terminal of its own."""
        self._check(request)
        return await super().handle_websocket(request)

    def _check(self, request: web.Request) -> None:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            raise web.HTTPNotFound(text=NOT_HERE)


async def _guard(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    response.headers["X-Frame-Options"] = "DENY"
