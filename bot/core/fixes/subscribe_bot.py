"""Subscribe budget-check itself, so that alerts get a thread; it repairs no finding."""

from __future__ import annotations

from bot.core.fixes._fix import Fix
from bot.core.fixes._subject import Subject
from bot.core.plan import CannotPlan, Plan

_NO_ENDPOINT = (
    "This version of budget-check has no endpoint of its own to subscribe, so alerts get no thread."
)


def plan(_subject: Subject) -> CannotPlan:
    """Never in this version."""
    return CannotPlan(FIX.id, _NO_ENDPOINT)


def undo(done: Plan, _subject: Subject) -> CannotPlan:
    """Never in this version."""
    return CannotPlan(done.fix, _NO_ENDPOINT)


FIX = Fix(
    id="subscribe-bot",
    title="Subscribe budget-check to the topic",
    clears=frozenset(),
    rank=80,
    actions=(),
    plan=plan,
    undo=undo,
)
