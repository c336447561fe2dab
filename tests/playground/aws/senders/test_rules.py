"""EventBridge rules publish through the judge, or as the role of their target."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

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

RULE = f"arn:aws:events:us-east-1:{ACCOUNT}:rule/orders"
PATTERN = json.dumps({"source": ["shop"]})
ROLE = f"arn:aws:iam::{ACCOUNT}:role/publisher"


def rule(aws: EmbeddedAws, **target: str) -> None:
    events = aws.client("events")
    events.put_rule(Name="orders", EventPattern=PATTERN)
    events.put_targets(Rule="orders", Targets=[{"Id": "1", "Arn": TOPIC, **target}])


def order(aws: EmbeddedAws, source: str = "shop") -> None:
    entry = {"Source": source, "DetailType": "Order", "Detail": '{"id": 1}'}
    assert aws.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0


def failures(aws: EmbeddedAws) -> float:
    now = datetime.now(UTC)
    found = aws.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Events",
        MetricName="FailedInvocations",
        Dimensions=[{"Name": "RuleName", "Value": "orders"}],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=1),
        Period=3600,
        Statistics=["Sum"],
    )["Datapoints"]
    return sum(float(point["Sum"]) for point in found)


def outcomes(aws: EmbeddedAws) -> list[tuple[str, str]]:
    return [(one.outcome, one.hop) for one in aws.control.publishes(ACCOUNT)]


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A rule on a topic that lets EventBridge in."""
    topic(embedded_aws, on_topic("events"))
    rule(embedded_aws)
    return embedded_aws


def test_a_matching_event_arrives(aws: EmbeddedAws) -> None:
    order(aws, "elsewhere")
    assert (received(aws), failures(aws)) == ([], 0)
    order(aws)
    (message,) = received(aws)
    assert json.loads(message["Message"])["source"] == "shop"
    assert "Subject" not in message
    assert failures(aws) == 0


@pytest.mark.parametrize("arn", [RULE, f"arn:aws:events:us-east-1:{ACCOUNT}:rule/else"])
def test_the_topic_sees_the_rules_arn(aws: EmbeddedAws, arn: str) -> None:
    set_policy(aws, on_topic("events", ArnEquals={"aws:SourceArn": arn}))
    order(aws)
    assert len(received(aws)) == (arn == RULE)
    assert failures(aws) == (arn != RULE)


def test_whether_it_names_its_account_to_the_topic_is_unknown(aws: EmbeddedAws) -> None:
    set_policy(aws, on_topic("events", StringEquals={"aws:SourceAccount": ACCOUNT}))
    order(aws)
    assert outcomes(aws) == [("cannot judge", "topic")]


@pytest.mark.parametrize(
    ("condition", "arrives"),
    [
        ({}, True),
        ({"StringEquals": {"aws:SourceAccount": ACCOUNT}}, False),
        ({"ArnLike": {"aws:SourceArn": RULE}}, False),
        ({"StringEquals": {"aws:SourceOrgID": "o-exampleorg1"}}, False),
    ],
)
def test_a_key_with_a_condition_keeps_it_out(
    aws: EmbeddedAws, condition: dict[str, Any], arrives: bool
) -> None:
    aws.control.set_organization(ACCOUNT, "o-exampleorg1")
    encrypt(aws, on_key("events", **condition))
    order(aws)
    assert len(received(aws)) == arrives
    assert outcomes(aws) == [("delivers", "") if arrives else ("refused", "key")]
    assert failures(aws) == (not arrives)


def test_a_topic_of_another_region_is_no_target(aws: EmbeddedAws) -> None:
    arn = TOPIC.replace("us-east-1", "eu-west-1")
    open_ = {**on_topic("events"), "Resource": arn}
    policy = json.dumps({"Statement": [open_]})
    aws.client("sns", "eu-west-1").create_topic(Name="shared", Attributes={"Policy": policy})
    events = aws.client("events")
    events.put_targets(Rule="orders", Targets=[{"Id": "1", "Arn": arn}])
    order(aws)
    assert outcomes(aws) == [("refused", "topic")]


PUBLISH = {"Effect": "Allow", "Action": "sns:Publish", "Resource": TOPIC}
USE_KEY = {"Effect": "Allow", "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}


@pytest.mark.parametrize(
    ("rights", "keyed", "came"),
    [
        ([], False, ("refused", "topic")),
        ([PUBLISH], False, ("delivers", "")),
        ([PUBLISH], True, ("refused", "key")),
        ([PUBLISH, USE_KEY], True, ("delivers", "")),
        ([PUBLISH, {**PUBLISH, "Effect": "Deny"}], False, ("refused", "topic")),
    ],
)
def test_with_a_role_its_own_policies_decide(
    aws: EmbeddedAws, rights: list[dict[str, Any]], keyed: bool, came: tuple[str, str]
) -> None:
    set_policy(aws, on_topic("budgets"))
    if keyed:
        encrypt(aws)
    aws.as_role("publisher", *rights)
    rule(aws, RoleArn=ROLE)
    order(aws)
    assert outcomes(aws) == [came]
    assert len(received(aws)) == (came[0] == "delivers")


def test_the_rules_of_a_topic(aws: EmbeddedAws) -> None:
    events = aws.client("events")
    assert events.list_rule_names_by_target(TargetArn=TOPIC)["RuleNames"] == ["orders"]
    (target,) = events.list_targets_by_rule(Rule="orders")["Targets"]
    assert target["Arn"] == TOPIC
    assert [bus["Name"] for bus in events.list_event_buses()["EventBuses"]] == ["default"]
    other = aws.client("events", account="222222222222")
    assert other.list_rule_names_by_target(TargetArn=TOPIC)["RuleNames"] == []
    assert [(one.sender, one.name) for one in aws.control.senders(TOPIC)] == [("rules", "orders")]


def test_set_off_by_hand(aws: EmbeddedAws) -> None:
    (tried,) = aws.control.speak("rules", ACCOUNT, "orders")
    assert tried.outcome == "delivers"
    assert len(received(aws)) == 1


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("list_rule_names_by_target", {"TargetArn": TOPIC}),
        ("list_targets_by_rule", {"Rule": "orders"}),
        ("list_event_buses", {}),
    ],
)
def test_it_needs_the_rights(aws: EmbeddedAws, operation: str, given: dict[str, str]) -> None:
    allow = {"Effect": "Allow", "Action": "events:List*", "Resource": "*"}
    reader = aws.client("events", **aws.as_role("reader", allow))
    assert getattr(reader, operation)(**given)
    nobody = aws.client("events", **aws.as_role("nobody"))
    with pytest.raises(Exception, match="not authorized to perform: events:List"):
        getattr(nobody, operation)(**given)
