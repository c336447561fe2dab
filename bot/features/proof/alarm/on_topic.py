"""Which alarm stands for a topic that is to be proved."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.model.topic_facts import TopicFacts
from bot.core.proof.subject import why_not_provable
from bot.core.reference import of_subject
from bot.core.report import judge
from bot.jobs.context import Context

_ARRIVES = (Status.OK, Status.AT_RISK)


def alarm_on(context: Context, account: str, topic: str) -> str:
    """What stands for the first alarm on the topic that can be proved, one that gets through before
    any other; "" where there is none.
    """
    found = context.reader.topic_facts(account, topic)
    if not isinstance(found, TopicFacts):
        return ""
    alarms = [one for one in found.subjects if not why_not_provable(one)]
    sound = (one for one in alarms if judge(found.facts_of(one), mends=False).verdict in _ARRIVES)
    first = next(sound, alarms[0] if alarms else None)
    return of_subject(first) if first else ""
