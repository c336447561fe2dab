"""Turn the topic's encryption off: the last resort, and scanners will report it."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix

FIX = Fix(
    id="turn-off-encryption",
    title="Turn the topic's encryption off (last resort)",
    clears=frozenset(
        {
            "key.aws-managed",
            "key.policy-silent",
            "key.policy-near-miss",
            "key.policy-denies",
            "key.policy-partial",
            "key.statement-without-effect",
            "key.disabled",
            "key.pending-deletion",
            "key.pending-import",
            "key.unavailable",
            "key.missing",
            "key.wrong-spec",
            "key.other-region",
        }
    ),
    rank=90,
    vain_beside=UNREACHABLE_TOPIC,
    unencrypts=True,
)
