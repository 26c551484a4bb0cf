"""One obligation whole: what the plan says, where it stands, how its limit came about, what has happened, whom to call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.words import date_words, limit_in_full, moment_words
from engine.explain import Explanation
from engine.history_words import event_words, rung_words
from engine.ledger.reader import LetterRow
from engine.lists.values import Subject, View
from engine.obligations.history import Facts
from engine.obligations.ladder import Rung
from engine.standing import Line
from tui.screens.page import Field, PageScreen
from tui.widgets.details import contact_words
from tui.words import (
    ALERT_WORDS,
    BASIS_WORDS,
    LETTER_WORDS,
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


class ObligationScreen(PageScreen[Known]):
    """Một đầu việc."""

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
        return Known(explained, found[0] if found else self._subject, at.date())

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
