"""What else publishes to a topic: made by AWS's own API, as far as it lets a broken one be made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from playground.aws.control import Control
from playground.scenarios.model import OtherSender, Scenario, Topic
from playground.scenarios.policies import ACCOUNT
from playground.scenarios.resources.clients import Clients

_CONFIG_ROLE = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)
_TRUST = {"Effect": "Allow", "Principal": {"Service": "*"}, "Action": "sts:AssumeRole"}


def make(clients: Clients, control: Control, scenario: Scenario) -> None:
    """Make each with the scenario's first topic; who has spoken already does so last."""
    for one in scenario.senders:
        topic = scenario.topics[0]
        _MAKERS[one.sender](clients, one, topic)
        if one.unchecked:
            control.link(one.sender, ACCOUNT, one.name, topic.arn)
        if one.spoke:
            control.speak(one.sender, ACCOUNT, one.name)


def _alarm(clients: Clients, one: OtherSender, topic: Topic) -> None:
    clients.of("cloudwatch", ACCOUNT, topic.region).put_metric_alarm(
        AlarmName=one.name,
        Namespace="AWS/Lambda",
        MetricName="Errors",
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=0.0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic.arn],
    )


def _rule(clients: Clients, one: OtherSender, topic: Topic) -> None:
    events = clients.of("events", ACCOUNT, topic.region)
    events.put_rule(Name=one.name, EventPattern=json.dumps({"source": ["aws.guardduty"]}))
    role = {"RoleArn": _role(clients, one)} if one.role else {}
    events.put_targets(Rule=one.name, Targets=[{"Id": "topic", "Arn": topic.arn, **role}])


def _role(clients: Clients, one: OtherSender) -> str:
    iam = clients.of("iam", ACCOUNT, "us-east-1")
    trust = json.dumps({"Version": "2012-10-17", "Statement": [_TRUST]})
    made = iam.create_role(RoleName=one.role, AssumeRolePolicyDocument=trust)
    document = json.dumps({"Version": "2012-10-17", "Statement": list(one.rights)})
    iam.put_role_policy(RoleName=one.role, PolicyName="publish", PolicyDocument=document)
    return str(made["Role"]["Arn"])


def _trail(clients: Clients, one: OtherSender, topic: Topic) -> None:
    told = {} if one.unchecked else {"SnsTopicName": topic.arn}
    cloudtrail = clients.of("cloudtrail", ACCOUNT, topic.region)
    cloudtrail.create_trail(Name=one.name, S3BucketName=f"{one.name}-logs", **told)
    cloudtrail.start_logging(Name=one.name)


def _channel(clients: Clients, one: OtherSender, topic: Topic) -> None:
    channel = {"name": one.name, "s3BucketName": "config-history", "snsTopicARN": topic.arn}
    config = clients.of("config", ACCOUNT, topic.region)
    recorder = {"name": "default", "roleARN": _CONFIG_ROLE}
    config.put_configuration_recorder(ConfigurationRecorder=recorder)
    config.put_delivery_channel(DeliveryChannel=channel)
    config.start_configuration_recorder(ConfigurationRecorderName="default")


def _anomalies(clients: Clients, one: OtherSender, topic: Topic) -> None:
    monitor = f"arn:aws:ce::{ACCOUNT}:anomalymonitor/00000000-0000-4000-8000-000000000000"
    clients.of("ce", ACCOUNT, "us-east-1").create_anomaly_subscription(
        AnomalySubscription={
            "SubscriptionName": one.name,
            "MonitorArnList": [monitor],
            "Subscribers": [{"Type": "SNS", "Address": topic.arn}],
            "Frequency": "IMMEDIATE",
        }
    )


def _databases(clients: Clients, one: OtherSender, topic: Topic) -> None:
    """An unchecked one begins with a topic of its own that lets it in."""
    first = f"{topic.arn}-before" if one.unchecked else topic.arn
    if one.unchecked:
        policy = {"Statement": [_lets_rds_in(first)]}
        sns = clients.of("sns", ACCOUNT, topic.region)
        sns.create_topic(Name=first.rpartition(":")[2], Attributes={"Policy": json.dumps(policy)})
    clients.of("rds", ACCOUNT, topic.region).create_event_subscription(
        SubscriptionName=one.name, SnsTopicArn=first
    )


def _lets_rds_in(arn: str) -> Mapping[str, object]:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "events.rds.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": arn,
    }


def _cluster(clients: Clients, one: OtherSender, topic: Topic) -> None:
    clients.of("elasticache", ACCOUNT, topic.region).create_cache_cluster(
        CacheClusterId=one.name, Engine="valkey", NotificationTopicArn=topic.arn
    )


_MAKERS: Mapping[str, Callable[[Clients, OtherSender, Topic], None]] = {
    "alarms": _alarm,
    "rules": _rule,
    "trails": _trail,
    "config": _channel,
    "anomalies": _anomalies,
    "rds": _databases,
    "elasticache": _cluster,
}
