"""Subscribe budget-check itself, so that alerts get a thread; it repairs no finding."""

from __future__ import annotations

from bot.core.fixes._fix import Fix

FIX = Fix(
    id="subscribe-bot",
    title="Subscribe budget-check to the topic",
    clears=frozenset(),
    rank=80,
)
