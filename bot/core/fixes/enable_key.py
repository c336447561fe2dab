"""Enable the key; where it is scheduled for deletion, cancel that first."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, UNUSABLE_KEY, Fix

FIX = Fix(
    id="enable-key",
    title="Enable the key",
    clears=frozenset({"key.disabled", "key.pending-deletion"}),
    rank=30,
    vain_beside=UNREACHABLE_TOPIC | UNUSABLE_KEY,
)
