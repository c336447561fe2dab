"""Queues and Lambda functions behind subscriptions, whose policies let SNS in or do not."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache

from playground.scenarios.model import REGION, Function, Key, Queue
from playground.scenarios.policies import ACCOUNT
from playground.scenarios.resources import keys
from playground.scenarios.resources.clients import Clients

_ASSUMED_BY_LAMBDA = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        },
    }
)


def make_queue(clients: Clients, queue: Queue, topic_arn: str) -> None:
    """Make a queue, with its own key where it has one."""
    attributes = {"Policy": _queue_policy(queue, topic_arn)}
    if isinstance(queue.key, Key):
        attributes["KmsMasterKeyId"] = keys.make(clients, queue.key, queue.region, topic_arn)
    elif queue.key:
        attributes["KmsMasterKeyId"] = queue.key
    if queue.name.endswith(".fifo"):
        attributes["FifoQueue"] = "true"
    sqs = clients.of("sqs", ACCOUNT, queue.region)
    sqs.create_queue(QueueName=queue.name, Attributes=attributes)


def _queue_policy(queue: Queue, topic_arn: str) -> str:
    owner = {
        "Sid": "__owner_statement",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "SQS:*",
        "Resource": queue.arn,
    }
    topic = {
        "Sid": "AllowTopic",
        "Effect": "Allow",
        "Principal": {"Service": queue.principal},
        "Action": "sqs:SendMessage",
        "Resource": queue.arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}, **queue.condition},
    }
    statements = [owner, topic] if queue.admits else [owner]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def make_function(clients: Clients, function: Function, topic_arn: str) -> None:
    """Make a Lambda function that does nothing, with a role of its own."""
    role = clients.of("iam", ACCOUNT, REGION).create_role(
        RoleName=function.name, AssumeRolePolicyDocument=_ASSUMED_BY_LAMBDA
    )
    client = clients.of("lambda", ACCOUNT, REGION)
    client.create_function(
        FunctionName=function.name,
        Runtime="python3.13",
        Role=role["Role"]["Arn"],
        Handler="index.handler",
        Code={"ZipFile": _code()},
    )
    if function.alias:
        version = client.publish_version(FunctionName=function.name)["Version"]
        client.create_alias(
            FunctionName=function.name, Name=function.alias, FunctionVersion=version
        )
    if function.admits:
        client.add_permission(
            FunctionName=function.name,
            StatementId="sns",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic_arn,
            **({"Qualifier": function.alias} if function.alias else {}),
        )
    if function.reserved is not None:
        client.put_function_concurrency(
            FunctionName=function.name, ReservedConcurrentExecutions=function.reserved
        )


@cache
def _code() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return None\n")
    return buffer.getvalue()
