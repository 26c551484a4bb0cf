"""Reading beside the screen, so that no key waits for the ledger; and waiting after all where a key would act on old news."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from engine.errors import PhancongError

T = TypeVar("T")
QUICK_HANDS = 2
AT_ONCE = 0.04  # seconds for which a key waits, so that what it asks for is painted with it and not after it


class Pending(Generic[T]):
    """Something being read. It is delivered once, unless it is dropped because something newer is asked for."""

    def __init__(self, then: Callable[[T], None], refused: Callable[[PhancongError], None]) -> None:
        """Take what is done with it in the end."""
        self.future: Future[T] = Future()
        self._then, self._refused = then, refused
        self._over = False

    def drop(self) -> None:
        """Forget it; if nobody has begun to read it, nobody will."""
        self._over = True
        self.future.cancel()

    @property
    def is_over(self) -> bool:
        """Say whether it was delivered or dropped."""
        return self._over

    def settle(self, patience: float | None = None) -> None:
        """Wait for it, or only so many seconds, and deliver it now."""
        if self._over:
            return
        try:
            found = self.future.result(patience)
        except TimeoutError:
            return
        except PhancongError as error:
            self._over = True
            self._refused(error)
        except CancelledError:
            self._over = True
        else:
            self._over = True
            self._then(found)


Questions = SimpleQueue[tuple[Callable[[], Any], Pending[Any]] | None]


class Reader:
    """A few hands that read: quick questions have their own, so that a slow one keeps none of them waiting."""

    def __init__(self, deliver: Callable[[Callable[[], None]], Any]) -> None:
        """Take what calls a function on the screen's own thread."""
        self._deliver = deliver
        self._quick, self._slow = Questions(), Questions()
        self._open: set[Future[Any]] = set()
        self._queues = (*[self._quick] * QUICK_HANDS, self._slow)
        for queue in self._queues:
            threading.Thread(target=self._work, args=(queue,), daemon=True).start()

    def close(self) -> None:
        """Read nothing more; whoever reads just now is not waited for."""
        for queue in self._queues:
            queue.put(None)

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        refused: Callable[[PhancongError], None],
        *,
        slow: bool = False,
    ) -> Pending[T]:
        """Have `work` done, and `then` called with what it found."""
        pending = Pending(then, refused)
        self._open.add(pending.future)
        (self._slow if slow else self._quick).put((partial(copy_context().run, work), pending))
        return pending

    @property
    def is_idle(self) -> bool:
        """Say whether all that was asked has been delivered."""
        return not self._open

    def _work(self, queue: Questions) -> None:
        while (asked := queue.get()) is not None:
            work, pending = asked
            if pending.future.set_running_or_notify_cancel():
                try:
                    found = work()
                except BaseException as error:  # noqa: BLE001 - it is raised where it is asked for
                    pending.future.set_exception(error)
                else:
                    pending.future.set_result(found)
            with suppress(RuntimeError):  # the screen is gone
                self._deliver(partial(self._delivered, pending))

    def _delivered(self, pending: Pending[Any]) -> None:
        self._open.discard(pending.future)
        pending.settle()
