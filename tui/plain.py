"""The terminal in plain lines, for screen readers and pipes: the same lists and acts, asked and answered line by line.

Every line that is read is one command; without any, the day's work is printed and that is all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from engine.errors import PhancongError
from engine.history_words import event_words
from engine.lists.values import Subject, View
from tui.actions import actions_of
from tui.acts.table import act_on
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import ChoiceField, DateField, Field, Form, NotFilledError, TextField, TickField
from tui.dialogs.pick import Pick
from tui.dialogs.shown import Shown
from tui.office import Office, Outcome
from tui.screens.letters import LettersScreen
from tui.screens.listing import ListScreen
from tui.screens.obligation import moment
from tui.screens.obligations import ObligationsScreen
from tui.screens.preview import PreviewScreen
from tui.screens.today import TodayScreen
from tui.screens.unrecorded import UnrecordedScreen
from tui.widgets.details import details
from tui.words import BEGIN, clock_words, grouped

LISTS: dict[str, type[ListScreen]] = {
    "1": TodayScreen,
    "2": ObligationsScreen,
    "3": UnrecordedScreen,
    "4": LettersScreen,
}
TITLES = {action.key: action.name for action in actions_of("app") if action.key in LISTS}
KEYS = {action.key: str(action.parsed[1][0]) for action in actions_of("act")}
PAGE = 20
UNKNOWN = "Không có lệnh này. Gõ ? để xem các lệnh."
NO_ROW = "Không có dòng số này trong danh sách đang hiện."
NOT_DONE = "Chưa thực hiện gì."
YES = ("c", "có", "co")


class PlainTerminal:
    """Reads commands by `read`, which returns None at the end, and says everything by `say`."""

    def __init__(self, office: Office, read: Callable[[str], str | None], say: Callable[[str], None]) -> None:
        """Take the verbs and the two ways of speech."""
        self.office, self._read, self._say = office, read, say
        self._key, self._typed, self._offset = "1", "", 0
        self._rows: tuple[Subject, ...] = ()

    def run(self) -> None:
        """Print the day's work, then do what is asked for until nothing more is."""
        self._guarded(self._print)
        while (command := self._read("Lệnh (? để xem): ")) is not None and command.strip() != "q":
            if command.strip():
                self._guarded(lambda: self._obey(command.strip()))

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except PhancongError as error:
            self._say(f"Chưa thực hiện được: {error.message}")

    def _obey(self, command: str) -> None:
        key, *rest = command.split()
        if command.startswith("/"):
            self._key, self._typed, self._offset = self._key, command[1:].strip(), 0
            self._print()
        elif key in LISTS and not rest:
            self._key, self._typed, self._offset = key, "", 0
            self._print()
        elif key in "+-" and not rest:
            self._offset = max(self._offset + (PAGE if key == "+" else -PAGE), 0)
            self._print()
        elif key == "m":
            self._open(self._chosen(rest))
        elif key in KEYS:
            self._act(KEYS[key], self._chosen(rest))
        else:
            self._say("\n".join(help_lines()) if key == "?" else UNKNOWN)

    # Lists

    def _print(self) -> None:
        overview, kind = self.office.look(), LISTS[self._key]
        view = View(kind.KIND, self._typed)
        self._say(f"{overview.office} · {clock_words(overview.at)}")
        if overview.run_late:
            self._say(f"! {overview.run_late}")
        if overview.tracks_nothing:
            self._say(BEGIN)
            return
        self._rows = self.office.lists.page(overview.at, view, self._offset, PAGE)
        self._say(f"{self._key} {TITLES[self._key]}: {kind.summary(self.office.lists, overview)}")
        for line in self._lines(kind):
            self._say(line)
        total = self.office.lists.count(overview.at, view)
        shown = f"{self._offset + 1}-{self._offset + len(self._rows)}" if self._rows else "0"
        self._say(f"Dòng {shown}/{grouped(total)}." if self._rows else kind.NOTHING)

    def _lines(self, kind: type[ListScreen]) -> Iterator[str]:
        today = self.office.now().date()
        for number, subject in enumerate(self._rows, start=self._offset + 1):
            cells = kind.row(subject, today).cells
            said = (f"{column.title}: {cell.strip()}" for column, cell in zip(kind.COLUMNS, cells, strict=True) if cell)
            yield f"{number}. {'; '.join(said)}"

    def _chosen(self, numbers: Iterable[str]) -> list[Subject]:
        """Return the rows of these numbers; without any, the first one shown."""
        places = [int(one) - 1 - self._offset if one.isdecimal() else -1 for one in numbers] or [0]
        if not all(0 <= place < len(self._rows) for place in places):
            raise PhancongError(NO_ROW)
        return [self._rows[place] for place in dict.fromkeys(places)]

    def _open(self, subjects: list[Subject]) -> None:
        for subject in subjects:
            self._say(details(subject, self.office.now().date()).plain)
            if subject.line is not None:
                known = self.office.explain(subject.line, self.office.now())
                for step in known.steps:
                    self._say(f"- {step}")
                for event in known.events:
                    self._say(f"{moment(event.at)}: {event_words(event, known.names)}.")
            elif subject.letter is not None:
                self._say(subject.letter.text)
            elif subject.mail is not None:
                self._say(subject.mail.text)

    # Acts

    def _act(self, name: str, subjects: list[Subject]) -> None:
        if act := act_on(name, subjects):
            act.start(self, [subject for subject in subjects if act.fits(subject)])
        else:
            self._say("Việc này không áp dụng cho dòng đã chọn.")

    def act(self, work: Callable[[], Outcome]) -> None:
        """Do something, and say what came of it."""
        self._say(work().sentence)

    def release(self, uids: Sequence[str]) -> None:
        """Let letters go at once: nobody waits here to take them back."""
        self.act(lambda: self.office.release(uids))

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing can be copied from here; the text is printed."""

    def push_screen(self, screen: Any, callback: Callable[[Any], None]) -> None:
        """Ask in lines what the terminal asks in a box."""
        match screen:
            case Confirm() | Shown():
                callback(self._agreed(screen))
            case Form():
                callback(self._filled(screen))
            case Pick():
                callback(self._picked(screen))
            case PreviewScreen():
                self._say(screen.words)

    def _agreed(self, box: Confirm | Shown) -> bool:
        self._say(box.words)
        yes = (self._read(f"{box.yes}? (c: có, k: không): ") or "").strip().lower() in YES
        if not yes:
            self._say(NOT_DONE)
        return yes

    def _filled(self, form: Form) -> dict[str, Any] | None:
        self._say(form.words)
        filled: dict[str, Any] = {}
        for field in form.fields:
            try:
                filled[field.name] = self._asked(field)
            except NotFilledError as error:
                self._say(f"{error} {NOT_DONE}")
                return None
        return filled

    def _asked(self, field: Field) -> object:
        match field:
            case TickField():
                return (self._read(f"{field.label}? (c/k): ") or "").strip().lower() in YES
            case ChoiceField():
                names = " · ".join(f"{number}: {words}" for number, (_, words) in enumerate(field.choices, start=1))
                return field.parse(self._read(f"{field.label} {names}: ") or "")
            case TextField() | DateField():
                offered = f" [{field.offered}]" if field.offered else ""
                return field.parse((self._read(f"{field.label}{offered} ") or "").strip() or field.offered)

    def _picked(self, pick: Pick) -> str | None:
        found = pick.found(self._read(f"{pick.heading} Gõ tên: ") or "")
        if len(found) == 1:
            return found[0].key
        self._say("\n".join([choice.words for choice in found[:PAGE]] or ["Không tìm thấy."]))
        self._say(f"Hãy gõ đủ để chỉ còn một. {NOT_DONE}")
        return None


def help_lines() -> Iterator[str]:
    """Yield what can be typed."""
    yield "1 2 3 4: đổi danh sách; / từ khóa: lọc; /: bỏ lọc; + và -: trang sau, trang trước; m SỐ: xem một dòng; q: thoát."
    for action in actions_of("act"):
        yield f"{action.key} SỐ…: {action.help}"
