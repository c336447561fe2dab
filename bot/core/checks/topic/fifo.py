"""Is it a standard topic?

AWS Budgets publishes without a message group, which a FIFO topic refuses (docs/facts.md 2.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import Voice
from bot.core.findings import Finding, Status
from bot.core.model import Path, Topic

CODES = {"topic.fifo": Status.BROKEN}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Report a FIFO topic."""
    topic = path.topic
    if isinstance(topic, Topic) and (topic.fifo or topic.arn.endswith(".fifo")):
        says = (
            "The topic is a FIFO topic, and AWS Budgets publishes to standard topics only. Point "
            "the notification at a standard topic."
        )
        yield say("topic.fifo", topic.arn, says)
