"""The queues of jobs: what they hold, and where a job goes that fails again and again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import GET_METRICS, GET_QUEUE, Read
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed

LIST_QUEUES = Read("ListQueues", "sqs:ListQueues")
GET_URL = Read("GetQueueUrl", "sqs:GetQueueUrl", hidden=GET_QUEUE.hidden)
_LOOK_BACK = timedelta(minutes=15)
"""CloudWatch gets SQS's metrics up to some minutes late."""


@dataclass(frozen=True, slots=True)
class DeployedQueue:
    """A queue: `waiting` jobs, and the ARN of its dead-letter queue, "" where it has none."""

    arn: str
    waiting: int
    dead_letters: str


def queue(aws: Aws, url: str) -> DeployedQueue | ReadFailed:
    """The queue at this address."""
    client = aws.sqs(aws.region)

    def read() -> DeployedQueue:
        got = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        redrive = json.loads(got.get("RedrivePolicy") or "{}")
        return DeployedQueue(
            arn=got["QueueArn"],
            waiting=int(got.get("ApproximateNumberOfMessages", 0)),
            dead_letters=str(redrive.get("deadLetterTargetArn", "")),
        )

    return found(GET_QUEUE, url, aws.ask(GET_QUEUE, url, read))


def queues_called(aws: Aws, prefix: str) -> tuple[str, ...] | ReadFailed:
    """The ARNs of the session's queues whose ARN begins so."""
    client, (start, _, name) = aws.sqs(aws.region), prefix.rpartition(":")

    def read() -> tuple[str, ...]:
        pages = client.get_paginator("list_queues").paginate(QueueNamePrefix=name)
        urls = (url for page in pages for url in page.get("QueueUrls", ()))
        return tuple(f"{start}:{url.rpartition('/')[2]}" for url in urls)

    return found(LIST_QUEUES, f"{prefix}*", aws.ask(LIST_QUEUES, prefix, read))


def dead_letters(aws: Aws, arn: str) -> tuple[str, DeployedQueue] | ReadFailed:
    """The address of a dead-letter queue, and what it holds."""
    parsed = parse_arn(arn)
    name, account = (parsed.resource, parsed.account) if parsed else (arn, "")
    client = aws.sqs(aws.region)

    def read() -> str:
        return client.get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]

    url = found(GET_URL, arn, aws.ask(GET_URL, arn, read))
    if isinstance(url, ReadFailed):
        return url
    held = queue(aws, url)
    return held if isinstance(held, ReadFailed) else (url, held)


def oldest(aws: Aws, arn: str, now: datetime) -> float | ReadFailed | None:
    """Seconds that the oldest job has waited of late; None where CloudWatch has no figure.

    SQS has no attribute for it, only the metric ApproximateAgeOfOldestMessage.
    """
    name = arn.rpartition(":")[2]
    client = aws.cloudwatch(aws.region)

    def read() -> float | None:
        got = client.get_metric_data(
            MetricDataQueries=[
                {
                    "Id": "age",
                    "MetricStat": {
                        "Metric": {
                            "Namespace": "AWS/SQS",
                            "MetricName": "ApproximateAgeOfOldestMessage",
                            "Dimensions": [{"Name": "QueueName", "Value": name}],
                        },
                        "Period": 60,
                        "Stat": "Maximum",
                    },
                }
            ],
            StartTime=now - _LOOK_BACK,
            EndTime=now,
            ScanBy="TimestampDescending",
        )
        values = got["MetricDataResults"][0]["Values"] if got["MetricDataResults"] else []
        return values[0] if values else None

    return found(GET_METRICS, name, aws.ask(GET_METRICS, name, read))
