"""A topic by its name or ARN, and what publishes to it; or why there is no one such topic."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.aws.clients import Aws
from bot.aws.topic_names import near_topics, topic_arn, topics_named
from bot.aws.topic_senders import read_topic
from bot.core.arns import is_topic_arn, parse_arn
from bot.core.model.read import NotFound
from bot.core.model.topic_facts import TopicFacts


@dataclass(frozen=True, slots=True)
class SeveralTopics:
    """The name stands for a topic in each of several Regions, or that could not be told."""

    arns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchTopic:
    """It neither exists nor is published to. `near` are the ARNs that somebody may have meant."""

    name: str
    regions: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoTopicName:
    """Neither the name nor the ARN of a topic: no topic can be called so."""

    name: str


TopicNamed = TopicFacts | SeveralTopics | NoSuchTopic | NoTopicName


def read_topic_named(  # noqa: PLR0913, PLR0917 (what is asked, of whom, where, when)
    aws: Aws, account: str, name: str, region: str, now: datetime, senders: Collection[str]
) -> TopicNamed:
    """In the Region, or in those of the credentials and of AWS's global services where it is "".

    Never raises for what AWS, the network or the credentials do, as `read_topic`.
    """
    regions = tuple(dict.fromkeys([region] if region else [aws.region, aws.home]))
    if not is_topic_arn(name):
        if not is_topic_arn(topic_arn(aws, account or "0" * 12, regions[0], name)):
            return NoTopicName(name)
        found = topics_named(aws, account, name, regions)
        if len(found) > 1:
            return SeveralTopics(found)
        name = found[0] if found else topic_arn(aws, account, regions[0], name)
    facts = read_topic(aws, account, name, now, senders)
    if isinstance(facts.topic, NotFound) and not any(facts.facts()) and not facts.unread:
        return _missing(aws, account, name, regions)
    return facts


def _missing(aws: Aws, account: str, address: str, regions: tuple[str, ...]) -> NoSuchTopic:
    arn = parse_arn(address)
    looked = (arn.region,) if arn and arn.region not in regions else regions
    name = address.rpartition(":")[2]
    return NoSuchTopic(name, looked, near_topics(aws, account, name, looked))
