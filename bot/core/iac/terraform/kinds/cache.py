"""ElastiCache's clusters and replication groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.iac.declared import Declared
from bot.core.iac.subject import subject
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.senders.elasticache import SENDER


def _cache(named: str, kind: str) -> Callable[[Resource], Iterator[Declared]]:
    def read(one: Resource) -> Iterator[Declared]:
        name, topic = one.name(named), one.get("notification_topic_arn")
        arn = one.arn("elasticache", f"{kind}:{name}")
        yield from subject(one.place, SENDER, name, arn, [topic], region=one.region)

    return read


KINDS = {
    "aws_elasticache_cluster": Kind(_cache("cluster_id", "cluster")),
    "aws_elasticache_replication_group": Kind(_cache("replication_group_id", "replicationgroup")),
}
