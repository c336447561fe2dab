"""What somebody asks for by pressing a fix button."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """One fix for one topic (its ARN, as the notification holds it) of one budget."""

    account: str
    budget: str
    topic: str
    fix: str
