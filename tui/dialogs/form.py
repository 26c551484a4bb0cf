"""A few lines to fill in before an act; what is wrong is said under the form, at the first wrong line."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, RadioSet, Static

from engine.deadlines.typed import day_typed
from engine.deadlines.words import date_words
from tui.actions import bindings
from tui.widgets.ticks import OneOf, Tick

HINT = "Enter: sang dòng sau, ở dòng cuối thì ghi · Tab: chuyển dòng · Esc: không"
Filled = Mapping[str, Any]


class NotFilledError(ValueError):
    """Dòng này cần được điền."""


@dataclass(frozen=True)
class TextField:
    """A line of text; `needed` is what to say when it is left empty, or empty where it may be."""

    name: str
    label: str
    needed: str = ""
    value: str = ""
    hint: str = ""

    @property
    def offered(self) -> str:
        """Return what stands there already."""
        return self.value

    def widget(self) -> Widget:
        """Return the line."""
        return Input(self.value, placeholder=self.hint, id=self.name, compact=True)

    def read(self, widget: Widget) -> str:
        """Return what was typed."""
        assert isinstance(widget, Input)
        return self.parse(widget.value)

    def parse(self, typed: str) -> str:
        """Return what is meant by what was typed."""
        typed = unicodedata.normalize("NFC", typed).strip()
        if self.needed and not typed:
            raise NotFilledError(self.needed)
        return typed


@dataclass(frozen=True)
class DateField:
    """A day, typed as 9/12, 09/12/2024 or 2024-12-09; without a year the one closest to `near` is meant."""

    name: str
    label: str
    near: dt.date
    needed: str = ""
    value: dt.date | None = None

    @property
    def offered(self) -> str:
        """Return what stands there already."""
        return date_words(self.value) if self.value else ""

    def widget(self) -> Widget:
        """Return the line."""
        return Input(self.offered, placeholder="ngày/tháng/năm", id=self.name, compact=True)

    def read(self, widget: Widget) -> dt.date | None:
        """Return the day."""
        assert isinstance(widget, Input)
        return self.parse(widget.value)

    def parse(self, typed: str) -> dt.date | None:
        """Return the day meant by what was typed."""
        typed = typed.strip()
        if not typed and not self.needed:
            return None
        day = day_typed(typed, self.near)
        if day is None:
            raise NotFilledError(f"{self.label}: ghi dạng ngày/tháng/năm, ví dụ {date_words(self.near)}.")
        return day


@dataclass(frozen=True)
class TickField:
    """Something to tick."""

    name: str
    label: str
    value: bool = False

    def widget(self) -> Widget:
        """Return the box to tick."""
        return Tick(self.label, self.value, id=self.name, compact=True)

    def read(self, widget: Widget) -> bool:
        """Return whether it is ticked."""
        assert isinstance(widget, Tick)
        return widget.value


@dataclass(frozen=True)
class ChoiceField:
    """One of a few; `choices` are keys and what is read of them, `value` the one chosen at first."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str

    def widget(self) -> Widget:
        """Return the choices."""
        return RadioSet(*(OneOf(words, key == self.value) for key, words in self.choices), id=self.name, compact=True)

    def read(self, widget: Widget) -> str:
        """Return the key of what is chosen."""
        assert isinstance(widget, RadioSet)
        return self.choices[max(widget.pressed_index, 0)][0]

    def parse(self, typed: str) -> str:
        """Return the key of the choice whose number was typed, or of the one offered."""
        place = int(typed) - 1 if typed.strip().isdecimal() else -1
        return self.choices[place][0] if 0 <= place < len(self.choices) else self.value


Field = TextField | DateField | TickField | ChoiceField


class Form(ModalScreen[Filled | None]):
    """Returns what was filled in by the names of the fields, or None when nothing is to be done."""

    BINDINGS: ClassVar = bindings("dialog")

    def __init__(self, title: str, body: str, fields: Sequence[Field], yes: str = "Ghi") -> None:
        """Take the title, what it is about, what to fill in and the word that does it."""
        super().__init__()
        self._title, self._body, self._fields, self._yes = title, body, fields, yes

    @property
    def fields(self) -> Sequence[Field]:
        """Return what is to be filled in."""
        return self._fields

    @property
    def words(self) -> str:
        """Return what it is about, as one text."""
        return f"{self._title}\n{self._body}".strip()

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._body:
                yield Static(Content(self._body), classes="dialog-body")
            with VerticalScroll(classes="dialog-fields", can_focus=False):
                for field in self._fields:
                    if not isinstance(field, TickField):
                        yield Static(Content(field.label), classes="dialog-label")
                    yield field.widget()
            with Horizontal(classes="dialog-buttons"):
                yield Button(self._yes, id="yes")
                yield Button("Không", id="no")
            yield Static(HINT, classes="dialog-hint")

    def on_mount(self) -> None:
        """Start on the first line."""
        self.query_one(f"#{self._fields[0].name}").focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        typed = [field.name for field in self._fields if isinstance(field, TextField | DateField)]
        if event.input.id == typed[-1]:
            self._submit()
        else:
            self.focus_next()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "yes":
            self._submit()
        else:
            self.dismiss(None)

    def _submit(self) -> None:
        filled: dict[str, Any] = {}
        for field in self._fields:
            widget = self.query_one(f"#{field.name}")
            try:
                filled[field.name] = field.read(widget)
            except NotFilledError as error:
                self.query_one(".dialog-hint", Static).update(Content(f"! {error}"))
                widget.focus()
                return
        self.dismiss(filled)

    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(None)
