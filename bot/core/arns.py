"""Amazon Resource Names, split at their first five colons (docs/facts.md 4.2, rule 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arn:
    """The six parts of an ARN, without the leading "arn"; region and account may be empty."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def parse_arn(text: str) -> Arn | None:
    """The parts of an ARN; None where the text is none."""
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn" or not all((parts[1], parts[2], parts[5])):
        return None
    return Arn(*parts[1:])


def is_topic_arn(text: str) -> bool:
    """True for what can be the ARN of an SNS topic (of a topic, not of a subscription).

    A topic's name has up to 256 letters, digits, hyphens and underscores, with ".fifo" at the end
    of a FIFO topic's (SNS API, CreateTopic).
    """
    arn = parse_arn(text)
    return bool(
        arn
        and arn.service == "sns"
        and arn.region
        and _ACCOUNT.fullmatch(arn.account)
        and _TOPIC.fullmatch(arn.resource)
    )


_ACCOUNT = re.compile(r"[0-9]{12}")
_TOPIC = re.compile(r"(?=.{1,256}$)[A-Za-z0-9_-]+(?:\.fifo)?")
