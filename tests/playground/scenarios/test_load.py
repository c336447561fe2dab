"""What seeding leaves behind, seen through AWS's own API."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from playground.scenarios.catalog import find
from playground.scenarios.load import seed
from tests.conftest import ACCOUNT, EmbeddedAws


def attributes(aws: EmbeddedAws, name: str) -> dict[str, str]:
    topic = find(name).topics[0]
    sns = aws.client("sns", topic.region)
    found: dict[str, str] = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]
    return found


def key(aws: EmbeddedAws, name: str) -> dict[str, Any]:
    region = find(name).topics[0].region
    reference = attributes(aws, name)["KmsMasterKeyId"]
    found: dict[str, Any] = aws.client("kms", region).describe_key(KeyId=reference)
    return dict(found["KeyMetadata"])


def test_the_reported_pair(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["aws-managed-key", "no-encryption"])
    assert attributes(embedded_aws, "aws-managed-key")["KmsMasterKeyId"] == "alias/aws/sns"
    assert "KmsMasterKeyId" not in attributes(embedded_aws, "no-encryption")
    budgets = embedded_aws.client("budgets").describe_budgets(AccountId=ACCOUNT)["Budgets"]
    assert {b["BudgetName"] for b in budgets} == {
        "cost-all-services-manage",
        "cost-all-services-dev",
    }
    spend = budgets[0]["CalculatedSpend"]
    assert float(spend["ActualSpend"]["Amount"]) == 100
    assert float(spend["ForecastedSpend"]["Amount"]) == 700


def test_the_seeding_leaves_no_record_of_calls_and_no_alert(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["topic-alarm-without-publish"])
    assert embedded_aws.control.calls() == []
    assert embedded_aws.control.deliveries(ACCOUNT) == []
    [alert] = embedded_aws.client("budgets").describe_notifications_for_budget(
        AccountId=ACCOUNT, BudgetName="team-ml-spend"
    )["Notifications"]
    assert alert["NotificationState"] == "ALARM"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("key-disabled", "Disabled"),
        ("key-pending-deletion", "PendingDeletion"),
        ("key-pending-import", "PendingImport"),
        ("key-unavailable", "Unavailable"),
    ],
)
def test_the_states_of_keys(embedded_aws: EmbeddedAws, name: str, state: str) -> None:
    seed(embedded_aws.url, [name])
    assert key(embedded_aws, name)["KeyState"] == state


def test_only_the_id_is_left_of_a_user_who_is_gone(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["incident-cookiecutter-62"])
    arn = key(embedded_aws, "incident-cookiecutter-62")["Arn"]
    kms = embedded_aws.client("kms")
    policy = kms.get_key_policy(KeyId=arn)["Policy"]
    [gone] = json.loads(policy)["Statement"][1]["Principal"].values()
    assert "".join(gone).startswith("AIDA")
    with pytest.raises(ClientError, match="invalid principals"):
        kms.put_key_policy(KeyId=arn, Policy=policy)


def test_who_has_confirmed(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["subscription-pending"])
    arn = find("subscription-pending").topics[0].arn
    found = embedded_aws.client("sns").list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
    pending = {s["Protocol"]: s["SubscriptionArn"] == "PendingConfirmation" for s in found}
    assert pending == {"https": False, "email": True}


def test_the_chat_channel_holds_the_topic(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["chatbot-disabled"])
    chatbot = embedded_aws.client("chatbot", "us-east-2")
    [channel] = chatbot.describe_slack_channel_configurations()["SlackChannelConfigurations"]
    assert channel["SnsTopicArns"] == [find("chatbot-disabled").topics[0].arn]
    assert channel["State"] == "DISABLED"


def test_a_fault_hits_its_own_key_only(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["key-policy-refused", "key-decrypt-missing"])
    kms = embedded_aws.client("kms")
    arn = key(embedded_aws, "key-decrypt-missing")["Arn"]
    assert "GenerateDataKey" in kms.get_key_policy(KeyId=arn)["Policy"]
    with pytest.raises(ClientError, match="AccessDenied"):
        kms.get_key_policy(KeyId=key(embedded_aws, "key-policy-refused")["Arn"])


def test_the_action_has_a_topic_of_its_own(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["budget-action"])
    budgets = embedded_aws.client("budgets")
    [action] = budgets.describe_budget_actions_for_budget(
        AccountId=ACCOUNT, BudgetName="team-action-spend"
    )["Actions"]
    assert [s["Address"] for s in action["Subscribers"]] == [find("budget-action").topics[1].arn]


def test_an_unknown_name_makes_nothing(embedded_aws: EmbeddedAws) -> None:
    with pytest.raises(ValueError, match="There is no scenario 'nope'"):
        seed(embedded_aws.url, ["no-encryption", "nope"])
    assert embedded_aws.client("sns").list_topics()["Topics"] == []
