"""Every act by the name it has in the table of actions. What a key does depends on what stands under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from engine.lists.values import Subject
from tui.acts import calls, letters, limits, mails, results
from tui.acts.act import Act

ROOMS = (results.ACTS, limits.ACTS, letters.ACTS, mails.ACTS, calls.ACTS)
ACTS: dict[str, tuple[Act, ...]] = {
    name: tuple(room[name] for room in ROOMS if name in room)
    for name in dict.fromkeys(name for room in ROOMS for name in room)
}


def makes_sense(name: str, subjects: Sequence[Subject]) -> bool:
    """Say whether an act can be done to any of these."""
    return any(act.fits(subject) for subject in subjects for act in ACTS[name])


def act_on(name: str, subjects: Sequence[Subject]) -> Act | None:
    """Return what an act means for the first of these for which it makes sense."""
    return next((act for subject in subjects for act in ACTS[name] if act.fits(subject)), None)
