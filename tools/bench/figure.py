"""One measured figure beside its goal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`what` was measured, what came out, the goal, and whether it holds."""

    what: str
    measured: str
    goal: str
    holds: bool

    def __str__(self) -> str:
        word = "holds" if self.holds else "MISSED"
        return f"{self.what}\n    {self.measured}   (goal: {self.goal}; {word})"
