"""Is it a standard topic?

A FIFO topic refuses whoever publishes without a message group (docs/facts.md 2.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic

CODES = {
    "topic.fifo": Status.BROKEN,
    "topic.fifo-unproven": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Report a FIFO topic to a sender that sends no message group."""
    topic, sender = path.topic, path.sender
    if sender.message_group:
        return
    if not isinstance(topic, Topic) or not (topic.fifo or topic.arn.endswith(".fifo")):
        return
    if sender.message_group is None:
        says = (
            f"The topic is a FIFO topic, and AWS does not say whether {sender.title} publishes to "
            f"those. Point the {sender.notifier} at a standard topic to be sure."
        )
        yield finding_factory("topic.fifo-unproven", topic.arn, says)
    else:
        says = (
            f"The topic is a FIFO topic, and {sender.title} publishes to standard topics only. "
            f"Point the {sender.notifier} at a standard topic."
        )
        yield finding_factory("topic.fifo", topic.arn, says)
