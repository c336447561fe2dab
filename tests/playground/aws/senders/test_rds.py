"""RDS event subscriptions, and the status that a refusal by the topic's policy leaves."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    TOPIC,
    encrypt,
    on_topic,
    received,
    set_policy,
    topic,
)

LETS_IN = on_topic(
    "events.rds",
    StringEquals={"aws:SourceAccount": ACCOUNT},
    ArnLike={"aws:SourceArn": f"arn:aws:rds:us-east-1:{ACCOUNT}:db:*"},
)


def create(aws: EmbeddedAws, name: str = "databases", **given: Any) -> dict[str, Any]:
    made = aws.client("rds").create_event_subscription(
        **{"SubscriptionName": name, "SnsTopicArn": TOPIC, **given}
    )
    return dict(made["EventSubscription"])


def status(aws: EmbeddedAws) -> str:
    (found,) = aws.client("rds").describe_event_subscriptions()["EventSubscriptionsList"]
    return str(found["Status"])


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A topic that lets the account's databases in."""
    topic(embedded_aws, LETS_IN)
    return embedded_aws


def test_subscriptions_are_listed_by_pages_and_each_account_has_its_own(aws: EmbeddedAws) -> None:
    made = create(
        aws, "a", SourceType="db-instance", SourceIds=["x", "y"], EventCategories=["failover"]
    )
    create(aws, "b", Enabled=False)
    client = aws.client("rds")
    first = client.describe_event_subscriptions(MaxRecords=1)
    rest = client.describe_event_subscriptions(Marker=first["Marker"])
    found = [*first["EventSubscriptionsList"], *rest["EventSubscriptionsList"]]
    assert [one["CustSubscriptionId"] for one in found] == ["a", "b"]
    assert found[0] == made
    assert (made["SourceIdsList"], made["EventCategoriesList"]) == (["x", "y"], ["failover"])
    assert [one["Enabled"] for one in found] == [True, False]
    assert (made["Status"], made["SnsTopicArn"]) == ("active", TOPIC)
    other = aws.client("rds", account="222222222222")
    assert other.describe_event_subscriptions()["EventSubscriptionsList"] == []
    with pytest.raises(ClientError, match="SubscriptionNotFound"):
        other.describe_event_subscriptions(SubscriptionName="a")
    client.delete_event_subscription(SubscriptionName="a")
    with pytest.raises(ClientError, match="SubscriptionNotFound"):
        client.describe_event_subscriptions(SubscriptionName="a")


def test_a_topic_that_cannot_be_told_is_refused(aws: EmbeddedAws) -> None:
    with pytest.raises(ClientError, match="SNSTopicArnNotFound"):
        create(aws, SnsTopicArn=f"{TOPIC}-2")
    set_policy(aws, on_topic("budgets"))
    with pytest.raises(ClientError, match="SNSNoAuthorization"):
        create(aws)


def test_an_event_arrives(aws: EmbeddedAws) -> None:
    create(aws)
    (tried,) = aws.control.speak("rds", ACCOUNT, "databases")
    assert tried.outcome == "delivers"
    assert received(aws)[0]["Subject"] == "RDS Notification Message"
    assert status(aws) == "active"


def test_a_subscription_that_is_off_says_nothing(aws: EmbeddedAws) -> None:
    create(aws, Enabled=False)
    assert aws.control.speak("rds", ACCOUNT, "databases") == []


def test_the_status_tells_of_the_topics_policy_and_of_its_absence(aws: EmbeddedAws) -> None:
    create(aws)
    set_policy(aws, on_topic("budgets"))
    aws.control.speak("rds", ACCOUNT, "databases")
    assert status(aws) == "no-permission"
    set_policy(aws, LETS_IN)
    aws.control.speak("rds", ACCOUNT, "databases")
    assert status(aws) == "active"
    aws.client("sns").delete_topic(TopicArn=TOPIC)
    aws.control.speak("rds", ACCOUNT, "databases")
    assert status(aws) == "topic-not-exist"


def test_the_status_does_not_tell_of_the_key(aws: EmbeddedAws) -> None:
    create(aws)
    encrypt(aws)
    (tried,) = aws.control.speak("rds", ACCOUNT, "databases")
    assert (tried.outcome, tried.hop) == ("refused", "key")
    assert status(aws) == "active"


def test_it_needs_the_right(aws: EmbeddedAws) -> None:
    allow = {"Effect": "Allow", "Action": "rds:DescribeEventSubscriptions", "Resource": "*"}
    reader = aws.client("rds", **aws.as_role("reader", allow))
    assert reader.describe_event_subscriptions()["EventSubscriptionsList"] == []
    nobody = aws.client("rds", **aws.as_role("nobody"))
    with pytest.raises(ClientError, match="rds:DescribeEventSubscriptions"):
        nobody.describe_event_subscriptions()
