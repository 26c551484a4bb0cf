"""An act, and questions before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from engine.lists.values import Subject
from engine.standing import Line
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import Field, Filled, Form
from tui.office import Office, Outcome


class Desk(Protocol):
    """Where an act is done: the terminal, or its plain form for screen readers and pipes."""

    @property
    def office(self) -> Office:
        """Return the verbs."""

    def push_screen(self, screen: Any, callback: Any) -> Any:
        """Ask a question, and call `callback` with the answer."""

    def act(self, work: Callable[[], Outcome]) -> None:
        """Do something to the ledger, and say what came of it."""

    def release(self, uids: Sequence[str]) -> None:
        """Let letters go, in the way of this place."""

    def copy_to_clipboard(self, text: str) -> None:
        """Let the person paste a text elsewhere."""


@dataclass(frozen=True)
class Act:
    """`fits` says for which subjects it makes sense; `start` asks what it needs and has it done to them.

    `name` is what its key is called for these, where that is not as usual.
    """

    fits: Callable[[Subject], bool]
    start: Callable[[Desk, list[Subject]], None]
    name: str = ""


def lines_of(subjects: Sequence[Subject]) -> list[Line]:
    """Return their obligations, each once."""
    return list({one.line.id: one.line for one in subjects if one.line}.values())


def is_open(subject: Subject) -> bool:
    """Say whether this is an obligation still followed that is not done."""
    return subject.line is not None and not subject.line.tracked.facts.settled


def confirmed(desk: Desk, question: Confirm, work: Callable[[], Outcome]) -> None:
    """Ask, and do it when the answer is yes."""

    def answered(yes: bool | None) -> None:
        if yes:
            desk.act(work)

    desk.push_screen(question, answered)


def filled(desk: Desk, form: Form, work: Callable[[Filled], Outcome]) -> None:
    """Ask for what is needed, and do it when it was given."""

    def answered(found: Filled | None) -> None:
        if found is not None:
            desk.act(lambda: work(found))

    desk.push_screen(form, answered)


def about(lines: Sequence[Line], most: int = 4) -> str:
    """Return whom a question is about, one a line."""
    said = [f"{line.agency_name}: {line.tracked.obligation.text}" for line in lines[:most]]
    rest = [f"… và {len(lines) - most} đầu việc khác"] if len(lines) > most else []
    return "\n".join([*said, *rest])


def form_about(title: str, lines: Sequence[Line], fields: Sequence[Field], yes: str) -> Form:
    """Return a form that says whom it is about."""
    return Form(title, about(lines), fields, yes)
