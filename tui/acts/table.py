"""Every act by the name it has in the table of actions."""

from __future__ import annotations

from tui.acts import letters, limits, results
from tui.acts.act import Act

ACTS: dict[str, Act] = {**results.ACTS, **limits.ACTS, **letters.ACTS}
