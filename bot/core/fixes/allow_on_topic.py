"""Add one statement for the sender to the topic policy."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix

FIX = Fix(
    id="allow-on-topic",
    title="Let AWS Budgets publish: add a statement to the topic policy",
    clears=frozenset({"topic.policy-silent", "topic.policy-near-miss"}),
    rank=10,
    vain_beside=UNREACHABLE_TOPIC,
)
