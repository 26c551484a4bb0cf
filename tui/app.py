"""The coordinator's terminal: which screens there are, what was read last, and acts done beside the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import App
from textual.screen import Screen

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from tui.actions import bindings
from tui.office import Office, Outcome
from tui.reading import nothing_read
from tui.screens.acting import ActingScreen
from tui.screens.help import HelpScreen
from tui.screens.letters import LettersScreen
from tui.screens.listing import ListScreen
from tui.screens.obligations import ObligationsScreen
from tui.screens.today import TodayScreen
from tui.screens.unrecorded import UnrecordedScreen
from tui.themes import DARK, LIGHT

READ_EVERY_SECONDS = 60.0
STYLES: list[str | PurePath] = ["styles/app.tcss", "styles/lists.tcss", "styles/pages.tcss", "styles/dialogs.tcss"]
HEIGHTS = [(0, "-short"), (32, "-tall")]


class PhancongApp(App[None]):
    """Follows the obligations of one ledger. `clock` says at what moment things are read and done."""

    TITLE = "Phân Công"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = STYLES
    BINDINGS = bindings("app")
    VERTICAL_BREAKPOINTS = HEIGHTS
    SCREENS: ClassVar[dict[str, Callable[[], Screen[None]]]] = {
        "today": TodayScreen,
        "obligations": ObligationsScreen,
        "unrecorded": UnrecordedScreen,
        "letters": LettersScreen,
    }

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Take a ledger and a clock; reading starts when the screen is there."""
        super().__init__()
        self.office = Office(ledger, clock)
        self.reading = nothing_read(clock())
        self.here = "today"
        self.trouble: str | None = None
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def _fatal_error(self) -> None:
        """Leave without Textual's traceback: the command keeps the details and says a sentence (see `crash`)."""
        self.bell()
        self._close_messages_no_wait()

    @property
    def crash(self) -> Exception | None:
        """Return what ended the terminal, when it was not the person."""
        return self._exception

    def on_mount(self) -> None:
        """Read, show the day's work, and read again every minute."""
        self.read()
        self.push_screen(self.here)
        self.set_interval(READ_EVERY_SECONDS, self.read)

    def read(self) -> None:
        """Read the ledger and show it on every open screen; what cannot be read leaves what was."""
        self.trouble = None
        try:
            self.reading = self.office.look()
        except PhancongError as error:
            self.trouble = error.message
            self._failed(error)
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen) and screen.is_mounted:
                screen.show(self.reading)

    def action_reload(self) -> None:
        """Read now."""
        self.read()
        if self.trouble is None:
            self.notify("Đã đọc lại sổ theo dõi.", timeout=2)

    def action_go(self, name: str) -> None:
        """Go to a screen on a number key, whatever is open over the present one."""
        self.here = name
        while not isinstance(self.screen, ListScreen):
            self.pop_screen()
        self.switch_screen(name)

    def action_help(self) -> None:
        """Show every key."""
        self.push_screen(HelpScreen())

    def action_shade(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help_quit(self) -> None:
        """Say how to leave, instead of Textual's English sentence."""
        self.notify("Nhấn q để thoát.")

    def act(self, work: Callable[[], Outcome]) -> None:
        """Do something to the ledger in a thread: the mail server or another run may keep it waiting."""
        self.run_worker(partial(self._worked, work), thread=True)

    def _worked(self, work: Callable[[], Outcome]) -> None:
        try:
            outcome = work()
        except PhancongError as error:
            self.call_from_thread(self._failed, error)
        else:
            self.call_from_thread(self._done, outcome)

    def _done(self, outcome: Outcome) -> None:
        self.notify(outcome.sentence, severity=outcome.severity, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen):
                screen.acted()
        self.read()

    def _failed(self, error: PhancongError) -> None:
        self.notify(error.message, title="Chưa thực hiện được", severity="error", markup=False)
