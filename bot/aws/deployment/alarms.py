"""The alarms of a stage, and the topics that they tell."""

from __future__ import annotations

from dataclasses import dataclass

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import DESCRIBE_KEY, GET_KEY_POLICY, GET_TOPIC, Read
from bot.core.arns import parse_arn
from bot.core.model.read import NotFound, ReadFailed

DESCRIBE_ALARMS = Read("DescribeAlarms", "cloudwatch:DescribeAlarms")


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm and whom it tells: ARNs, of topics where it is one of ours."""

    name: str
    arn: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlarmTopic:
    """A topic with its policy; `key` is what encrypts it, "" for nothing, in the topic's words, and
    `key_policy` that key's, "" where none was read.
    """

    arn: str
    policy: str
    key: str
    key_policy: str


def alarms(aws: Aws, prefix: str) -> tuple[Alarm, ...] | ReadFailed:
    """The alarms whose names begin so, in the session's Region."""
    client = aws.cloudwatch(aws.region)

    def read() -> tuple[Alarm, ...]:
        pages = client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=prefix)
        return tuple(
            Alarm(one["AlarmName"], one["AlarmArn"], tuple(one.get("AlarmActions", ())))
            for page in pages
            for one in page["MetricAlarms"]
        )

    return found(DESCRIBE_ALARMS, prefix, aws.ask(DESCRIBE_ALARMS, prefix, read))


def alarm_topic(aws: Aws, arn: str) -> AlarmTopic | NotFound | ReadFailed:
    """A topic that alarms tell, with what decides whether CloudWatch may publish there."""
    parsed = parse_arn(arn)
    region = parsed.region if parsed else aws.region

    def read() -> tuple[str, str]:
        said = aws.sns(region).get_topic_attributes(TopicArn=arn)["Attributes"]
        return said["Policy"], said.get("KmsMasterKeyId", "")

    told = aws.ask(GET_TOPIC, arn, read)
    if isinstance(told, NotFound | ReadFailed):
        return told
    policy, key = told
    if not key or "alias/aws/" in key:
        return AlarmTopic(arn, policy, key, "")
    key_policy = _policy(aws, region, key)
    if isinstance(key_policy, NotFound | ReadFailed):
        return key_policy
    return AlarmTopic(arn, policy, key, key_policy)


def _policy(aws: Aws, region: str, key: str) -> str | NotFound | ReadFailed:
    """Of the key behind an alias as well, for which GetKeyPolicy wants the id."""
    client = aws.kms(region)
    id = aws.ask(DESCRIBE_KEY, key, lambda: client.describe_key(KeyId=key)["KeyMetadata"]["KeyId"])
    if isinstance(id, NotFound | ReadFailed):
        return id
    return aws.ask(
        GET_KEY_POLICY,
        key,
        lambda: str(client.get_key_policy(KeyId=id, PolicyName="default")["Policy"]),
    )
