"""What else is worth knowing about a key: evidence, never proof."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.model.key import Key

REMEDIATION_ALIAS = "SO0111-SHARR-Remediation-Key"
"""The key that AWS's Automated Security Response solution sets on topics (docs/causes.md K11)."""


_LET_IN = frozenset(
    {
        "key.policy-allows",
        "key.source-arn-unproven",
        "key.everyone-unproven",
        "key.condition-unproven",
        "key.policy-ends",
    }
)


def key_notes(key: Key, code: str) -> Iterator[str]:
    """Who set the key, if it shows, and how far an answer that is not BROKEN can be trusted."""
    if REMEDIATION_ALIAS in key.reference:
        yield (
            f"The key {key.reference} is set by Automated Security Response on AWS, which encrypts "
            "topics that a scanner found without encryption."
        )
    if ":alias/" in key.reference or key.reference.startswith("alias/"):
        yield (
            f"The topic names its key by the alias {key.reference}: whoever points that elsewhere "
            "gives the topic another key."
        )
    if code in _LET_IN:
        yield (
            "Resource control policies of the organisation could still deny it; they cannot be "
            "seen from a member account."
        )
        yield "SNS may take up to 5 minutes to notice a change of the key or of its policy."
