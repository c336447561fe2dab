"""Would a failed delivery leave a trace?

Advice only: without delivery status logging SNS keeps no record of why a delivery failed
(docs/causes.md S7).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic

CODES = {"topic.no-delivery-log": Status.OK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Report a topic without a failure feedback role."""
    topic = path.topic
    if isinstance(topic, Topic) and not topic.logs_failures:
        says = (
            "The topic does not log failed deliveries. A failure feedback role on the topic would "
            "log them, with the reason (not for e-mail)."
        )
        yield finding_factory("topic.no-delivery-log", topic.arn, says)
