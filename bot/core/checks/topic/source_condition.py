"""Could the same service publish to the topic for another account?

Advice only: the alert arrives. With aws:SourceAccount in the statement other accounts stay out;
nobody is told to ask a sender for it that is not known to send it (`Sender.topic_sources`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._role import role_of
from bot.core.checks._world import from_elsewhere, publish_request
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.policy.access import rule
from bot.core.policy.decision import Effect
from bot.core.senders import SOURCE_ACCOUNT

CODES = {"topic.no-source-condition": Status.OK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Ask whether the sender may publish on behalf of any account."""
    topic, sender = path.topic, path.sender
    if not isinstance(topic, Topic) or topic.policy is None or role_of(path):
        return
    request = publish_request(path, topic)
    if request is None:
        return
    if SOURCE_ACCOUNT not in sender.topic_sources:
        return
    asked = (request, from_elsewhere(request, topic, sender))
    if all(rule([topic.policy], r).effect is Effect.ALLOW for r in asked):
        says = (
            f"The topic policy lets {sender.title} publish on behalf of any account. A condition "
            f"aws:SourceAccount {path.account} would narrow it to yours."
        )
        yield finding_factory("topic.no-source-condition", topic.arn, says)
