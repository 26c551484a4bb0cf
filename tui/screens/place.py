"""What every screen on a number key has in common: the top lines, its body, the line of keys, and reading beside the screen.

What is shown while something is read is what was; a key that acts waits for what it acts on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult

from engine.lists.values import Overview
from tui.reader import Pending
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.topbar import TopBar

T = TypeVar("T")


class PlaceScreen(ActingScreen):
    """A screen on a number key. Subclasses name it (`PLACE`), lay out its `body`, and ask in `on_read` for what they show.

    `AWAITED` names the readings that a key waits for.
    """

    PLACE: ClassVar[str]
    AWAITED: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.overview: Overview | None = None
        self._pending: dict[str, Pending[Any]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopBar()
        yield from self.body()
        yield KeysLine("")

    def body(self) -> ComposeResult:
        """Yield what stands between the top and the line of keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show what is known already."""
        self.show(self.desk.overview)

    def on_screen_resume(self) -> None:
        """Show what was read while another screen was in front."""
        if self.overview is not self.desk.overview:
            self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""
        self.overview = overview
        self.query_one(TopBar).show(overview, self.PLACE)
        if overview is not None:
            self.on_read(overview)
        else:
            self.on_unread()
        self.offer()

    def on_read(self, overview: Overview) -> None:
        """Ask for what the screen shows: something may have changed."""
        raise NotImplementedError

    def on_unread(self) -> None:
        """Say that nothing could be read yet, or why not."""

    def fetch(self, name: str, work: Callable[[], T], then: Callable[[T], None], *, slow: bool = False) -> None:
        """Have `work` done beside the screen and `then` called; what was asked under the same name before is dropped."""
        self.drop(name)

        def delivered(found: T) -> None:
            if self.is_mounted:
                then(found)

        self._pending[name] = self.desk.reader.ask(work, delivered, self.desk.unread, slow=slow)

    def drop(self, *names: str) -> None:
        """Forget what was asked under these names."""
        for name in names:
            if (pending := self._pending.pop(name, None)) is not None:
                pending.drop()

    def settle(self, patience: float | None = None) -> None:
        """Wait for what was asked for: nobody acts on what stood there before. With `patience`, no longer than that."""
        for name in self.AWAITED:
            if (pending := self._pending.get(name)) is not None:
                pending.settle(patience)

    @property
    def is_reading(self) -> bool:
        """Say whether something that a key would act on is still on its way."""
        return any(not pending.is_over for name, pending in self._pending.items() if name in self.AWAITED)
