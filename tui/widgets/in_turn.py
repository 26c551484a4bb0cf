"""Keys typed faster than they are dealt with: each goes where the one before it has led, not where that one began."""

from __future__ import annotations

from textual import events
from textual.events import Event
from textual.widget import Widget


class InTurn(Widget):
    """Hands on a key that was meant for what has the keys by now: of another screen, or of the rows after the filter."""

    async def on_event(self, event: Event) -> None:
        """Take an event, or hand it on."""
        if isinstance(event, events.Key) and (target := self.app.focused or self.app.screen) is not self:
            target.post_message(event)
        else:
            await super().on_event(event)
