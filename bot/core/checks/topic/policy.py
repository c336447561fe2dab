"""Does the topic's policy let the sender publish?

The policy is evaluated for the very request that AWS Budgets makes: principal, action, topic and
every condition key that the request is known to carry (FACTS 4). The finding names the statement
that decides, the part of it that never matches, or what cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.access import Ruling, rule
from bot.core.checks._finding import Voice
from bot.core.checks._ruling import deciders, denied, near_misses, undecidable
from bot.core.checks._traffic import traffic_notes
from bot.core.checks._world import SENDER, publish_request, undocumented
from bot.core.findings import Finding, Status
from bot.core.model import Path, Topic
from bot.core.policy.decision import Effect

CODES = {
    "topic.policy-silent": Status.BROKEN,
    "topic.policy-near-miss": Status.BROKEN,
    "topic.policy-denies": Status.BROKEN,
    "topic.policy-undecidable": Status.UNKNOWN,
    "topic.policy-allows": Status.OK,
}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Evaluate the policy for sns:Publish."""
    topic = path.topic
    if not isinstance(topic, Topic):
        return
    request = publish_request(path, topic)
    if request is None:
        code, says, evidence = _UNDECIDABLE, undocumented(topic.partition), ()
    elif topic.policy is None:
        code, says, evidence = _UNDECIDABLE, _HIDDEN, ()
    else:
        code, says, evidence = _judged(rule([topic.policy], request), topic.policy)
    yield say(code, topic.arn, says, evidence=(*evidence, *traffic_notes(topic)))


_UNDECIDABLE = "topic.policy-undecidable"
_HIDDEN = (
    "AWS showed no policy of the topic, though every topic has one. Allow budget-check "
    "sns:GetTopicAttributes on the topic in full, then check again."
)


def _judged(ruling: Ruling, document: str) -> tuple[str, str, tuple[str, ...]]:
    if ruling.effect is Effect.ALLOW:
        by = deciders(ruling)
        return "topic.policy-allows", f"The topic policy lets {SENDER.title} publish: {by}.", ()
    if ruling.effect is Effect.DENY:
        return "topic.policy-denies", denied(ruling, "The topic policy", "publish"), ()
    if ruling.effect is Effect.UNKNOWN:
        return _UNDECIDABLE, undecidable(ruling, "the topic policy", "publish"), ()
    near = near_misses(ruling, [document])
    if near:
        return "topic.policy-near-miss", near[0], near[1:]
    says = (
        f"Nothing in the topic policy lets {SENDER.title} ({ruling.request.service}) publish to "
        "the topic, and nothing else reports an error."
    )
    return "topic.policy-silent", says, ()
