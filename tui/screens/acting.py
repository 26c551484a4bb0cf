"""A screen with subjects to act on: the row under the cursor, every marked row, or what a page is about.

An act takes those of its subjects that it makes sense for; its key shows only when there is one.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from engine.lists.values import Overview, Subject
from tui.actions import Action, Place, actions_of
from tui.acts.table import act_on, makes_sense
from tui.widgets.keys import KeysLine

if TYPE_CHECKING:
    from tui.app import PhancongApp


class ActingScreen(Screen[None]):
    """A screen with subjects to act on. `PLACES` are the parts of the table of actions that are its own."""

    PLACES: ClassVar[tuple[Place, ...]] = ("act",)

    @property
    def desk(self) -> PhancongApp:
        """Return the app, by its own type."""
        return cast("PhancongApp", self.app)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the keys that now do something stand in the table."""
        return (*self.PLACES, "app")

    def offered(self) -> list[Action]:
        """Return what can be done here and now, what is done to the subjects first."""
        found = [self._named(action) for action in actions_of(*self.places) if self._is_offered(action)]
        return sorted(found, key=lambda action: action.place != "act")

    def _named(self, action: Action) -> Action:
        """Call a key by what it does to what is chosen."""
        act = act_on(str(action.parsed[1][0]), self.subjects()) if action.place == "act" else None
        return dataclasses.replace(action, name=act.name, footer=True) if act and act.name else action

    def _is_offered(self, action: Action) -> bool:
        return action.place == "app" or bool(self.check_action(*action.parsed))

    def offer(self) -> None:
        """Bring the keys on the last line up to date."""
        for keys in self.query(KeysLine):  # there is none before the screen is laid out
            keys.show([one for one in self.offered() if one.footer], self.app.size.width)

    def on_resize(self) -> None:
        """Name as many keys as there is room for."""
        self.offer()

    def on_descendant_focus(self) -> None:
        """Name the keys of what has them now."""
        self.offer()

    def subjects(self) -> list[Subject]:
        """Return what an act is done to."""
        return []

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""

    def settle(self, patience: float | None = None) -> None:
        """Wait for what the screen has asked for: an act is never done to what stood there before."""

    def may_leave(self) -> bool:
        """Say whether the screen may be left just so; else ask the person first."""
        return True

    def acted(self) -> None:
        """Do what is to be done once an act has succeeded."""

    @property
    def is_reading(self) -> bool:
        """Say whether something asked for is still on its way."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an act only where it makes sense; of what is not read yet nobody knows, so a key waits for it."""
        if action != "act":
            return True
        return self.is_reading or makes_sense(str(parameters[0]), self.subjects())

    def action_act(self, name: str) -> None:
        """Ask what an act needs, then do it."""
        self.settle()
        subjects = self.subjects()
        if act := act_on(name, subjects):
            act.start(self.desk, [subject for subject in subjects if act.fits(subject)])
