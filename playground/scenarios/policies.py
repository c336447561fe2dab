"""Statements and documents for topics and keys.

`TOPIC_ARN` stands for the topic's own ARN, `KEY_OWNER` for the account of the key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Statement = Mapping[str, Any]

ACCOUNT = "111111111111"
OTHER_ACCOUNT = "222222222222"
ORGANIZATION = "o-exampleorg1"

OWNER: Statement = {
    "Sid": "__default_statement_ID",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": [
        "SNS:GetTopicAttributes",
        "SNS:SetTopicAttributes",
        "SNS:AddPermission",
        "SNS:RemovePermission",
        "SNS:DeleteTopic",
        "SNS:Subscribe",
        "SNS:ListSubscriptionsByTopic",
        "SNS:Publish",
    ],
    "Resource": "TOPIC_ARN",
    "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
}
"""What SNS wrote into every new topic's policy for years. It lets in whoever brings
aws:SourceOwner, which AWS Budgets and EventBridge do not (docs/facts.md 2.2)."""

OWNER_TODAY: Statement = {
    **OWNER,
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
"""What SNS writes there today. Whether it lets a service in nobody has shown."""

BUDGETS: Statement = {
    "Sid": "AWSBudgetsSNSPublishingPermissions",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
    },
}
"""The statement that AWS prints for a topic of AWS Budgets."""

ROOT: Statement = {
    "Sid": "Enable IAM User Permissions",
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::KEY_OWNER:root"},
    "Action": "kms:*",
    "Resource": "*",
}
"""A key's usual first statement. It covers IAM principals, never a service."""

BUDGETS_ON_KEY: Statement = {
    "Sid": "AllowBudgets",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}
"""The statement that AWS prints for the key of a topic of AWS Budgets."""


def allow_on_topic(service: str, sid: str = "AllowService") -> Statement:
    """Lets another service publish."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "SNS:Publish",
        "Resource": "TOPIC_ARN",
    }


def allow_on_key(*services: str, sid: str = "AllowServices") -> Statement:
    """Lets other services use a key."""
    return {**BUDGETS_ON_KEY, "Sid": sid, "Principal": {"Service": list(services)}}


def outsiders_denied(organization: str) -> Statement:
    """Keeps out services that act for an account of another organisation (data perimeter)."""
    return {
        "Sid": "EnforceOrganization",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "SNS:Publish",
        "Resource": "TOPIC_ARN",
        "Condition": {
            "StringNotEqualsIfExists": {"aws:SourceOrgID": organization},
            "Null": {"aws:SourceAccount": "false"},
            "Bool": {"aws:PrincipalIsAWSService": "true"},
        },
    }


def with_condition(statement: Statement, **operators: Mapping[str, object]) -> Statement:
    """The statement with this Condition instead of its own."""
    return {**statement, "Condition": dict(operators)}


def without(statement: Statement, *elements: str) -> Statement:
    """The statement less some of its elements."""
    return {name: value for name, value in statement.items() if name not in elements}


def document(statements: tuple[Statement, ...], version: str, identifier: str) -> str:
    """A policy's text."""
    return json.dumps({"Version": version, "Id": identifier, "Statement": list(statements)})
