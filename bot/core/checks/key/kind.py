"""Is it a kind of key that SNS can use?

SNS encrypts with symmetric encryption keys alone (docs/facts.md 2.3): an asymmetric or HMAC key, or
one for signing, fails every publish.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks.key._key import customer_key
from bot.core.findings import Finding, Status
from bot.core.model.path import Path

CODES = {"key.wrong-spec": Status.BROKEN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Read KeySpec and KeyUsage."""
    key = customer_key(path)
    if not key or not key.spec or not key.usage:
        return
    if key.spec != "SYMMETRIC_DEFAULT" or key.usage != "ENCRYPT_DECRYPT":
        says = (
            f"The key is of the kind {key.spec} for {key.usage}, and SNS can use symmetric "
            "encryption keys only. The topic needs another key."
        )
        yield finding_factory("key.wrong-spec", key.arn, says)
