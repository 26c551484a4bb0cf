"""Pages that stand as they were made until something happens: robots and people open the same link again and again.

A page is kept for its link, its language and its minute as of the last event in the log; the link itself is looked up on
every visit, so one that was revoked is gone at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from starlette.responses import HTMLResponse, Response

KEPT = 500  # pages, some 10 kB each


class KeptPages:
    """The pages made last, in bounded memory."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making = threading.Lock()

    def page(self, key: Hashable, make: Callable[[], HTMLResponse]) -> Response:
        """Return the page for a key, made now if it is not kept; whoever asks for it meanwhile gets the same."""
        body = self._pages.get(key)
        if body is None:
            with self._making:
                body = self._pages.get(key) or self._keep(key, make())
        return HTMLResponse(body)

    def _keep(self, key: Hashable, made: HTMLResponse) -> bytes:
        body = self._pages[key] = bytes(made.body)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return body
