"""ElastiCache comes as the account, to topics without encryption, and falls silent if refused."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from playground.scenarios.policies import OWNER, OWNER_TODAY
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    TOPIC,
    encrypt,
    on_key,
    on_topic,
    received,
    set_policy,
    topic,
)

OLD, TODAY = ({**one, "Resource": TOPIC} for one in (OWNER, OWNER_TODAY))


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A cluster on a topic with the default policy of old."""
    topic(embedded_aws, OLD)
    embedded_aws.client("elasticache").create_cache_cluster(
        CacheClusterId="sessions", Engine="memcached", NumCacheNodes=1, NotificationTopicArn=TOPIC
    )
    return embedded_aws


def told(aws: EmbeddedAws, name: str = "sessions") -> dict[str, Any]:
    found = aws.client("elasticache").describe_cache_clusters(CacheClusterId=name)
    (cluster,) = found["CacheClusters"]
    return dict(cluster["NotificationConfiguration"])


def outcomes(aws: EmbeddedAws) -> list[tuple[str, str]]:
    return [(one.outcome, one.hop) for one in aws.control.speak("elasticache", ACCOUNT, "sessions")]


def test_a_cluster_shows_its_topic_and_tells_it(aws: EmbeddedAws) -> None:
    assert told(aws) == {"TopicArn": TOPIC, "TopicStatus": "active"}
    assert outcomes(aws) == [("delivers", "")]
    assert "sessions" in received(aws)[0]["Message"]


@pytest.mark.parametrize("statement", [TODAY, on_topic("elasticache"), on_topic("budgets")])
def test_no_other_statement_lets_it_in_and_then_it_is_inactive(
    aws: EmbeddedAws, statement: dict[str, Any]
) -> None:
    set_policy(aws, statement)
    assert outcomes(aws) == [("refused", "topic")]
    assert told(aws)["TopicStatus"] == "inactive"
    set_policy(aws, OLD)
    assert outcomes(aws) == []
    client = aws.client("elasticache")
    client.modify_cache_cluster(CacheClusterId="sessions", NotificationTopicStatus="active")
    assert outcomes(aws) == [("delivers", "")]


def test_an_encrypted_topic_is_refused_whatever_its_key_says(aws: EmbeddedAws) -> None:
    encrypt(aws, on_key("elasticache"))
    assert outcomes(aws) == [("refused", "key")]
    assert told(aws)["TopicStatus"] == "inactive"


def test_the_account_by_name_is_not_documented(aws: EmbeddedAws) -> None:
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    set_policy(aws, {**on_topic("x"), "Principal": root})
    assert outcomes(aws) == [("cannot judge", "topic")]
    assert told(aws)["TopicStatus"] == "active"


def test_the_members_of_a_group_have_its_topic(aws: EmbeddedAws) -> None:
    client = aws.client("elasticache")
    made = client.create_replication_group(
        ReplicationGroupId="cart",
        ReplicationGroupDescription="the carts",
        NumCacheClusters=2,
        NotificationTopicArn=TOPIC,
    )["ReplicationGroup"]
    assert made["MemberClusters"] == ["cart-001", "cart-002"]
    (group,) = client.describe_replication_groups(ReplicationGroupId="cart")["ReplicationGroups"]
    assert group == made
    client.modify_replication_group(ReplicationGroupId="cart", NotificationTopicStatus="inactive")
    found = client.describe_cache_clusters()["CacheClusters"]
    shown = {
        one["CacheClusterId"]: (
            one.get("ReplicationGroupId"),
            one["NotificationConfiguration"]["TopicStatus"],
        )
        for one in found
    }
    assert shown == {
        "cart-001": ("cart", "inactive"),
        "cart-002": ("cart", "inactive"),
        "sessions": (None, "active"),
    }


def test_pages(aws: EmbeddedAws) -> None:
    client = aws.client("elasticache")
    client.create_cache_cluster(CacheClusterId="a", Engine="memcached", NumCacheNodes=1)
    first = client.describe_cache_clusters(MaxRecords=1)
    rest = client.describe_cache_clusters(MaxRecords=1, Marker=first["Marker"])
    names = [one["CacheClusterId"] for one in (*first["CacheClusters"], *rest["CacheClusters"])]
    assert names == ["a", "sessions"]


@pytest.mark.parametrize(
    ("operation", "given", "code"),
    [
        ("describe_cache_clusters", {"CacheClusterId": "none"}, "CacheClusterNotFound"),
        ("describe_replication_groups", {"ReplicationGroupId": "none"}, "ReplicationGroupNotF"),
        (
            "create_cache_cluster",
            {"CacheClusterId": "sessions", "Engine": "valkey"},
            "CacheClusterAlreadyExists",
        ),
        (
            "modify_cache_cluster",
            {"CacheClusterId": "sessions", "NotificationTopicStatus": "on"},
            "InvalidParameterValue",
        ),
    ],
)
def test_what_is_refused(
    aws: EmbeddedAws, operation: str, given: dict[str, str], code: str
) -> None:
    with pytest.raises(ClientError, match=code):
        getattr(aws.client("elasticache"), operation)(**given)


def test_rights_and_accounts(aws: EmbeddedAws) -> None:
    allow = {"Effect": "Allow", "Action": "elasticache:DescribeCacheClusters", "Resource": "*"}
    reader = aws.client("elasticache", **aws.as_role("reader", allow))
    assert reader.describe_cache_clusters()["CacheClusters"]
    with pytest.raises(ClientError, match="elasticache:DescribeReplicationGroups"):
        reader.describe_replication_groups()
    other = aws.client("elasticache", account="222222222222")
    assert other.describe_cache_clusters()["CacheClusters"] == []
