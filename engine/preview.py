"""Preview: any letter as its reader will see it, before it leaves; nothing is recorded and nothing is sent.

An office's own template that is broken is an error here, with its place: this is where a person looks.
"""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass

import sqlalchemy as sa

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.unit import UnknownObligationError
from engine.letters import own
from engine.letters.compose import compose
from engine.letters.examples import OWN_KINDS, examples
from engine.letters.values import Letter, LetterKind
from engine.letters.view import STAGE_OF
from engine.letters.wording import wording_in
from engine.obligations.values import Tracked
from engine.settings import Settings
from engine.standing import Line, standing
from engine.steps.drafting import Desk
from engine.steps.own_side import OwnSide

KINDS: tuple[LetterKind, ...] = (*STAGE_OF, *OWN_KINDS)
OF_A_PLAN: tuple[LetterKind, ...] = ("missing", "alerts")
EXAMPLE_UID = "0" * 24  # a link that opens nothing


class UnknownLetterError(PhancongError):
    """Không có loại thư này."""


class NotOfObligationError(PhancongError):
    """Loại thư này không viết về riêng một đầu việc. Bỏ --obligation để xem thư mẫu."""


class NotOfPlanError(PhancongError):
    """Chỉ xem theo kế hoạch được thư missing và alerts. Bỏ --plan để xem thư mẫu."""


class NothingLateError(PhancongError):
    """Kế hoạch này không có nội dung nào qua thời hạn mà chưa ghi nhận, nên chưa có thư để xem."""


@dataclass(frozen=True)
class Preview:
    """A letter by a name that can be a file's: `reminder.lower`."""

    name: str
    letter: Letter


def preview_examples(settings: Settings, kind: str | None = None) -> list[Preview]:
    """Return the made-up letters, all of them or of one kind, with the office's own sentences.

    Raises:
        TemplateError: a template of the office is wrong.
        UnknownLetterError: there is no such kind.
    """
    wording = wording_in(settings.templates)
    link = f"{settings.base_url}/x/{EXAMPLE_UID}" if settings.links else None
    wanted = _known(kind) if kind else None
    found = examples(link=link).items()
    return [Preview(name, write(wording)) for name, write in found if wanted in (None, name.partition(".")[0])]


def preview_of(ledger: Ledger, obligation: str, at: dt.datetime, kind: str | None = None) -> Preview:
    """Return the letter about an obligation as it stands at `at`, of a kind or of the one that its limit calls for."""
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        found = standing(connection, ledger.calendar, at, only=[obligation])
        if not found.lines:
            raise UnknownObligationError(f"Không có đầu việc “{obligation}”. Xem danh sách bằng `phancong status`.")
        desk = Desk(ledger.settings, found.book, ledger.calendar, ledger.keys.links)
        (line,) = found.lines
        wanted = _known(kind) if kind else _called_for(line)
        return Preview(wanted, _letter(OwnSide(connection, desk, at), line.tracked, wanted))


def preview_plan(ledger: Ledger, plan: str, at: dt.datetime, kind: str) -> Preview:
    """Return the letter to our own side about a plan as it stands at `at`."""
    wanted = _known(kind)
    if wanted not in OF_A_PLAN:
        raise NotOfPlanError
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        late = _late(connection, ledger, plan, at)
        ours = OwnSide(connection, late[0], at)
        wording = wording_in(ledger.settings.templates)
        if wanted == "alerts":
            return Preview(wanted, own.alerts(ours.alerts(late[1]), wording))
        return Preview(wanted, own.missing(ours.missing(late[1]), wording))


def _late(connection: sa.Connection, ledger: Ledger, plan: str, at: dt.datetime) -> tuple[Desk, list[Tracked]]:
    found = standing(connection, ledger.calendar, at, plan)
    late = [line.tracked for line in found.lines if line.state == "overdue"]
    if not late:
        raise NothingLateError
    return Desk(ledger.settings, found.book, ledger.calendar, ledger.keys.links), late


def _letter(ours: OwnSide, tracked: Tracked, kind: LetterKind) -> Letter:
    desk, wording = ours.desk, wording_in(ours.desk.settings.templates)
    if kind == "head":
        return own.head(ours.head([tracked]), wording)
    if kind not in STAGE_OF:
        raise NotOfObligationError
    items = (desk.item(tracked, STAGE_OF[kind]),)
    return compose(desk.draft([tracked], items, ours.at, EXAMPLE_UID), wording)


def _called_for(line: Line) -> LetterKind:
    """Return the kind of letter that would be written now."""
    if line.state in ("done_on_time", "done_late"):
        return "recorded"
    return "urging" if line.state == "overdue" else "reminder" if line.tracked.facts.last_day else "notice"


def _known(kind: str) -> LetterKind:
    for known in KINDS:
        if known == kind:
            return known
    near = difflib.get_close_matches(kind, KINDS, 1)
    hint = f"Có phải là “{near[0]}”?" if near else f"Các loại: {', '.join(KINDS)}."
    raise UnknownLetterError(f"Không có loại thư “{kind}”. {hint}")
