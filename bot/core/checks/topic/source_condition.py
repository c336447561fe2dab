"""Could another account's budget publish to the topic?

Advice only: the alert arrives. With aws:SourceAccount in the statement, as AWS prints it today,
budgets of other accounts stay out (docs/facts.md 1.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.access import rule
from bot.core.checks._finding import Voice
from bot.core.checks._world import SENDER, from_elsewhere, publish_request
from bot.core.findings import Finding, Status
from bot.core.model import Path, Topic
from bot.core.policy.decision import Effect

CODES = {"topic.no-source-condition": Status.OK}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Ask whether the sender may publish on behalf of any account."""
    topic = path.topic
    request = publish_request(path, topic) if isinstance(topic, Topic) else None
    if not isinstance(topic, Topic) or topic.policy is None or request is None:
        return
    asked = (request, from_elsewhere(request, topic.partition))
    if all(rule([topic.policy], r).effect is Effect.ALLOW for r in asked):
        says = (
            f"The topic policy lets {SENDER.title} publish on behalf of any account. A condition "
            f"aws:SourceAccount {path.account} would narrow it to yours."
        )
        yield say("topic.no-source-condition", topic.arn, says)
