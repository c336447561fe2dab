"""Templates that look as if an alert arrived, and that CloudFormation may read in another way."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.findings import Status
from bot.core.iac.cloudformation.template import declaration
from bot.core.iac.cloudformation.text import parse
from bot.core.iac.judged import judge_all
from bot.errors import UsageError

NOW = datetime(2026, 3, 20, tzinfo=UTC)
ACCOUNT, REGION = "111111111111", "eu-west-1"
TOPIC = {"Ref": "Topic"}
Resources = dict[str, dict[str, Any]]


def lets_in(service: str, *actions: str) -> dict[str, Any]:
    allow = {"Effect": "Allow", "Principal": {"Service": service}, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [{**allow, "Action": list(actions)}]}


def whole(service: str = "budgets.amazonaws.com") -> Resources:
    """A budget, an alarm, their topic with its policy and key, and a subscription."""
    of_key = ("kms:GenerateDataKey*", "kms:Decrypt")
    told = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80}
    alert = {"Notification": told, "Subscribers": [{"SubscriptionType": "SNS", "Address": TOPIC}]}
    properties: dict[str, tuple[str, dict[str, Any]]] = {
        "Key": ("KMS::Key", {"KeyPolicy": lets_in(service, *of_key)}),
        "Topic": ("SNS::Topic", {"KmsMasterKeyId": {"Ref": "Key"}}),
        "Mail": ("SNS::Subscription", {"TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@b"}),
        "Policy": (
            "SNS::TopicPolicy",
            {"Topics": [TOPIC], "PolicyDocument": lets_in(service, "sns:Publish")},
        ),
        "Budget": (
            "Budgets::Budget",
            {"Budget": {"BudgetName": "monthly"}, "NotificationsWithSubscribers": [alert]},
        ),
    }
    return {name: {"Type": f"AWS::{k}", "Properties": p} for name, (k, p) in properties.items()}


def verdict(resources: Resources, **more: Any) -> Status:
    text = json.dumps({"Resources": resources, **more})
    return judge_all(declaration(text, account=ACCOUNT, region=REGION), NOW).status


def test_the_whole_is_fine() -> None:
    assert verdict(whole()) is Status.OK


INCLUDE = {"Name": "AWS::Include", "Parameters": {"Location": "s3://bucket/more.yaml"}}
UNSURE: dict[str, Any] = {"Fn::If": ["Unsure", True, False]}
ASKED = {
    "Parameters": {"Given": {"Type": "String"}},
    "Conditions": {"Unsure": {"Fn::Equals": [{"Ref": "Given"}, "yes"]}},
}


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("Key", {"Enabled": UNSURE}),
        ("Key", {"Enabled": {"Ref": "Given"}}),
        ("Key", {"Origin": {"Ref": "Given"}}),
        ("Key", {"KeySpec": {"Ref": "Given"}}),
        ("Key", {"KeyUsage": {"Ref": "Given"}}),
        ("Topic", {"FifoTopic": UNSURE}),
        ("Topic", {"KmsMasterKeyId": UNSURE}),
        ("Topic", {"Fn::Transform": INCLUDE}),
        ("Key", {"Fn::Transform": INCLUDE}),
        ("Policy", {"Fn::Transform": INCLUDE}),
        ("Budget", {"Fn::Transform": INCLUDE}),
        ("Topic", {"Fn::ForEach::Of": ["Name", ["KmsMasterKeyId"], {"${Name}": "alias/aws/sns"}]}),
    ],
)
def test_a_property_that_decides_and_is_not_known_is_never_fine(
    name: str, properties: dict[str, Any]
) -> None:
    resources = whole()
    resources[name]["Properties"] |= properties
    assert verdict(resources, **ASKED) is Status.UNKNOWN


def test_a_part_of_a_statement_that_a_macro_brings_is_not_known() -> None:
    resources = whole()
    document = resources["Policy"]["Properties"]["PolicyDocument"]
    document["Statement"][0]["Fn::Transform"] = INCLUDE
    assert verdict(resources) is Status.UNKNOWN


@pytest.mark.parametrize(
    "more",
    [
        {"Transform": INCLUDE},
        {"Fn::Transform": INCLUDE},
        {"Transform": ["AWS::Include"]},
        {"Fn::ForEach::Conditions": []},
    ],
)
def test_what_may_bring_more_resources_leaves_all_open(more: dict[str, Any]) -> None:
    assert verdict(whole(), **more) is Status.UNKNOWN


@pytest.mark.parametrize("kind", ["Company::Alerts::Topic::MODULE", "AWS::Serverless::Connector"])
def test_a_resource_that_becomes_others_leaves_all_open(kind: str) -> None:
    more = {"More": {"Type": kind, "Properties": {}}}
    assert verdict({**whole(), **more}) is Status.UNKNOWN


def test_a_resource_that_a_macro_rewrites_leaves_all_open() -> None:
    resources = whole()
    resources["Topic"]["Fn::Transform"] = INCLUDE
    assert verdict(resources) is Status.UNKNOWN


def test_a_policy_for_a_topic_that_is_not_known_may_be_for_this_one() -> None:
    other = {
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": {"Topics": [{"Fn::ImportValue": "Topic"}], "PolicyDocument": {}},
    }
    assert verdict({**whole(), "Other": other}) is Status.UNKNOWN


def test_one_policy_for_several_topics_is_for_each() -> None:
    resources = whole()
    resources["Policy"]["Properties"]["Topics"] = [{"Ref": "Second"}, TOPIC]
    resources["Second"] = {"Type": "AWS::SNS::Topic"}
    assert verdict(resources) is Status.OK


def test_a_policy_that_may_be_there_besides_is_never_fine() -> None:
    resources = whole()
    resources["Other"] = {**resources["Policy"], "Condition": "Unsure"}
    resources["Other"]["Properties"] = {"Topics": [TOPIC], "PolicyDocument": {"Statement": []}}
    assert verdict(resources, **ASKED) is Status.UNKNOWN


def test_lists_that_differ_are_not_equal() -> None:
    """CloudFormation compares whole values."""
    split = {"Fn::Equals": [{"Fn::Split": [",", "a,b"]}, {"Fn::Split": [",", "a,c"]}]}
    resources = whole()
    resources["Topic"]["Properties"]["KmsMasterKeyId"] = {
        "Fn::If": ["Same", {"Ref": "Key"}, "alias/aws/sns"]
    }
    assert verdict(resources, Conditions={"Same": split}) is not Status.OK


def test_a_parameter_of_the_parameter_store_is_not_its_own_name() -> None:
    made = declaration(
        json.dumps(
            {
                "Resources": whole() | {"Topic": {"Type": "AWS::SNS::Topic", "Properties": KEYED}},
                "Parameters": {"Id": {"Type": "AWS::SSM::Parameter::Value<String>"}},
            }
        ),
        account=ACCOUNT,
        region=REGION,
        parameters={"Id": "/keys/alerts"},
    )
    assert judge_all(made, NOW).status is Status.UNKNOWN


KEYED = {"KmsMasterKeyId": {"Ref": "Id"}}


@pytest.mark.parametrize(
    "text",
    [
        "Resources:\n  A: {Type: X}\n  A: {Type: Y}\n",
        "Resources:\n  A:\n    Properties: {Fn::If: 1, b: 1, b: 2}\n",
        '{"Resources": {"A": {"Type": "X"}, "A": {"Type": "Y"}}}',
    ],
)
def test_a_name_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="twice"):
        parse(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("012345678901", Status.UNKNOWN), ('"012345678901"', Status.OK)],
)
def test_an_account_that_begins_with_a_nought_has_to_be_quoted(
    written: str, expected: Status
) -> None:
    """YAML reads it as a number, and an octal one where it has no 8 and no 9."""
    resources = whole()
    asks = {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}}
    resources["Policy"]["Properties"]["PolicyDocument"]["Statement"][0]["Condition"] = asks
    text = "Resources: " + json.dumps(resources).replace('"ACCOUNT"', written)
    made = declaration(text, account="012345678901", region=REGION)
    assert judge_all(made, NOW).status is expected


@pytest.mark.parametrize("date", ["2012-10-17", '"2012-10-17"', "'2012-10-17'"])
def test_a_date_is_the_text_of_it(date: str) -> None:
    assert parse(f"Resources: {{A: {{Version: {date}}}}}").tree == {
        "Resources": {"A": {"Version": "2012-10-17"}}
    }
