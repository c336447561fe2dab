"""Is there a key behind the topic's KmsMasterKeyId?

A topic keeps naming a key, or an alias, that is gone; every publish then fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.checks.key._key import foreign_owner
from bot.core.findings import Finding, Status
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic
from bot.core.texts.words import listed

CODES = {
    "key.missing": Status.BROKEN,
    "key.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say whether DescribeKey found it."""
    reference = path.topic.key_reference if isinstance(path.topic, Topic) else None
    if not reference:
        return
    if path.key is None:
        yield finding_factory("key.unreadable", reference, "The key was not read. Check again.")
    elif isinstance(path.key, ReadFailed) and not foreign_owner(path):
        says = cannot_read("The topic's key", path.key)
        yield finding_factory("key.unreadable", reference, says, evidence=said(path.key))
    elif isinstance(path.key, NotFound):
        says = (
            f"The topic is encrypted with {reference}, and KMS knows no such key. Nothing can be "
            "published until the topic gets a key that exists."
        )
        yield finding_factory("key.missing", reference, says)
    elif isinstance(path.key, Key) and (hidden := _hidden(path.key)):
        says = (
            f"KMS did not show the key's {listed(hidden)}, so whether SNS can use the key cannot "
            "be told. Look at the answer of kms:DescribeKey, then check again."
        )
        yield finding_factory("key.unreadable", reference, says)


def _hidden(key: Key) -> list[str]:
    """What an answer without these parts leaves open; each is there for every key of today."""
    parts = {
        "account": key.account,
        "Region": key.region,
        "KeySpec": key.spec,
        "KeyUsage": key.usage,
    }
    return [name for name, value in parts.items() if not value]
