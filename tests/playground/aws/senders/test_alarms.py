"""CloudWatch alarms publish through the judge, and their history says how it ended."""

import json
from typing import Any

import pytest

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    TOPIC,
    encrypt,
    key,
    on_key,
    on_topic,
    received,
    topic,
)

ARN = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:cpu"
SOURCE = {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnLike": {"aws:SourceArn": ARN}}


def alarm(aws: EmbeddedAws, name: str = "cpu", **given: Any) -> None:
    aws.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/EC2",
        MetricName="CPUUtilization",
        Statistic="Average",
        Period=60,
        EvaluationPeriods=1,
        Threshold=90,
        ComparisonOperator="GreaterThanThreshold",
        **{"AlarmActions": [TOPIC], **given},
    )


def set_state(aws: EmbeddedAws, state: str = "ALARM", name: str = "cpu") -> None:
    aws.client("cloudwatch").set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")


def actions(aws: EmbeddedAws, name: str = "cpu", **given: Any) -> list[dict[str, Any]]:
    found = aws.client("cloudwatch").describe_alarm_history(
        AlarmName=name, HistoryItemType="Action", **given
    )["AlarmHistoryItems"]
    return list(found)


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """An alarm on a topic that lets CloudWatch in for that alarm."""
    topic(embedded_aws, on_topic("cloudwatch", **SOURCE))
    alarm(embedded_aws)
    return embedded_aws


def test_a_change_of_state_arrives_and_is_in_the_history(aws: EmbeddedAws) -> None:
    set_state(aws)
    (message,) = received(aws)
    assert message["Subject"] == 'ALARM: "cpu" in us-east-1'
    told = json.loads(message["Message"])
    assert (told["NewStateValue"], told["AlarmArn"]) == ("ALARM", ARN)
    (item,) = actions(aws)
    assert item["HistorySummary"] == f"Successfully executed action {TOPIC}"
    data = json.loads(item["HistoryData"])
    assert (data["actionState"], data["notificationResource"]) == ("Succeeded", TOPIC)
    assert data["error"] is None
    (tried,) = aws.control.publishes(ACCOUNT)
    assert (tried.sender, tried.name, tried.outcome) == ("alarms", "cpu", "delivers")


def test_only_a_change_of_state_runs_actions_and_only_those_of_the_state(aws: EmbeddedAws) -> None:
    for state in ("ALARM", "ALARM", "OK"):
        set_state(aws, state)
    assert len(actions(aws)) == 1


def test_actions_can_be_switched_off(aws: EmbeddedAws) -> None:
    aws.client("cloudwatch").disable_alarm_actions(AlarmNames=["cpu"])
    set_state(aws)
    assert (received(aws), actions(aws)) == ([], [])


def test_a_topic_policy_that_does_not_let_it_in(aws: EmbeddedAws) -> None:
    alarm(aws, "disk")
    set_state(aws, name="disk")
    (item,) = actions(aws, "disk")
    why = (
        f"Resource: {ARN[:-3]}disk is not authorized to perform: SNS:Publish on resource: {TOPIC} "
        "because no resource-based policy allows the SNS:Publish action"
    )
    said = f'Failed to execute action {TOPIC}. Received error: "{why}"'
    assert item["HistorySummary"] == said
    data = json.loads(item["HistoryData"])
    assert (data["actionState"], data["error"]) == ("Failed", why)
    assert received(aws) == []


@pytest.mark.parametrize("keyed", ["aws", "root", "cloudwatch", "cloudwatch with conditions"])
def test_a_key_lets_it_in_or_not(aws: EmbeddedAws, keyed: str) -> None:
    if keyed == "aws":
        key(aws, "alias/aws/sns")
    else:
        of_service = {"root": [], "cloudwatch": [on_key("cloudwatch")]}
        encrypt(aws, *of_service.get(keyed, [on_key("cloudwatch", **SOURCE)]))
    set_state(aws)
    (item,) = actions(aws)
    if keyed.startswith("cloudwatch"):
        assert json.loads(item["HistoryData"])["actionState"] == "Succeeded"
        assert len(received(aws)) == 1
        return
    assert (
        "null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Req"
        in (item["HistorySummary"])
    )
    assert received(aws) == []
    assert [one.hop for one in aws.control.publishes(ACCOUNT)] == ["key"]


@pytest.mark.parametrize(
    ("state", "code"), [("Disabled", "DisabledException"), ("Unavailable", "KMSInvalidState")]
)
def test_a_key_that_does_not_work(aws: EmbeddedAws, state: str, code: str) -> None:
    aws.control.set_key_state(encrypt(aws, on_key("cloudwatch")), state)
    set_state(aws)
    assert f"Error Code: {code}" in actions(aws)[0]["HistorySummary"]


def test_a_topic_that_is_gone(aws: EmbeddedAws) -> None:
    aws.client("sns").delete_topic(TopicArn=TOPIC)
    set_state(aws)
    assert "Topic does not exist" in actions(aws)[0]["HistorySummary"]


def test_what_nobody_knows_leaves_no_trace(aws: EmbeddedAws) -> None:
    open_to_all = {**on_topic("x"), "Principal": {"AWS": "*"}}
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC,
        AttributeName="Policy",
        AttributeValue=json.dumps({"Statement": open_to_all}),
    )
    set_state(aws)
    assert (received(aws), actions(aws)) == ([], [])
    assert [one.outcome for one in aws.control.publishes(ACCOUNT)] == ["cannot judge"]


def test_the_alarms_of_a_topic(aws: EmbeddedAws) -> None:
    alarm(aws, "other", AlarmActions=[f"{TOPIC}-2"])
    alarm(aws, "late", AlarmActions=[], OKActions=[TOPIC])
    cloudwatch = aws.client("cloudwatch")
    cloudwatch.put_composite_alarm(
        AlarmName="both", AlarmRule="ALARM(cpu) OR ALARM(other)", AlarmActions=[TOPIC]
    )
    kinds = ["MetricAlarm", "CompositeAlarm", "LogAlarm"]

    def named(**given: Any) -> list[str]:
        found = cloudwatch.describe_alarms(**given)
        every = (*found["MetricAlarms"], *found["CompositeAlarms"])
        return sorted(one["AlarmName"] for one in every)

    assert named(ActionPrefix=TOPIC, AlarmTypes=kinds) == ["both", "cpu", "late", "other"]
    assert named(ActionPrefix=TOPIC) == ["cpu", "late", "other"]
    assert named(ActionPrefix=f"{TOPIC}-2", AlarmTypes=kinds) == ["other"]
    assert named(ActionPrefix="arn:aws:sns:us-east-1:1:none", AlarmTypes=kinds) == []


def test_a_composite_alarm_follows_its_children(aws: EmbeddedAws) -> None:
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC,
        AttributeName="Policy",
        AttributeValue=json.dumps({"Statement": [on_topic("cloudwatch")]}),
    )
    alarm(aws, "child", AlarmActions=[])
    aws.client("cloudwatch").put_composite_alarm(
        AlarmName="both", AlarmRule="ALARM(child)", AlarmActions=[TOPIC]
    )
    set_state(aws, name="child")
    (item,) = actions(aws, "both", AlarmTypes=["CompositeAlarm"])
    assert json.loads(item["HistoryData"])["actionState"] == "Succeeded"
    assert actions(aws, "both") == []
    (message,) = received(aws)
    assert json.loads(message["Message"])["AlarmRule"] == "ALARM(child)"
    aws.client("cloudwatch").delete_alarms(AlarmNames=["both"])
    assert aws.control.senders(TOPIC)[0].name == "cpu"


def test_set_off_by_hand(aws: EmbeddedAws) -> None:
    for _ in range(2):
        (tried,) = aws.control.speak("alarms", ACCOUNT, "cpu")
        assert tried.outcome == "delivers"
    assert len(received(aws)) == 2


def test_it_needs_the_rights(aws: EmbeddedAws) -> None:
    allow = {"Effect": "Allow", "Action": "cloudwatch:DescribeAlarms", "Resource": "*"}
    reader = aws.client("cloudwatch", **aws.as_role("reader", allow))
    assert reader.describe_alarms(ActionPrefix=TOPIC)["MetricAlarms"]
    for call, given in (
        (reader.set_alarm_state, {"AlarmName": "cpu", "StateValue": "OK", "StateReason": "no"}),
        (reader.describe_alarm_history, {}),
    ):
        with pytest.raises(Exception, match="not authorized to perform: cloudwatch:"):
            call(**given)


def test_accounts_are_kept_apart(aws: EmbeddedAws) -> None:
    other = aws.client("cloudwatch", account="222222222222")
    assert other.describe_alarms(ActionPrefix=TOPIC)["MetricAlarms"] == []
