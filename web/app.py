"""The application: three addresses, and calm pages for every other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from engine.ledger.ledger import Ledger
from web.failures import Failures, NoTraceback
from web.pages import Pages
from web.security import Guarded


def make_app(ledger: Ledger, clock: Callable[[], dt.datetime]) -> Starlette:
    """Return the application of one ledger; `clock` says when each request happens."""
    pages = Pages(ledger, clock)
    app = Starlette(
        routes=[
            Route("/healthz", pages.healthz, methods=["GET"]),
            *(Route(path, pages.show, methods=["GET"]) for path in ("/x/{token}", "/x/{token}/")),
            *(Route(path, pages.act, methods=["POST"]) for path in ("/x/{token}", "/x/{token}/")),
            Route("/x/{token}/ket-qua", pages.recorded, methods=["GET"]),
        ],
        middleware=[Middleware(Guarded), Middleware(NoTraceback)],
        exception_handlers=Failures(ledger, clock).handlers(),
    )
    app.router.redirect_slashes = False  # a redirect would name the scheme we see, not the one the reader sees
    return app
