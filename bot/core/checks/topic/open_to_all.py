"""May everybody publish to the topic?

Advice only: the alert arrives, but anybody with an AWS account could send a false one.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._ruling import deciders
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.policy.access import rule
from bot.core.policy.decision import Effect, Request
from bot.core.senders import PUBLISH

CODES = {"topic.open-to-all": Status.OK}
finding_factory = FindingFactory(CODES)

_STRANGER = "stranger.invalid"


def check(path: Path) -> Iterator[Finding]:
    """Ask whether a stranger who brings no condition key at all may publish."""
    topic = path.topic
    if not isinstance(topic, Topic) or topic.policy is None:
        return
    ruling = rule([topic.policy], Request(_STRANGER, PUBLISH, topic.arn, {}))
    if ruling.effect is Effect.ALLOW:
        by = f"Everybody may publish to the topic: {deciders(ruling)} is for all principals"
        says = f"{by} without a condition. Name who should publish."
        if any(one.result.conditions for one in ruling.deciding):
            says = (
                f"{by}, and its condition holds for whoever does not bring the key that it tests."
            )
        yield finding_factory("topic.open-to-all", topic.arn, says)
