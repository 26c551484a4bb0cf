"""One obligation whole: what the plan says, where it stands, how its limit came about, what has happened, whom to call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.words import date_words, limit_in_full, moment_words
from engine.directory.models import Contact
from engine.explain import Explanation
from engine.history_words import event_words, rung_words
from engine.ledger.reader import LetterRow
from engine.lists.values import Subject, View
from engine.obligations.history import Facts
from engine.obligations.ladder import Rung
from engine.standing import Line
from tui.actions import Place, bindings
from tui.dialogs.pick import Choice, Pick
from tui.dialogs.read import Read
from tui.screens.page import Field, PageScreen
from tui.screens.source import SourceScreen
from tui.widgets.details import contact_words
from tui.words import (
    ALERT_WORDS,
    BASIS_WORDS,
    LETTER_WORDS,
    POST_WORDS,
    ROLE_WORDS,
    STATE_TONES,
    done_words,
    notes,
    period_limit,
    state_words,
)


@dataclass(frozen=True)
class Known:
    """What the page is made of: all that is known of the obligation, and the letter held for it."""

    explained: Explanation
    subject: Subject
    today: dt.date
    posts: tuple[Contact, ...] = ()


class ObligationScreen(PageScreen[Known]):
    """Một đầu việc."""

    PLACES: ClassVar[tuple[Place, ...]] = ("page", "obligation", "act")
    BINDINGS = bindings("page", "obligation", "act")

    def action_source(self) -> None:
        """Show the sentence in its place in the document."""
        what = self._line.tracked.obligation
        placed = self.desk.office.in_its_place(self._line)
        self.desk.push_screen(SourceScreen(placed, what.section, what.quote))

    def action_letters(self) -> None:
        """Show the letters about this obligation as they were sent."""
        self.settle()
        letters = {one.uid: one for one in (self._known.explained.letters if self._known else ())}
        choices = [
            Choice(one.uid, f"{moment(one.sent_at or one.drafted_at)}  {_letter(one)}") for one in letters.values()
        ]

        def chosen(uid: str | None) -> None:
            if uid is not None:
                letter = letters[uid]
                head = f"Gửi tới: {letter.email}\n{LETTER_WORDS[letter.status]}\n\n"
                self.desk.push_screen(Read(letter.subject, f"{head}{letter.text}"))

        self.desk.push_screen(Pick("Xem thư nào?", choices), chosen)

    def action_next_one(self) -> None:
        """Go to the next obligation of the list below."""
        self.desk.turn_on(1)

    def action_previous_one(self) -> None:
        """Go to the obligation before in the list below."""
        self.desk.turn_on(-1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the letters only where there are any."""
        if action == "letters":
            return self.is_reading or bool(self._known and self._known.explained.letters)
        return super().check_action(action, parameters)

    @property
    def _line(self) -> Line:
        assert self._subject.line is not None
        return self._subject.line

    def subjects(self) -> list[Subject]:
        """Return this obligation."""
        return [self._known.subject if self._known else self._subject]

    def head(self) -> RenderableType:
        """Return whose it is and what is asked."""
        return Text(f"{self._line.agency_name}\n{self._line.tracked.obligation.text}\n", "bold")

    def fetch(self, at: dt.datetime) -> Known:
        """Read all about it."""
        explained = self.desk.office.explain(self._line, at)
        found = self.desk.office.lists.page(at, View(only=frozenset([self._line.id])), 0, 1)
        posts = self.desk.office.lists.posts(self._line.tracked.obligation.agency)
        return Known(explained, found[0] if found else self._subject, at.date(), posts)

    def content(self, page: Known) -> RenderableType:
        """Return the page."""
        known = page.explained
        return Group(
            self.head(),
            self.fields([*_where(known, page.today), *_what(known)]),
            self.section(
                "Diễn biến xử lý", [(moment(e.at), f"{event_words(e, known.names)}.") for e in known.events], ""
            ),
            self.section("Nhắc việc sắp tới", [_rung(rung) for rung in ahead(known)], "Không còn lần nhắc nào."),
            self.section("Đầu mối", [_contact(one) for one in page.posts], "Chưa có đầu mối."),
            self.section("Vì sao là thời hạn này", [("·", step) for step in known.steps], ""),
            self.section("Thư", _letters(known), "Chưa có thư nào."),
        )


def _what(known: Explanation) -> list[Field]:
    what = known.line.tracked.obligation
    ground = "" if what.basis == "explicit" else f" ({BASIS_WORDS[what.basis]})"
    return [
        ("Vai trò", "" if what.kind == "report" else ROLE_WORDS[what.role], "plain"),
        ("Nơi nhận", known.destination, "plain"),
        ("Căn cứ", f"mục {what.section}{ground}: “{what.quote}”", "plain"),
        ("Kế hoạch", known.plan_title, "plain"),
    ]


def _where(known: Explanation, today: dt.date) -> list[Field]:
    line, facts = known.line, known.line.tracked.facts
    first = f"ban đầu: {limit_in_full(facts.first_due, facts.first_moved_to)}" if _has_changed(facts) else ""
    alert = f"{ALERT_WORDS[facts.alert.state]} (phát sinh {moment_words(facts.alert.raised_at)})" if facts.alert else ""
    return [
        ("Tình trạng", state_words(line), STATE_TONES[line.state]),
        ("Thời hạn", period_limit(line), "plain"),
        ("", first, "quiet"),
        ("Tiếp nhận từ", known.taken_over_from, "plain"),
        ("Chuyển cho", known.handed_on_to, "plain"),
        ("Kết quả", done_words(facts.done) if facts.done else "chưa ghi nhận", "plain"),
        ("Cảnh báo", alert, "plain"),
        ("Ghi chú", " · ".join(notes(line, today)), "plain"),
        ("Đã gửi", f"{line.reminders_sent} thư", "plain"),
        ("Liên hệ", contact_words(known.contact), "plain"),
    ]


def _contact(contact: Contact) -> tuple[str, str]:
    away = [f"vắng {date_words(one.start)} - {date_words(one.end)}" for one in contact.absences]
    return POST_WORDS[contact.post], " · ".join([contact_words(contact), *away])


def _has_changed(facts: Facts) -> bool:
    return (facts.first_due, facts.first_moved_to) != (facts.due, facts.moved_to)


def ahead(known: Explanation) -> list[Rung]:
    """Return the reminders still to come."""
    facts = known.line.tracked.facts
    if facts.settled or facts.own:
        return []
    return [rung for rung in known.rungs if rung.name not in facts.reached]


def _rung(rung: Rung) -> tuple[str, str]:
    return date_words(rung.at.date()), rung_words(rung)


def _letters(known: Explanation) -> list[tuple[str, str]]:
    return [(moment(letter.sent_at or letter.drafted_at), _letter(letter)) for letter in known.letters]


def _letter(letter: LetterRow) -> str:
    return f"{LETTER_WORDS[letter.status]}: {letter.subject} ({letter.email})"


def moment(at: dt.datetime) -> str:
    """Return a moment for a column: `09/12/2024 08:00`."""
    return f"{date_words(at.date())} {at:%H:%M}"
