"""What happens to the alert behind an endpoint that budget-check cannot look into?

SNS counts a message as delivered once the endpoint has taken it. What a web server, a phone, a
stream or a function then does with it is told by no read that budget-check makes
(docs/findings.md, "Endpoint").
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import UNSEEN, is_unseen, subscriptions

CODES = {"endpoint.unseen": Status.OK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say it once for a topic with such an endpoint."""
    topic = path.topic
    if isinstance(topic, Topic) and any(is_unseen(s) for s in subscriptions(path)):
        yield finding_factory("endpoint.unseen", topic.arn, UNSEEN)
