"""Cost Anomaly Detection: subscriptions, and AWS's mail where the topic cannot be told."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    TOPIC,
    encrypt,
    on_key,
    on_topic,
    received,
    topic,
)

MONITOR = f"arn:aws:ce::{ACCOUNT}:anomalymonitor/00000000-0000-0000-0000-000000000001"
SNS = {"Type": "SNS", "Address": TOPIC}
MAIL = {"Type": "EMAIL", "Address": "costs@example.com"}


def create(aws: EmbeddedAws, name: str = "costs", **given: Any) -> str:
    made = aws.client("ce").create_anomaly_subscription(
        AnomalySubscription={
            "SubscriptionName": name,
            "MonitorArnList": [MONITOR],
            "Subscribers": [SNS],
            "Frequency": "IMMEDIATE",
            **given,
        }
    )
    return str(made["SubscriptionArn"])


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A topic that lets it in for the account's subscriptions."""
    topic(embedded_aws, on_topic("costalerts", StringEquals={"aws:SourceAccount": ACCOUNT}))
    return embedded_aws


def test_subscriptions_are_listed_by_pages_and_each_account_has_its_own(aws: EmbeddedAws) -> None:
    arns = [create(aws, name) for name in ("a", "b")]
    client = aws.client("ce")
    first = client.get_anomaly_subscriptions(MaxResults=1)
    rest = client.get_anomaly_subscriptions(NextPageToken=first["NextPageToken"])
    found = [*first["AnomalySubscriptions"], *rest["AnomalySubscriptions"]]
    assert [one["SubscriptionArn"] for one in found] == arns
    assert found[0]["Subscribers"] == [{**SNS, "Status": "CONFIRMED"}]
    assert found[0]["Frequency"] == "IMMEDIATE"
    other = aws.client("ce", account="222222222222")
    assert other.get_anomaly_subscriptions()["AnomalySubscriptions"] == []
    with pytest.raises(ClientError, match="UnknownSubscription"):
        other.delete_anomaly_subscription(SubscriptionArn=arns[0])
    client.delete_anomaly_subscription(SubscriptionArn=arns[0])
    assert len(client.get_anomaly_subscriptions()["AnomalySubscriptions"]) == 1


@pytest.mark.parametrize(
    ("frequency", "subscriber"), [("DAILY", SNS), ("WEEKLY", SNS), ("IMMEDIATE", MAIL)]
)
def test_a_topic_is_told_at_once_and_people_are_not(
    aws: EmbeddedAws, frequency: str, subscriber: dict[str, str]
) -> None:
    with pytest.raises(ClientError, match="only support"):
        create(aws, Frequency=frequency, Subscribers=[subscriber])


def test_what_does_not_fit_the_model_is_refused(aws: EmbeddedAws) -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        create(aws, Frequency="HOURLY")


def test_an_anomaly_arrives(aws: EmbeddedAws) -> None:
    create(aws)
    (tried,) = aws.control.speak("anomalies", ACCOUNT, "costs")
    assert tried.outcome == "delivers"
    assert "anomalyId" in received(aws)[0]["Message"]
    assert aws.control.mails(ACCOUNT) == []


def test_people_are_mailed(aws: EmbeddedAws) -> None:
    create(aws, "topic")
    create(aws, "people", Frequency="DAILY", Subscribers=[MAIL])
    assert [one.name for one in aws.control.senders(TOPIC)] == ["topic"]


def test_a_key_that_shuts_it_out_and_the_mail_that_says_so(aws: EmbeddedAws) -> None:
    create(aws)
    encrypt(aws, on_key("budgets"))
    (tried,) = aws.control.speak("anomalies", ACCOUNT, "costs")
    assert (tried.outcome, tried.hop) == ("refused", "key")
    assert received(aws) == []
    (mail,) = aws.control.mails(ACCOUNT)
    assert f"unable to publish to your SNS topic {TOPIC}" in mail.body
    assert mail.to == "account contact"


@pytest.mark.parametrize("where", ["topic", "key"])
def test_what_its_source_arn_is_nobody_knows(aws: EmbeddedAws, where: str) -> None:
    arn = create(aws)
    condition = {"ArnLike": {"aws:SourceArn": arn}}
    if where == "topic":
        aws.client("sns").delete_topic(TopicArn=TOPIC)
        topic(aws, on_topic("costalerts", **condition))
    else:
        encrypt(aws, on_key("costalerts", **condition))
    (found,) = aws.control.senders(TOPIC)
    assert (found.outcome, found.hop) == ("cannot judge", where)


def test_it_needs_the_right(aws: EmbeddedAws) -> None:
    allow = {"Effect": "Allow", "Action": "ce:GetAnomalySubscriptions", "Resource": "*"}
    reader = aws.client("ce", **aws.as_role("reader", allow))
    assert reader.get_anomaly_subscriptions()["AnomalySubscriptions"] == []
    nobody = aws.client("ce", **aws.as_role("nobody"))
    with pytest.raises(ClientError, match="ce:GetAnomalySubscriptions") as error:
        nobody.get_anomaly_subscriptions()
    assert error.value.response["Error"]["Code"] == "AccessDeniedException"
