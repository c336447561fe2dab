"""Alarms, rules, trails and the other senders, in a template and in a plan."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.findings import Report, Status
from bot.core.iac.cloudformation import template as cloudformation
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform import declaration as terraform
from tests.core.iac.terraform_plan import (
    arn_of,
    block,
    change,
    constant,
    plan,
    subscription,
    topic,
)

NOW = datetime(2026, 3, 20, tzinfo=UTC)
ACCOUNT, REGION = "111111111111", "eu-west-1"
TOPIC = "aws_sns_topic.alerts"
PRINCIPALS = {
    "cloudwatch-alarms": "cloudwatch.amazonaws.com",
    "eventbridge-rules": "events.amazonaws.com",
    "cloudtrail": "cloudtrail.amazonaws.com",
    "cost-anomaly": "costalerts.amazonaws.com",
    "config": "config.amazonaws.com",
    "rds-events": "events.rds.amazonaws.com",
}

SSM = "arn:aws:ssm:eu-west-1:111111111111:opsitem:1"
IN_TEMPLATES: dict[str, tuple[str, dict[str, Any]]] = {
    "cloudwatch-alarms": ("CloudWatch::Alarm", {"AlarmActions": ["TOPIC", SSM]}),
    "eventbridge-rules": ("Events::Rule", {"Targets": [{"Id": "1", "Arn": "TOPIC"}]}),
    "cloudtrail": ("CloudTrail::Trail", {"SnsTopicName": "TOPIC"}),
    "cost-anomaly": (
        "CE::AnomalySubscription",
        {"Subscribers": [{"Type": "SNS", "Address": "TOPIC"}, {"Type": "EMAIL", "Address": "a@b"}]},
    ),
    "config": ("Config::DeliveryChannel", {"SnsTopicARN": "TOPIC"}),
    "rds-events": ("RDS::EventSubscription", {"SnsTopicArn": "TOPIC"}),
    "elasticache": ("ElastiCache::CacheCluster", {"NotificationTopicArn": "TOPIC"}),
}
IN_PLANS: dict[str, tuple[str, str]] = {
    "cloudwatch-alarms": ("aws_cloudwatch_metric_alarm", "alarm_actions"),
    "eventbridge-rules": ("aws_cloudwatch_event_target", "arn"),
    "cloudtrail": ("aws_cloudtrail", "sns_topic_name"),
    "cost-anomaly": ("aws_ce_anomaly_subscription", "subscriber"),
    "config": ("aws_config_delivery_channel", "sns_topic_arn"),
    "rds-events": ("aws_db_event_subscription", "sns_topic"),
    "elasticache": ("aws_elasticache_cluster", "notification_topic_arn"),
}


SERVICE_LINKED = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)


def policy(service: str) -> dict[str, Any]:
    allow = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sns:Publish"}
    return {"Version": "2012-10-17", "Statement": [{**allow, "Resource": "*"}]}


def in_template(
    sender: str, service: str, recorder: object = SERVICE_LINKED, **more: object
) -> list[Report]:
    kind, properties = IN_TEMPLATES[sender]
    found = json.loads(json.dumps(properties).replace('"TOPIC"', '{"Ref": "Topic"}'))
    topic_of = {"Ref": "Topic"}
    tree = {
        "Topic": ("SNS::Topic", {"Subscription": [{"Protocol": "email", "Endpoint": "a@b.c"}]}),
        "Policy": ("SNS::TopicPolicy", {"Topics": [topic_of], "PolicyDocument": policy(service)}),
        "Sender": (kind, {**found, **more}),
    }
    if sender == "config":
        tree["Recorder"] = ("Config::ConfigurationRecorder", {"RoleARN": recorder})
    resources = {n: {"Type": f"AWS::{k}", "Properties": p} for n, (k, p) in tree.items()}
    made = cloudformation.declaration(
        json.dumps({"Resources": resources}), account=ACCOUNT, region=REGION
    )
    return [one.report for one in judge_all(made, NOW).judged]


def in_plan(sender: str, service: str) -> list[Report]:
    kind, name = IN_PLANS[sender]
    address, expression = f"{kind}.x", arn_of(TOPIC)
    after: dict[str, object] = {}
    unknown: dict[str, object] = {name: True, "arn": True}
    written: dict[str, object] = {name: expression}
    if sender == "cost-anomaly":
        after[name] = [{"type": "SNS"}]
        unknown[name] = [{"address": True}]
        written[name] = [{"type": constant("SNS"), "address": expression}]
    text = json.dumps(policy(service))
    on_topic = "aws_sns_topic_policy.x"
    lets = {"arn": expression, "policy": constant(text)}
    parts = [
        topic(),
        subscription(expression),
        (change(on_topic, {"policy": text}, {"arn": True}), block(on_topic, lets)),
        (change(address, after, unknown), block(address, written)),
    ]
    if sender == "config":
        recorder = "aws_config_configuration_recorder.x"
        parts.append((change(recorder, {"role_arn": SERVICE_LINKED}), block(recorder, {})))
    if sender == "eventbridge-rules":
        named = {"name": constant("every-hour")}
        rule = "aws_cloudwatch_event_rule.x"
        parts.append((change(rule, {"name": "every-hour"}), block(rule, named)))
        parts[3][0]["change"]["after"]["rule"] = "every-hour"
    made = terraform.declaration(plan([one for one, _ in parts], [one for _, one in parts]))
    return [one.report for one in judge_all(made, NOW).judged]


forms = pytest.mark.parametrize("judged", [in_template, in_plan], ids=["template", "plan"])


@forms
@pytest.mark.parametrize(("sender", "service"), PRINCIPALS.items())
def test_a_statement_for_it_lets_it_in(sender: str, service: str, judged: Any) -> None:
    (found,) = judged(sender, service)
    assert (found.sender.id, found.verdict) == (sender, Status.OK), found.findings


@forms
@pytest.mark.parametrize("sender", [*PRINCIPALS, "elasticache"])
def test_a_statement_for_another_does_not(sender: str, judged: Any) -> None:
    (found,) = judged(sender, "budgets.amazonaws.com")
    assert (found.sender.id, found.verdict) == (sender, Status.BROKEN)


def test_what_publishes_to_no_topic_is_no_sender() -> None:
    assert in_template("cloudwatch-alarms", "x.amazonaws.com", AlarmActions=[]) == []
    assert in_template("cloudwatch-alarms", "x.amazonaws.com", AlarmActions=[SSM]) == []


def test_an_action_that_is_not_known_is_told() -> None:
    (found,) = in_template(
        "cloudwatch-alarms", "cloudwatch.amazonaws.com", AlarmActions=[{"Fn::ImportValue": "Topic"}]
    )
    assert found.verdict is Status.UNKNOWN
    assert "Fn::ImportValue: Topic" in found.findings[0].says


def test_a_role_that_publishes_is_told() -> None:
    target = {"Id": "1", "Arn": {"Ref": "Topic"}, "RoleArn": {"Fn::ImportValue": "Role"}}
    (found,) = in_template("eventbridge-rules", "events.amazonaws.com", Targets=[target])
    assert found.verdict is Status.UNKNOWN


def test_one_that_is_switched_off_is_told() -> None:
    (found,) = in_template("cloudwatch-alarms", "cloudwatch.amazonaws.com", ActionsEnabled=False)
    assert found.verdict is not Status.OK


@pytest.mark.parametrize(
    "role", [f"arn:aws:iam::{ACCOUNT}:role/config", {"Fn::ImportValue": "Role"}]
)
def test_the_role_of_a_recorder_publishes_for_the_channel(role: object) -> None:
    """Its own policies count then (docs/facts.md 13.1)."""
    (found,) = in_template("config", "config.amazonaws.com", recorder=role)
    assert found.verdict is Status.UNKNOWN
