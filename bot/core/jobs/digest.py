"""The jobs of the digest: look whether it is due, and post it."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class DigestDue(NamedTuple):
    """Leave the digest of this week in the outbox, if its time has come and nobody has."""


class PostDigest(NamedTuple):
    """Post the digest of a week ("2026-W48")."""

    week: str


What = DigestDue | PostDigest
KINDS = kinds(
    {
        "digest.due": JobKind(DigestDue, "nobody", "alerts", "tables"),
        "digest.post": JobKind(PostDigest, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
