"""Is the key in the topic's Region?

SNS calls KMS in its own Region, where a key of another Region does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks.key._key import customer_key
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic

CODES = {"key.other-region": Status.BROKEN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare the key's Region with the topic's."""
    key, topic = customer_key(path), path.topic
    if key and key.region and isinstance(topic, Topic) and key.region != topic.region:
        says = (
            f"The key is in {key.region}, the topic in {topic.region}: SNS cannot use a key of "
            f"another Region. The topic needs a key in {topic.region}."
        )
        yield finding_factory("key.other-region", key.arn, says)
