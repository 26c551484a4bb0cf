"""The application: its addresses, and calm pages for every other."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from engine.ledger.ledger import Ledger
from web.acting import Acting
from web.failures import Failures, NoTraceback
from web.language import Spoken
from web.pages import FILE, FRESH, LIST, RESULT, Pages
from web.security import Guarded
from web.slowing import Pause, Slowed

HERE = ("/x/{token}", "/x/{token}/")


def make_app(ledger: Ledger, clock: Callable[[], dt.datetime], pause: Pause = asyncio.sleep) -> Starlette:
    """Return the application of one ledger; `clock` says when each request happens, `pause` waits."""
    pages, acting = Pages(ledger, clock), Acting(ledger, clock)
    app = Starlette(
        routes=[
            Route("/healthz", pages.healthz, methods=["GET"]),
            *(Route(path, pages.show, methods=["GET"]) for path in HERE),
            *(Route(path, acting.act, methods=["POST"]) for path in HERE),
            Route(f"/x/{{token}}/{RESULT}", pages.recorded, methods=["GET"]),
            Route(f"/x/{{token}}/{LIST}", pages.whole_list, methods=["GET"]),
            Route(f"/x/{{token}}/{FILE}/{{digest}}", pages.file, methods=["GET"]),
            Route(f"/x/{{token}}/{FRESH}", pages.fresh, methods=["GET"]),
            Route(f"/x/{{token}}/{FRESH}", acting.ask_again, methods=["POST"]),
        ],
        middleware=[
            Middleware(Guarded),
            Middleware(Spoken, default=ledger.settings.lang),
            Middleware(NoTraceback),
            Middleware(Slowed, pause=pause),
        ],
        exception_handlers=Failures(ledger, clock).handlers(),
    )
    app.router.redirect_slashes = False  # a redirect would name the scheme we see, not the one the reader sees
    return app
