"""Add one statement for the sender to the customer managed key's policy (the "CMK grant")."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, UNUSABLE_KEY, Fix

FIX = Fix(
    id="allow-on-key",
    title="Let AWS Budgets use the key: add a statement to the key policy",
    clears=frozenset(
        {
            "key.policy-silent",
            "key.policy-near-miss",
            "key.policy-partial",
            "key.statement-without-effect",
            "key.source-arn-unproven",
            "key.everyone-unproven",
            "key.grant-only",
        }
    ),
    rank=20,
    vain_beside=UNREACHABLE_TOPIC | UNUSABLE_KEY | {"key.policy-denies"},
)
