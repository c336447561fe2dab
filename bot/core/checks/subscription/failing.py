"""Did SNS fail to deliver lately?

NumberOfNotificationsFailed counts every subscription of the topic together, so it does not say
which one fails (docs/facts.md 2.6). Of metrics that could not be read the check topic.traffic
tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic, Traffic

CODES = {"subscription.failing": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Read the topic's failed deliveries."""
    topic = path.topic
    traffic = topic.traffic if isinstance(topic, Topic) else None
    if isinstance(topic, Topic) and isinstance(traffic, Traffic) and traffic.failed > 0:
        says = (
            f"SNS failed to deliver {traffic.failed:g} of the topic's messages since "
            f"{traffic.since:%Y-%m-%d}. Look at the endpoints, and log failed deliveries to see "
            "which one it is."
        )
        evidence = (f"It delivered {traffic.delivered:g} in the same time.",)
        yield finding_factory("subscription.failing", topic.arn, says, evidence=evidence)
