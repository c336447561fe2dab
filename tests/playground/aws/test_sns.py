"""SNS as our bot and its fixes meet it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

ARN = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"


@pytest.fixture
def sns(embedded_aws: EmbeddedAws) -> Any:
    client = embedded_aws.client("sns")
    client.create_topic(Name="alerts")
    return client


def statement(**more: Any) -> dict[str, Any]:
    service = {"Service": "budgets.amazonaws.com"}
    return {
        "Effect": "Allow",
        "Principal": service,
        "Action": "SNS:Publish",
        "Resource": ARN,
        **more,
    }


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def attributes(sns: Any) -> dict[str, str]:
    found: dict[str, str] = sns.get_topic_attributes(TopicArn=ARN)["Attributes"]
    return found


def refusal(call: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_new_topic_has_the_default_policy_and_no_key(sns: Any) -> None:
    found = attributes(sns)
    policy = json.loads(found["Policy"])
    assert policy["Version"] == "2008-10-17"
    assert policy["Statement"][0]["Sid"] == "__default_statement_ID"
    assert policy["Statement"][0]["Condition"] == {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}
    assert "KmsMasterKeyId" not in found


def test_the_key_is_returned_as_set_and_gone_when_emptied(sns: Any) -> None:
    for name in ("alias/aws/sns", "1234", "arn:aws:kms:us-east-1:222222222222:key/1"):
        sns.set_topic_attributes(TopicArn=ARN, AttributeName="KmsMasterKeyId", AttributeValue=name)
        assert attributes(sns)["KmsMasterKeyId"] == name
    sns.set_topic_attributes(TopicArn=ARN, AttributeName="KmsMasterKeyId", AttributeValue="")
    assert "KmsMasterKeyId" not in attributes(sns)


def test_a_good_policy_is_stored_as_written(sns: Any) -> None:
    policy = document(statement(Sid="AWSBudgetsSNSPublishingPermissions"))
    sns.set_topic_attributes(TopicArn=ARN, AttributeName="Policy", AttributeValue=policy)
    assert attributes(sns)["Policy"] == policy


@pytest.mark.parametrize(
    "policy",
    [
        "{",
        "[]",
        document(),
        document(statement(Effect="allow")),
        document({**statement(), "NotAction": "SNS:Publish"}),
        document({"Effect": "Allow", "Principal": "*", "Action": "SNS:Publish"}),
        document(statement(Action="kms:Decrypt")),
        document(statement(Sid="a"), statement(Sid="a")),
        document(statement(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/nobody"})),
        document(statement(Principal={"AWS": "AROAEXAMPLE"})),
        document(statement(Principal={"AWS": [f"{number:012}" for number in range(201)]})),
        document(statement(Principal={"AWS": []})),
        document(*(statement(Sid=f"s{number}") for number in range(101))),
        document(statement(Sid="s" * 30_720)),
        json.dumps({"Version": "2012-10-17", "Id": "予算", "Statement": []}, ensure_ascii=False),
    ],
)
def test_a_malformed_policy_is_refused(sns: Any, policy: str) -> None:
    before = attributes(sns)["Policy"]
    code, message = refusal(
        sns.set_topic_attributes, TopicArn=ARN, AttributeName="Policy", AttributeValue=policy
    )
    assert code == "InvalidParameter"
    assert message.startswith("Invalid parameter: Policy")
    assert attributes(sns)["Policy"] == before
    code, _ = refusal(sns.create_topic, Name="other", Attributes={"Policy": policy})
    assert code == "InvalidParameter"


def test_an_email_stays_pending_until_its_owner_confirms(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    answer = sns.subscribe(TopicArn=ARN, Protocol="email", Endpoint="team@example.com")
    assert answer["SubscriptionArn"] == "pending confirmation"
    assert attributes(sns)["SubscriptionsPending"] == "1"
    listed = sns.list_subscriptions_by_topic(TopicArn=ARN)["Subscriptions"]
    assert [one["SubscriptionArn"] for one in listed] == ["PendingConfirmation"]
    code, _ = refusal(sns.get_subscription_attributes, SubscriptionArn="PendingConfirmation")
    assert code == "InvalidParameter"
    sns.publish(TopicArn=ARN, Message="lost")
    embedded_aws.control.confirm(ARN, "team@example.com")
    listed = sns.list_subscriptions_by_topic(TopicArn=ARN)["Subscriptions"]
    assert listed[0]["SubscriptionArn"].startswith(ARN)
    assert attributes(sns)["SubscriptionsConfirmed"] == "1"
    sns.publish(TopicArn=ARN, Message="arrives")
    assert [one.message for one in embedded_aws.control.messages(ARN)] == ["arrives"]


def test_a_second_subscribe_leaves_a_confirmed_email_alone(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    given = {"TopicArn": ARN, "Protocol": "email", "Endpoint": "team@example.com"}
    sns.subscribe(**given)
    embedded_aws.control.confirm(ARN, "team@example.com")
    assert sns.subscribe(**given)["SubscriptionArn"].startswith(ARN)


def test_the_chatbot_confirms_itself(sns: Any) -> None:
    endpoint = "https://global.sns-api.chatbot.amazonaws.com"
    arn = sns.subscribe(TopicArn=ARN, Protocol="https", Endpoint=endpoint)["SubscriptionArn"]
    found = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert (found["PendingConfirmation"], found["RawMessageDelivery"]) == ("false", "false")


def test_subscriptions_come_in_pages_of_100(sns: Any) -> None:
    for number in range(101):
        sns.subscribe(TopicArn=ARN, Protocol="email", Endpoint=f"{number}@example.com")
    first = sns.list_subscriptions_by_topic(TopicArn=ARN)
    second = sns.list_subscriptions_by_topic(TopicArn=ARN, NextToken=first["NextToken"])
    assert [len(page["Subscriptions"]) for page in (first, second)] == [100, 1]
    assert "NextToken" not in second


def test_a_fifo_topic_takes_no_mail(embedded_aws: EmbeddedAws) -> None:
    sns = embedded_aws.client("sns")
    arn = sns.create_topic(Name="a.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["FifoTopic"] == "true"
    code, _ = refusal(sns.subscribe, TopicArn=arn, Protocol="email", Endpoint="a@example.com")
    assert code == "InvalidParameter"


def test_a_topic_that_is_gone(sns: Any) -> None:
    sns.delete_topic(TopicArn=ARN)
    assert refusal(sns.get_topic_attributes, TopicArn=ARN)[0] == "NotFound"
    assert refusal(sns.list_subscriptions_by_topic, TopicArn=ARN)[0] == "NotFound"


def test_a_missing_right_names_action_and_topic(embedded_aws: EmbeddedAws, sns: Any) -> None:
    role = embedded_aws.as_role("nothing")
    code, message = refusal(embedded_aws.client("sns", **role).get_topic_attributes, TopicArn=ARN)
    assert code == "AuthorizationError"
    assert f"is not authorized to perform: SNS:GetTopicAttributes on resource: {ARN}" in message


def test_another_accounts_topic(embedded_aws: EmbeddedAws, sns: Any) -> None:
    other = embedded_aws.client("sns", account="222222222222")
    assert refusal(other.get_topic_attributes, TopicArn=ARN)[0] == "AuthorizationError"
    gone = f"arn:aws:sns:us-east-1:{ACCOUNT}:none"
    assert refusal(other.get_topic_attributes, TopicArn=gone)[0] == "NotFound"


@pytest.mark.parametrize(
    "arn",
    ["alerts", "arn:aws:sqs:us-east-1:111111111111:alerts", ARN.replace("us-east", "eu-west")],
)
def test_what_is_no_topic_of_this_region_is_refused(sns: Any, arn: str) -> None:
    code, message = refusal(sns.get_topic_attributes, TopicArn=arn)
    assert code == "InvalidParameter"
    assert message.startswith("Invalid parameter: TopicArn")


def test_a_right_to_subscribe_can_be_narrowed_to_an_endpoint(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    """By sns:Protocol and sns:Endpoint, as in the SNS developer guide."""
    ours = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:ours"
    may = {
        "Effect": "Allow",
        "Action": "sns:Subscribe",
        "Resource": ARN,
        "Condition": {"StringEquals": {"sns:Protocol": "lambda", "sns:Endpoint": ours}},
    }
    role = embedded_aws.client("sns", **embedded_aws.as_role("narrow", may))
    for protocol, endpoint in (("sqs", ours), ("lambda", f"{ours}2"), ("email", "a@example.com")):
        with pytest.raises(ClientError, match="AuthorizationError"):
            role.subscribe(TopicArn=ARN, Protocol=protocol, Endpoint=endpoint)
    made = role.subscribe(TopicArn=ARN, Protocol="lambda", Endpoint=ours)["SubscriptionArn"]
    with pytest.raises(ClientError, match="SNS:Unsubscribe"):
        role.unsubscribe(SubscriptionArn=made)
