"""What a coordinator does to the row under the cursor, to every marked row, or to the obligation of a page.

An act takes those of its subjects that it makes sense for; its key shows only when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from engine.ledger.reader import LetterRow
from engine.lists.values import Overview, Subject
from engine.standing import Line
from tui.screens.confirm import Confirm
from tui.screens.reason import AskReason
from tui.words import done_words, listed

if TYPE_CHECKING:
    from tui.app import PhancongApp


def _awaits(subject: Subject) -> bool:
    return subject.line is not None and subject.line.state == "awaiting_review"


def _has_result(subject: Subject) -> bool:
    return subject.line is not None and subject.line.tracked.facts.done is not None


def _alerts(subject: Subject) -> bool:
    alert = subject.line.tracked.facts.alert if subject.line else None
    return alert is not None and alert.state == "open"


def _is_held(subject: Subject) -> bool:
    return subject.letter is not None


FITS: dict[str, Callable[[Subject], bool]] = {
    "accept": _awaits,
    "give_back": _has_result,
    "acknowledge": _alerts,
    "release": _is_held,
}


class ActingScreen(Screen[None]):
    """A screen with subjects to act on."""

    @property
    def desk(self) -> PhancongApp:
        """Return the app, by its own type."""
        return cast("PhancongApp", self.app)

    _offered: frozenset[str] | None = None

    def offer(self) -> None:
        """Bring the keys on the last line up to date; drawing it is slow, so only when they change."""
        offered = frozenset(act for act in ("back", "filter", "mark", *FITS) if self.check_action(act, ()))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def subjects(self) -> list[Subject]:
        """Return what an act is done to."""
        return []

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""

    def settle(self) -> None:
        """Wait for what the screen has asked for: an act is never done to what stood there before."""

    def acted(self) -> None:
        """Do what is to be done once an act has succeeded."""

    @property
    def is_reading(self) -> bool:
        """Say whether something asked for is still on its way."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an act only where it makes sense; of what is not read yet nobody knows, so a key waits for it."""
        return action not in FITS or self.is_reading or bool(self._fitting(action))

    def action_accept(self) -> None:
        """Ask, then accept."""
        self.settle()
        lines = self._lines("accept")
        if not lines:
            return
        body = "\n".join(f"{line.agency_name}: {_result(line)}" for line in lines[:6])
        question = Confirm("Xác nhận kết quả?", body, "Xác nhận")
        self._ask(question, lambda: self.desk.act(lambda: self.desk.office.accept(lines)))

    def action_give_back(self) -> None:
        """Ask for the reason, then return."""
        self.settle()
        lines = self._lines("give_back")
        if not lines:
            return

        def answered(reason: str | None) -> None:
            if reason:
                self.desk.act(lambda: self.desk.office.give_back(lines, reason))

        names = listed([line.agency_name for line in lines])
        self.app.push_screen(AskReason("Đề nghị bổ sung, hoàn thiện", names), answered)

    def action_acknowledge(self) -> None:
        """Say that the alert is known."""
        self.settle()
        lines = self._lines("acknowledge")
        if not lines:
            return
        self.desk.act(lambda: self.desk.office.acknowledge(lines))

    def action_release(self) -> None:
        """Ask, then release and send."""
        self.settle()
        subjects = self._fitting("release")
        if not subjects:
            return
        letters = _letters(subjects)
        names = list(dict.fromkeys(_addressed(subject) for subject in subjects))
        body = f"{listed(names)}\n\nThư được cập nhật theo thời điểm phát hành, gửi ngay, không rút lại được."
        if self.desk.office.redirect:
            body += f"\nTập dượt: mọi thư gửi về {self.desk.office.redirect}."
        question = Confirm(f"Phát hành {len(letters)} thư?", body, "Phát hành")
        self._ask(question, lambda: self.desk.act(lambda: self.desk.office.release(letters)))

    def _ask(self, question: Confirm, then: Callable[[], None]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                then()

        self.app.push_screen(question, answered)

    def _fitting(self, action: str) -> list[Subject]:
        return [subject for subject in self.subjects() if FITS[action](subject)]

    def _lines(self, action: str) -> list[Line]:
        return [subject.line for subject in self._fitting(action) if subject.line]


def _result(line: Line) -> str:
    done = line.tracked.facts.done
    return done_words(done) if done else ""


def _letters(subjects: Sequence[Subject]) -> list[LetterRow]:
    """Return their letters, each once."""
    return list({subject.letter.uid: subject.letter for subject in subjects if subject.letter}.values())


def _addressed(subject: Subject) -> str:
    return f"{subject.addressed} ({subject.letter.email if subject.letter else ''})"
