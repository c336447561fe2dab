"""One try of a sender to publish to a topic, and the record of all of them."""

import time
from dataclasses import dataclass
from typing import Any

from playground.aws.judge import Judgement
from playground.aws.server.senders.path import Source, judged, publish, topic_of
from playground.aws.server.senders.refusals import Refusal, refusal
from playground.aws.server.senders.role import judged_as

_records: list[dict[str, Any]] = []


@dataclass(frozen=True)
class Attempt:
    """What came of a try; `refused` is SNS's answer, None where it took the message.

    Neither is certain where the judge cannot judge: then nothing arrives, and no sender says so.
    """

    judgement: Judgement
    refused: Refusal | None

    @property
    def delivers(self) -> bool:
        """Whether SNS took the message."""
        return self.judgement.outcome == "delivers"


def foresee(source: Source, topic_arn: str) -> Attempt:
    """What would come of a publish now."""
    topic = topic_of(topic_arn)
    judgement = judged_as(source, topic) if source.role and topic else judged(source, topic_arn)
    is_refused = judgement.outcome == "refused"
    words = refusal(source, topic_arn, topic, judgement) if is_refused else None
    return Attempt(judgement, words)


def attempt(source: Source, topic_arn: str, subject: str, message: str) -> Attempt:
    """Publish, if topic and key let the sender in; what came of it is kept."""
    found = foresee(source, topic_arn)
    if found.delivers:
        publish(topic_arn, subject, message)
    _records.append(described(source, topic_arn, found))
    return found


def described(source: Source, topic_arn: str, found: Attempt) -> dict[str, Any]:
    """A `Publish` for the control plane."""
    return {
        "sender": source.sender.id,
        "account": source.account,
        "name": source.name,
        "topic": topic_arn,
        "outcome": found.judgement.outcome,
        "why": found.judgement.why,
        "hop": found.judgement.hop,
        "error": found.refused.code if found.refused else "",
        "at": time.time(),
    }


def records() -> list[dict[str, Any]]:
    """Every try since the last reset, oldest first."""
    return _records


def reset() -> None:
    """Forget them."""
    _records.clear()
