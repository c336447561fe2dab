"""Take the filter policy off one subscription."""

from __future__ import annotations

from bot.core.fixes._fix import Fix

FIX = Fix(
    id="remove-filter",
    title="Remove the subscription's filter policy",
    clears=frozenset({"subscription.filtered-out"}),
    rank=50,
)
