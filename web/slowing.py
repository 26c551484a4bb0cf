"""Guessing made slow: whoever opens links that do not exist waits longer each time, up to two seconds.

Only the answer "no such link" waits; a good one never does, whoever asks. The token has 128 bits nobody can guess; this
keeps those who try from being a load. What is remembered of them is bounded.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FREE, FIRST, LONGEST = 3, 0.1, 2.0  # wrong links without waiting, then seconds
FORGOTTEN_AFTER = 600.0  # seconds
REMEMBERED = 4_096  # addresses
NOT_FOUND = 404
Pause = Callable[[float], Awaitable[None]]


class Guesses:
    """How often each address has been wrong of late; the one longest quiet is forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember nobody; `clock` counts seconds."""
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many addresses are remembered."""
        return len(self._wrong)

    def wrong(self, address: str) -> float:
        """Count one more wrong link; return how many seconds its answer waits."""
        now = self._clock()
        times, last = self._wrong.pop(address, (0, now))
        times = times + 1 if now - last < FORGOTTEN_AFTER else 1
        self._wrong[address] = (times, now)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)
        return 0.0 if times <= FREE else min(LONGEST, FIRST * 2.0 ** min(times - FREE - 1, 10))


class Slowed:
    """Lets the answer to an unknown link wait."""

    def __init__(self, app: ASGIApp, pause: Pause = asyncio.sleep) -> None:
        """Wrap an application; `pause` waits so many seconds without holding a thread."""
        self.app, self._pause, self._guesses = app, pause, Guesses()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; hold back what says that there is no such link."""

        async def slowed(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == NOT_FOUND:
                client = scope.get("client")
                wait = self._guesses.wrong(client[0] if client else "")
                if wait:
                    await self._pause(wait)
            await send(message)

        is_link = scope.get("path", "").startswith("/x/")
        await self.app(scope, receive, slowed if is_link else send)
