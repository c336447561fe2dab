"""CloudTrail of the embedded AWS: one event for each call that writes, as EventBridge has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import botocore
import botocore.exceptions
import pytest

from bot.core.aws_events import EVENTS, ResourceKind, resource_change
from playground.aws.control import Control
from playground.aws.server.trail.logged import is_logged
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.test_external_endpoints import FUNCTION, TOPIC, Heard, heard

__all__ = ["heard"]
BUDGET = {
    "BudgetName": "tax",
    "BudgetLimit": {"Amount": "100", "Unit": "USD"},
    "TimeUnit": "MONTHLY",
    "BudgetType": "COST",
}
NOTIFICATION = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
}
MAIL = {"SubscriptionType": "EMAIL", "Address": "finops@example.com"}
OTHER_MAIL = {**MAIL, "Address": "dana@example.com"}


@pytest.fixture(autouse=True)
def _listening(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    embedded_aws.client("sns").create_topic(Name="alerts")
    embedded_aws.control.run_externally(FUNCTION, heard.url, events=True)


def one(heard: Heard) -> dict[str, Any]:
    """The only event so far, seen from EventBridge; forgotten afterwards."""
    (event,) = heard.until(1)
    heard.events.clear()
    return event


def test_a_topics_key_set_by_somebody_in_a_role(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    may = {"Effect": "Allow", "Action": "sns:SetTopicAttributes", "Resource": "*"}
    sns = embedded_aws.client("sns", **embedded_aws.as_role("SecurityScanner", may))
    sns.set_topic_attributes(
        TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    event = one(heard)
    assert event["detail-type"] == "AWS API Call via CloudTrail"
    assert (event["source"], event["account"], event["region"]) == (
        "aws.sns",
        ACCOUNT,
        "us-east-1",
    )
    detail = event["detail"]
    assert detail["requestParameters"] == {
        "topicArn": TOPIC,
        "attributeName": "KmsMasterKeyId",
        "attributeValue": "alias/aws/sns",
    }
    assert detail["responseElements"] is None and "errorCode" not in detail
    assert detail["userIdentity"]["arn"] == (
        f"arn:aws:sts::{ACCOUNT}:assumed-role/SecurityScanner/test"
    )
    issuer = detail["userIdentity"]["sessionContext"]["sessionIssuer"]
    assert issuer["arn"] == f"arn:aws:iam::{ACCOUNT}:role/SecurityScanner"
    assert f"Botocore/{botocore.__version__}" in detail["userAgent"]
    found = resource_change(event)
    assert found is not None and (found.kind, found.about) == (ResourceKind.TOPIC, TOPIC)
    assert found.who == "test, role SecurityScanner"
    assert event["time"] == detail["eventTime"] == found.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_root_and_a_user_are_named(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    embedded_aws.client("sns").remove_permission(TopicArn=TOPIC, Label="no-such")
    found = resource_change(one(heard))
    assert found is not None and found.who == "the root user"
    iam = embedded_aws.client("iam")
    iam.create_user(UserName="dana")
    may = {"Effect": "Allow", "Action": "sns:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": may})
    iam.put_user_policy(UserName="dana", PolicyName="may", PolicyDocument=document)
    key = iam.create_access_key(UserName="dana")["AccessKey"]
    sns = embedded_aws.client("sns", account=key["AccessKeyId"], secret=key["SecretAccessKey"])
    sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="DisplayName", AttributeValue="x")
    found = resource_change(one(heard))
    assert found is not None and found.who == "the user dana"


def test_a_refused_call_says_so_and_changed_nothing(
    embedded_aws: EmbeddedAws, heard: Heard
) -> None:
    sns = embedded_aws.client("sns", **embedded_aws.as_role("Nobody"))
    with pytest.raises(botocore.exceptions.ClientError):
        sns.delete_topic(TopicArn=TOPIC)
    event = one(heard)
    assert event["detail"]["errorCode"] in ("AuthorizationError", "AccessDenied")
    assert "is not authorized to perform" in event["detail"]["errorMessage"]
    assert resource_change(event) is None
    with pytest.raises(botocore.exceptions.ClientError):
        embedded_aws.client("kms").enable_key(KeyId="no-such-key")
    assert one(heard)["detail"]["errorCode"] == "NotFoundException"


def test_reads_and_messages_are_not_told(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    sns, kms = embedded_aws.client("sns"), embedded_aws.client("kms")
    sns.get_topic_attributes(TopicArn=TOPIC)
    sns.list_topics()
    sns.publish(TopicArn=TOPIC, Message="text")
    embedded_aws.client("budgets").describe_budgets(AccountId=ACCOUNT)
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.describe_key(KeyId=key)
    kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    assert one(heard)["detail"]["eventName"] == "CreateKey"


def test_a_key_by_its_id_and_by_its_alias(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    kms = embedded_aws.client("kms", "eu-west-1")
    key = kms.create_key()["KeyMetadata"]
    made = one(heard)["detail"]["responseElements"]["keyMetadata"]
    assert made["keyId"] == key["KeyId"]
    policy = kms.get_key_policy(KeyId=key["KeyId"])["Policy"]
    calls: dict[str, Callable[[], object]] = {
        "PutKeyPolicy": lambda: kms.put_key_policy(KeyId=key["KeyId"], Policy=policy),
        "DisableKey": lambda: kms.disable_key(KeyId=key["Arn"]),
        "EnableKey": lambda: kms.enable_key(KeyId=key["KeyId"]),
        "ScheduleKeyDeletion": lambda: kms.schedule_key_deletion(KeyId=key["KeyId"]),
        "CancelKeyDeletion": lambda: kms.cancel_key_deletion(KeyId=key["KeyId"]),
    }
    for name, call in calls.items():
        call()
        event = one(heard)
        assert event["detail"]["resources"] == [
            {"accountId": ACCOUNT, "ARN": key["Arn"], "type": "AWS::KMS::Key"}
        ]
        found = resource_change(event)
        assert found is not None and found.action == name
        assert (found.kind, found.about) == (ResourceKind.KEY, key["Arn"])
    kms.create_alias(AliasName="alias/alerts", TargetKeyId=key["KeyId"])
    kms.delete_alias(AliasName="alias/alerts")
    heard.until(2)
    found = resource_change(heard.events[1])
    assert found is not None and found.about == f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/alerts"
    assert (found.kind, found.key) == (ResourceKind.ALIAS, key["Arn"])


def test_subscriptions_and_permissions(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    sns = embedded_aws.client("sns")
    queue = f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox"
    arn = sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=queue)["SubscriptionArn"]
    sns.set_subscription_attributes(
        SubscriptionArn=arn, AttributeName="RawMessageDelivery", AttributeValue="true"
    )
    sns.unsubscribe(SubscriptionArn=arn)
    sns.add_permission(
        TopicArn=TOPIC, Label="other", AWSAccountId=[ACCOUNT], ActionName=["Publish"]
    )
    sns.delete_topic(TopicArn=TOPIC)
    heard.until(5)
    assert heard.events[3]["detail"]["requestParameters"]["actionName"] == ["Publish"]
    found = [resource_change(event) for event in heard.events[1:]]
    assert [one.about if one else None for one in found] == [TOPIC] * 4


def test_a_budgets_notifications_and_subscribers(embedded_aws: EmbeddedAws, heard: Heard) -> None:
    budgets = embedded_aws.client("budgets")
    budget = {"AccountId": ACCOUNT, "BudgetName": "tax"}
    budgets.create_budget(AccountId=ACCOUNT, Budget=BUDGET)
    about = {**budget, "Notification": NOTIFICATION}
    budgets.create_notification(**about, Subscribers=[MAIL])
    budgets.update_subscriber(**about, OldSubscriber=MAIL, NewSubscriber=OTHER_MAIL)
    budgets.create_subscriber(**about, Subscriber=MAIL)
    budgets.delete_subscriber(**about, Subscriber=MAIL)
    budgets.update_notification(
        **budget, OldNotification=NOTIFICATION, NewNotification={**NOTIFICATION, "Threshold": 90.0}
    )
    budgets.delete_notification(**budget, Notification={**NOTIFICATION, "Threshold": 90.0})
    events = heard.until(7)
    asked = events[2]["detail"]["requestParameters"]
    assert asked["newSubscriber"] == {
        "subscriptionType": "EMAIL",
        "address": "dana@example.com",
    }
    found = [resource_change(event) for event in events[1:]]
    assert {(one.kind, one.about, one.account) for one in found if one} == {
        (ResourceKind.BUDGET, "tax", ACCOUNT)
    }
    assert len([one for one in found if one]) == 6


def test_every_call_that_the_watch_knows_is_told() -> None:
    calls = EVENTS["AWS API Call via CloudTrail"]
    assert all(is_logged(source.partition(".")[0], name) for source, name in calls)
    assert not is_logged("dynamodb", "PutItem")


def test_lookup_events_is_what_it_was(embedded_aws: EmbeddedAws, control: Control) -> None:
    assert embedded_aws.client("cloudtrail").lookup_events()["Events"] == []
    assert embedded_aws.client("cloudtrail").describe_trails()["trailList"] == []
    assert control.calls("cloudtrail", "LookupEvents")


@pytest.fixture
def control(embedded_aws: EmbeddedAws) -> Control:
    return embedded_aws.control
