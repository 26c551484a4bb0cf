"""One letter of every kind there is, by its name: what must hold for all of them is tested on these."""

from __future__ import annotations

from engine.letters.values import Letter

from .cast import URGENCY, letter, report
from .test_own import OWN

EVERY: dict[str, Letter] = {stage: letter(report(stage)) for stage in URGENCY} | OWN
