"""Subscribe a pending endpoint anew, so that SNS sends its confirmation again."""

from __future__ import annotations

from bot.core.fixes._fix import Fix

FIX = Fix(
    id="send-confirmation-again",
    title="Send the confirmation again",
    clears=frozenset({"subscription.pending", "subscription.all-pending"}),
    rank=70,
)
