"""Puts what a case gives into the embedded AWS, where only a reader shows what comes of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

from playground.scenarios.shared_topic import add_budget
from tests.cases.case import Endpoint, Given
from tests.cases.given import topic_policy
from tests.conftest import EmbeddedAws

ORGANIZATION = "ORGANIZATION"
"""Stands in a policy for the id of the organisation that the account is in."""

_ID = "o-5pend0wn3r"
_CHAT = "https://global.sns-api.chatbot.amazonaws.com"
_ASSUMED_BY_LAMBDA = {
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole",
}


def needs_a_reader(given: Given) -> bool:
    """Whether the case is about a read: refused, of an organisation, of a function's state."""
    stopped = any(one.concurrency is not None for one in given.subscriptions)
    by_organisation = "aws:SourceOrgID" in json.dumps(given.topic_policy)
    return bool(given.refuses) or stopped or by_organisation


def put(aws: EmbeddedAws, given: Given) -> None:
    """The topic, its endpoints and a budget that tells it; then the faults."""
    sns = aws.client("sns", given.region, given.account)
    aws.control.set_organization(given.account, _ID)
    policy = json.dumps(topic_policy(given)).replace(ORGANIZATION, _ID)
    name = given.topic.rpartition(":")[2]
    sns.create_topic(Name=name, Attributes={"Policy": policy})
    for endpoint in given.subscriptions or (Endpoint("https", _CHAT),):
        _make(aws, given, endpoint)
        sns.subscribe(TopicArn=given.topic, Protocol=endpoint.protocol, Endpoint=endpoint.endpoint)
    aws.control.put_chatbot(given.account, "slack", {"SnsTopicArns": [given.topic]})
    make_budget(aws, given)
    for fault in given.refuses:
        aws.fault(**fault)


def _make(aws: EmbeddedAws, given: Given, endpoint: Endpoint) -> None:
    """A function or queue of the account's; another account's is not there."""
    if f":{given.account}:" not in endpoint.endpoint:
        return
    if endpoint.protocol == "lambda":
        _function(aws, given, endpoint)
    elif endpoint.protocol == "sqs":
        queue = aws.client("sqs", given.region, given.account)
        name = endpoint.endpoint.rpartition(":")[2]
        queue.create_queue(QueueName=name, Attributes={"Policy": json.dumps(endpoint.policy)})


def _function(aws: EmbeddedAws, given: Given, endpoint: Endpoint) -> None:
    name = endpoint.endpoint.rpartition(":")[2]
    trust = json.dumps({"Version": "2012-10-17", "Statement": [_ASSUMED_BY_LAMBDA]})
    role = aws.client("iam", account=given.account).create_role(
        RoleName=name, AssumeRolePolicyDocument=trust
    )
    client = aws.client("lambda", given.region, given.account)
    client.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role["Role"]["Arn"],
        Handler="index.handler",
        Code={"ZipFile": _code()},
    )
    for statement in _statements(endpoint):
        client.add_permission(FunctionName=name, **_permission(statement))
    if endpoint.concurrency is not None:
        client.put_function_concurrency(
            FunctionName=name, ReservedConcurrentExecutions=endpoint.concurrency
        )
    # As at AWS, a new function is Pending for a moment, which is not what the case is about.
    while client.get_function_configuration(FunctionName=name)["State"] != "Active":
        pass


def _statements(endpoint: Endpoint) -> list[Mapping[str, Any]]:
    listed = (endpoint.policy or {}).get("Statement")
    return listed if isinstance(listed, list) else []


def _permission(statement: Mapping[str, Any]) -> dict[str, str]:
    """A statement as AddPermission takes it."""
    return {
        "StatementId": statement["Sid"],
        "Action": statement["Action"],
        "Principal": statement["Principal"]["Service"],
        "SourceArn": statement["Condition"]["ArnLike"]["AWS:SourceArn"],
    }


@cache
def _code() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return None\n")
    return buffer.getvalue()


def make_budget(aws: EmbeddedAws, given: Given) -> None:
    """A budget with one notification, to the topic."""
    budgets = aws.client("budgets", account=given.account)
    add_budget(budgets, given.account, given.budget, given.topic, limit="500.0")
