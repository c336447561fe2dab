"""Does the sender publish to encrypted topics at all?

Of some services AWS says that they do not: no statement in a key's policy mends that, and whoever
encrypts such a topic silences them (docs/facts.md 13).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic

CODES = {"sender.encrypted-unsupported": Status.BROKEN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Hold an encrypted topic against what the sender supports."""
    topic, sender = path.topic, path.sender
    if isinstance(topic, Topic) and topic.key_reference and not sender.encrypted_topics:
        says = (
            f"The topic is encrypted, and {sender.title} does not support encrypted topics: no key "
            f"and no policy lets it in. Give the {sender.notifier} a topic of its own that is not "
            f"encrypted. {sender.beside_topic}"
        ).rstrip()
        evidence = (f"The topic's key is {topic.key_reference}.",)
        yield finding_factory("sender.encrypted-unsupported", topic.arn, says, evidence=evidence)
