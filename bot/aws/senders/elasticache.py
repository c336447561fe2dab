"""Reads the clusters of Amazon ElastiCache that notify a topic.

Those of a replication group are among them: the group itself shows no topic
(ElastiCache API, ReplicationGroup).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.aws.senders._reader import Listed, Named, OnTopics, SenderReader, in_each_region
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders.elasticache import SENDER

DESCRIBE_CLUSTERS = Read("DescribeCacheClusters", "elasticache:DescribeCacheClusters")
_PAGE = 100


@dataclass(frozen=True, slots=True)
class _Cluster:
    subject: Subject
    group: str


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """The clusters of each topic's Region that name it; AWS has no filter for that."""
    await reader.step_aside()

    async def listed(region: str) -> Listed:
        found = await _clusters(reader, region)
        return found if isinstance(found, ReadFailed) else tuple(one.subject for one in found)

    return await in_each_region(topics, listed)


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """A cluster by its name or ARN, or the clusters of a replication group by the group's name."""
    arn = parse_arn(name)
    listed = await _clusters(reader, arn.region if arn else region)
    if isinstance(listed, ReadFailed):
        return listed
    mine = [one for one in listed if name in (one.subject.name, one.subject.arn)]
    mine = mine or [one for one in listed if name == one.group]
    others = dict.fromkeys(name for one in listed for name in (one.subject.name, one.group) if name)
    return Named(tuple(one.subject for one in mine), tuple(others))


READER = SenderReader(SENDER, (DESCRIBE_CLUSTERS,), of_topics, named)


async def _clusters(reader: CheckReads, region: str) -> tuple[_Cluster, ...] | ReadFailed:
    resource = f"arn:{reader.aws.partition}:elasticache:{region}:{reader.account}:cluster:*"

    def call() -> tuple[_Cluster, ...]:
        client = reader.aws.elasticache(region)
        pages = client.get_paginator("describe_cache_clusters").paginate(
            PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(
            _cluster(raw, reader.account, region) for page in pages for raw in page["CacheClusters"]
        )

    return found(DESCRIBE_CLUSTERS, resource, await reader.ask(DESCRIBE_CLUSTERS, resource, call))


def _cluster(raw: Mapping[str, Any], account: str, region: str) -> _Cluster:
    """AWS leaves the configuration out where a cluster notifies nobody."""
    told = raw.get("NotificationConfiguration") or {}
    topic, status = text(told.get("TopicArn") or ""), text(told.get("TopicStatus") or "")
    subject = Subject(
        sender=SENDER,
        account=account,
        region=region,
        name=text(raw["CacheClusterId"]),
        arn=text(raw["ARN"]),
        topics=(topic,) if topic else (),
        inactive="" if status in ("", "active") else status,
    )
    return _Cluster(subject, text(raw.get("ReplicationGroupId") or ""))
