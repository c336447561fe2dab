"""Create a customer managed key that serves whom the topic served, and move the topic to it."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix

FIX = Fix(
    id="move-to-new-key",
    title="Move the topic to a new customer managed key",
    clears=frozenset(
        {
            "key.aws-managed",
            "key.missing",
            "key.wrong-spec",
            "key.other-region",
            "key.unavailable",
        }
    ),
    rank=40,
    vain_beside=UNREACHABLE_TOPIC,
)
