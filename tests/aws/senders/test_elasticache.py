"""Clusters of Amazon ElastiCache that notify a topic."""

from __future__ import annotations

from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.elasticache import READER
from bot.core.model.read import Cause
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

ARN = f"arn:aws:elasticache:eu-west-1:{ACCOUNT}:cluster:"


def cluster(name: str, topic: str = TOPIC, status: str = "active", group: str = "") -> str:
    told = f"<TopicArn>{topic}</TopicArn><TopicStatus>{status}</TopicStatus>"
    inner = f"<CacheClusterId>{name}</CacheClusterId><ARN>{ARN}{name}</ARN>"
    if topic:
        inner += f"<NotificationConfiguration>{told}</NotificationConfiguration>"
    if group:
        inner += f"<ReplicationGroupId>{group}</ReplicationGroupId>"
    return f"<CacheCluster>{inner}</CacheCluster>"


def listed(*clusters: str, marker: str = "") -> str:
    more = f"<Marker>{marker}</Marker>" if marker else ""
    return f"<CacheClusters>{''.join(clusters)}</CacheClusters>{more}"


def test_those_that_publish_to_it_from_every_page(read: Read, script: Script) -> None:
    def page(given: dict[str, Any]) -> str:
        if given.get("Marker"):
            return listed(cluster("b", status="inactive"), cluster("quiet", topic=""))
        return listed(cluster("a"), cluster("other", f"{TOPIC}-2"), marker="2")

    script.answers["DescribeCacheClusters"] = page
    found = read.of_topic(READER).found
    assert [(one.name, one.arn, one.inactive) for one in found] == [
        ("a", f"{ARN}a", ""),
        ("b", f"{ARN}b", "inactive"),
    ]
    assert {one.region for one in script.asked} == {"eu-west-1"}


def test_a_refusal_names_the_permission(read: Read) -> None:
    refused(read.of_topic(READER), "elasticache:DescribeCacheClusters")


def test_an_answer_without_its_parts_is_a_failed_read(read: Read, script: Script) -> None:
    script.answers["DescribeCacheClusters"] = "<CacheClusters><CacheCluster/></CacheClusters>"
    (unread,) = read.of_topic(READER).unread
    assert unread.cause is Cause.FAILED
    script.answers["DescribeCacheClusters"] = ""
    (unread,) = read.of_topic(READER).unread
    assert "has no 'CacheClusters'" in unread.detail


@pytest.mark.parametrize(
    ("name", "found"),
    [("a-001", ["a-001"]), (f"{ARN}a-002", ["a-002"]), ("a", ["a-001", "a-002"]), ("b", [])],
)
def test_by_the_name_of_a_cluster_or_of_its_group(
    read: Read, script: Script, name: str, found: list[str]
) -> None:
    both = listed(cluster("a-001", group="a"), cluster("a-002", group="a"))
    script.answers["DescribeCacheClusters"] = both
    named = read.named(READER, name)
    assert isinstance(named, Named)
    assert [one.name for one in named.found] == found
    assert named.others == ("a-001", "a", "a-002")
