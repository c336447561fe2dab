"""Turn raw message delivery off for one subscription."""

from __future__ import annotations

from bot.core.fixes._fix import Fix

FIX = Fix(
    id="raw-delivery-off",
    title="Turn raw message delivery off",
    clears=frozenset({"subscription.raw-to-chatbot"}),
    rank=60,
)
