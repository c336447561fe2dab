"""Topic policies of some statements, as shared topics have them, and AWS Budgets' publish.

Each has a number that stands in its topic's ARN: no two share a text, nor the Resource that all
their statements name, so that nobody's cache answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice

from bot.core.policy import Request

ACCOUNT = "111111111111"

_OWNERS = ("SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes", "SNS:SetTopicAttributes")
_PUBLISHERS = (
    "cloudwatch.amazonaws.com",
    "costalerts.amazonaws.com",
    "events.amazonaws.com",
    "s3.amazonaws.com",
    "codestar-notifications.amazonaws.com",
    "dms.amazonaws.com",
    "ses.amazonaws.com",
    "inspector.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "backup.amazonaws.com",
    "events.rds.amazonaws.com",
    "redshift.amazonaws.com",
)
_CONTEXT: Mapping[str, str | list[str] | tuple[str, ...]] = {
    "aws:SourceAccount": ACCOUNT,
    "aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/all",
    "aws:PrincipalIsAWSService": "true",
    "aws:SecureTransport": "true",
}

Statement = dict[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """A policy's text and the request to judge by it; it is allowed."""

    policy: str
    request: Request


def question(statements: int, number: int) -> Question:
    """AWS's own statement for Budgets, then what others add to a topic that they share."""
    arn = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts-{number}"
    others = islice(cycle(_others(arn)), statements - 1)
    listed = [_budgets(arn), *(other | {"Sid": f"s{i}"} for i, other in enumerate(others))]
    text = json.dumps({"Version": "2012-10-17", "Statement": listed})
    return Question(text, Request("budgets.amazonaws.com", "sns:Publish", arn, _CONTEXT))


def _budgets(arn: str) -> Statement:
    conditions: Statement = {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
    }
    return _allow({"Service": "budgets.amazonaws.com"}, arn, conditions)


def _others(arn: str) -> list[Statement]:
    """The owner's access, TLS for all, a member account, and other services."""
    owner = _allow({"AWS": "*"}, arn, {"StringEquals": {"AWS:SourceOwner": ACCOUNT}})
    plain = _allow("*", arn, {"Bool": {"aws:SecureTransport": "false"}})
    member = _allow({"AWS": "arn:aws:iam::222222222222:role/deploy"}, arn, {})
    services = [
        _allow({"Service": name}, arn, {"StringEquals": {"aws:SourceAccount": ACCOUNT}})
        for name in _PUBLISHERS
    ]
    return [owner | {"Action": list(_OWNERS)}, plain | {"Effect": "Deny"}, *services, member]


def _allow(principal: object, arn: str, conditions: Statement) -> Statement:
    found: Statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "SNS:Publish",
        "Resource": arn,
    }
    return found | ({"Condition": conditions} if conditions else {})
