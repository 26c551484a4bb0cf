"""A measured value beside its bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, in `unit`, and the most it may be."""

    name: str
    value: float
    bound: float
    unit: str = "x"

    @property
    def kept(self) -> bool:
        """Say whether the bound holds."""
        return self.value <= self.bound

    def __str__(self) -> str:
        mark = "ok " if self.kept else "OVER"
        return f"{mark:4} {self.name:<62} {self.value:8.2f} {self.unit:<3} (at most {self.bound:g})"
