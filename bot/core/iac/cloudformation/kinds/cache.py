"""ElastiCache's clusters and replication groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.senders.elasticache import SENDER


def _cache(named: str, kind: str) -> Callable[[Logical], Iterator[Declared]]:
    def read(one: Logical) -> Iterator[Declared]:
        name, topic = one.name(named), one.get("NotificationTopicArn")
        arn, region = (
            one.identities.arn("elasticache", f"{kind}:{name}"),
            one.identities.region_name,
        )
        yield from subject(one.place, SENDER, name, arn, [topic], region=region)

    return read


KINDS = {
    "AWS::ElastiCache::CacheCluster": Kind(_cache("ClusterName", "cluster")),
    "AWS::ElastiCache::ReplicationGroup": Kind(_cache("ReplicationGroupId", "replicationgroup")),
}
