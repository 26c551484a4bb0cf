"""The coordinator's terminal: which screens there are, what was read last, and acts done beside the screen."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import Any, ClassVar, cast

from textual.app import App
from textual.screen import Screen

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.view import Stamp
from engine.lists.values import Overview, Subject
from tui.actions import actions_of, bindings
from tui.dialogs.pick import Choice, Pick
from tui.leaving import TICK_SECONDS, UNDO, Leaving
from tui.office import Office, Outcome
from tui.reader import Reader
from tui.screens.acting import ActingScreen
from tui.screens.help import HelpScreen
from tui.screens.listing import ListScreen
from tui.screens.page import PageScreen
from tui.screens.place import PlaceScreen
from tui.screens.today import TodayScreen
from tui.themes import DARK, THEMES
from tui.widgets.topbar import TopBar

READ_EVERY_SECONDS = 60.0
LOOK_EVERY_SECONDS = 2.0  # what another has done shows within five
ROOMS = ("app", "lists", "entry", "pages", "dialogs")
STYLES: list[str | PurePath] = [f"styles/{room}.tcss" for room in ROOMS]
ACT = "act"
LEAVING_CHOICES = (
    Choice("send", "Gửi ngay rồi thoát"),
    Choice("undo", "Hoàn tác rồi thoát"),
    Choice("stay", "Ở lại"),
)
HEIGHTS = [(0, "-tiny"), (16, "-short"), (32, "-tall")]


def _screen(module: str, name: str) -> Callable[[], Screen[None]]:
    """Return what makes a screen, looked up when somebody goes there: the first screen must not wait for the others."""
    return lambda: cast("Screen[None]", getattr(import_module(f"tui.screens.{module}"), name)())


class PhancongApp(App[None]):
    """Follows the obligations of one ledger. `clock` says at what moment things are read and done."""

    TITLE = "Phân Công"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = STYLES
    BINDINGS = bindings("app")
    VERTICAL_BREAKPOINTS = HEIGHTS
    SCREENS: ClassVar[dict[str, Callable[[], Screen[None]]]] = {
        "today": TodayScreen,
        "obligations": _screen("obligations", "ObligationsScreen"),
        "unrecorded": _screen("unrecorded", "UnrecordedScreen"),
        "letters": _screen("letters", "LettersScreen"),
        "matrix": _screen("matrix", "MatrixScreen"),
        "plans": _screen("plans", "PlansScreen"),
        "agencies": _screen("agencies", "AgenciesScreen"),
        "runs": _screen("runs", "RunsScreen"),
    }

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Take a ledger and a clock; reading starts when the screen is there."""
        super().__init__()
        self.office = Office(ledger, clock)
        self.reader = Reader(self.call_later)
        self.overview: Overview | None = None
        self.here = "today"
        self.trouble: str | None = None
        self.leaving = Leaving(self._leave)
        for theme in THEMES:
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
        """Read, show the day's work; read again when anything has happened, and every minute."""
        self.read()
        self.push_screen(self.here)
        self.set_interval(READ_EVERY_SECONDS, self.read)
        self.set_interval(LOOK_EVERY_SECONDS, self.watch_ledger)
        self.set_interval(TICK_SECONDS, self._tick)

    def on_unmount(self) -> None:
        """Read nothing more."""
        self.reader.close()

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read how much there is, and let every open screen read what it shows; what cannot be read leaves what was."""

        def found(overview: Overview) -> None:
            self.trouble, self.overview = None, overview
            self._show()
            self.call_after_refresh(gc.freeze)  # what is there from the start is looked through no more
            self.reader.ask(partial(self.office.lists.learn, overview.at), lambda _: None, self.unread, slow=True)
            if then is not None:
                then()

        self.reader.ask(self.office.look, found, self._unread)

    def _unread(self, error: PhancongError) -> None:
        self.unread(error)
        self._show()

    def unread(self, error: PhancongError) -> None:
        """Say why something could not be read, once until something can."""
        if error.message != self.trouble:
            self.refused(error)
        self.trouble = error.message

    def _show(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen) and screen.is_mounted:
                screen.show(self.overview)
        self._say_leaving()

    def watch_ledger(self) -> None:
        """Read again when anybody has done anything: to ask whether is two probes of an index."""

        def found(stamp: Stamp | None) -> None:
            if self.overview is not None and stamp != self.overview.stamp:
                self.read()

        self.reader.ask(self.office.lists.stamp, found, lambda error: None)

    def action_reload(self) -> None:
        """Read now."""
        self.read(lambda: self.notify("Đã đọc lại sổ theo dõi.", timeout=2))

    def action_go(self, name: str) -> None:
        """Go to a screen on a number key, whatever is open over the present one."""
        if isinstance(self.screen, ActingScreen) and not self.screen.may_leave():
            return
        self.here = name
        while not isinstance(self.screen, PlaceScreen):
            self.pop_screen()
        self.switch_screen(name)

    def find_in_list(self, name: str, words: str) -> None:
        """Go to a list, with these words in its filter."""
        self.action_go(name)
        cast("ListScreen", self.get_screen(name)).filter_by(words)

    def turn_to(self, kind: type[PageScreen[Any]], subject: Subject) -> None:
        """Open the page of a subject over the list."""
        name = kind.__name__
        if not self.is_screen_installed(name):
            self.install_screen(kind(), name)
        page = cast("PageScreen[Any]", self.get_screen(name))
        page.turn_to(subject)
        self.push_screen(page)

    def turn_on(self, by: int) -> None:
        """Turn the page to the next obligation of the list below it, or the one before."""
        below = self.screen_stack[-2]
        if isinstance(self.screen, PageScreen) and isinstance(below, ListScreen) and (subject := below.step(by)):
            self.screen.turn_to(subject)

    def action_enter_results(self) -> None:
        """Ask for which report results have come, the one at hand first, and open the sheet to type them in."""
        from tui.screens.quick_entry import start_entry

        if isinstance(screen := self.screen, ActingScreen):
            screen.settle()
            start_entry(self, screen.subjects())

    def action_import_register(self) -> None:
        """Open the register of incoming documents."""
        from tui.screens.register import RegisterScreen

        if isinstance(self.screen, ActingScreen):
            self.push_screen(RegisterScreen())

    def action_help(self) -> None:
        """Show every key of the present screen."""
        self.push_screen(HelpScreen(getattr(self.screen, "PLACES", ())))

    def action_palette(self) -> None:
        """Find something to do by its name."""
        screen = self.screen
        offered = screen.offered() if isinstance(screen, ActingScreen) else actions_of("app")
        named = {str(place): action for place, action in enumerate(offered) if action.place != "row"}

        def chosen(key: str | None) -> None:
            if key is not None:
                self.call_later(self.run_action, named[key].target)

        choices = [Choice(key, f"{one.shown:<8}{one.name}", found_by=one.help) for key, one in named.items()]
        self.push_screen(Pick("Tìm lệnh", choices), chosen)

    def action_shade(self) -> None:
        """Change to the next theme: dark, light, no colour."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    # Letters let go

    def release(self, uids: Sequence[str]) -> None:
        """Let letters go, in a minute."""

        def scheduled() -> Outcome:
            going = self.office.schedule(uids, UNDO)
            self.call_from_thread(self.leaving.add, going)
            return Outcome(f"{len(going)} thư gửi sau 1 phút. Nhấn u để hoàn tác.")

        self.act(scheduled)

    def _leave(self, uids: Sequence[str]) -> None:
        self.act(lambda: self.office.release(uids))

    def _tick(self) -> None:
        self.leaving.tick()
        self._say_leaving()

    def _say_leaving(self) -> None:
        for screen in self.screen_stack[-1:]:  # there is none any more while the terminal ends
            for bar in screen.query(TopBar):
                bar.say_leaving(self.leaving.words)

    def action_undo(self) -> None:
        """Take back what was let go in the last minute."""
        if uids := self.leaving.take_back():
            self.act(lambda: self.office.unschedule(uids))
        else:
            self.notify("Không có thư nào đang chờ gửi để hoàn tác.")

    async def action_quit(self) -> None:
        """Leave, unless something typed would be lost; of letters that wait to leave, ask what is to become of them."""
        if isinstance(self.screen, ActingScreen) and not self.screen.may_leave():
            return
        if not self.leaving.waits:
            self.exit()
            return

        def chosen(what: str | None) -> None:
            if what == "send":
                self.leaving.leave_now()
            elif what == "undo":
                self.action_undo()
            if what in ("send", "undo"):
                self.run_worker(self._exit_when_done())

        self.push_screen(Pick(f"{self.leaving.words}. Thoát?", LEAVING_CHOICES), chosen)

    async def _exit_when_done(self) -> None:
        others = [worker for worker in self.workers if worker.name == ACT]
        await self.workers.wait_for_complete(others)
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to leave, instead of Textual's English sentence."""
        self.notify("Nhấn q để thoát.")

    def act(self, work: Callable[[], Outcome]) -> None:
        """Do something to the ledger in a thread: the mail server or another run may keep it waiting."""
        self.run_worker(partial(self._worked, work), name=ACT, thread=True)

    def _worked(self, work: Callable[[], Outcome]) -> None:
        try:
            outcome = work()
        except PhancongError as error:
            self.call_from_thread(self._refused, error)
        else:
            self.call_from_thread(self._done, outcome)

    def _done(self, outcome: Outcome) -> None:
        self.notify(outcome.sentence, severity=outcome.severity, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen):
                screen.acted()
        self.read()

    def _refused(self, error: PhancongError) -> None:
        """Say why, and read again: the reason may be that somebody else was quicker."""
        self.refused(error)
        self.read()

    def refused(self, error: PhancongError) -> None:
        """Say what the engine said."""
        self.notify(error.message, title="Chưa thực hiện được", severity="error", markup=False)
