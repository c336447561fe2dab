"""Plans as the fixes make them, over a topic and a key with fixed names."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.plan import Plan, Write

ACCOUNT, REGION = "111111111111", "eu-west-1"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:budget-alerts"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ALIAS = "alias/budget-alerts"
SID = "BudgetCheckBudgets"
FROM_ACCOUNT = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
ON_TOPIC: Mapping[str, object] = {
    "Sid": SID,
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "SNS:Publish",
    "Resource": TOPIC,
    "Condition": {
        **FROM_ACCOUNT,
        "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
    },
}
ON_KEY: Mapping[str, object] = {
    "Sid": SID,
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
    "Condition": FROM_ACCOUNT,
}


def policy(*statements: Mapping[str, object]) -> str:
    """A policy's text."""
    return json.dumps({"Version": "2012-10-17", "Statement": [*statements]})


OTHER = {"Sid": "Owner", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def plan(write: Write, statement: Mapping[str, object] | None, *parts: Plan) -> Plan:
    """A plan that makes this write."""
    writes = tuple(one for part in parts for one in part.writes) or (write,)
    return Plan(
        fix="allow",
        title="Let AWS Budgets in",
        account=ACCOUNT,
        budget="monthly",
        topic=TOPIC,
        resource=write.resource,
        writes=writes,
        clears=(),
        impact=(),
        cost="",
        compliance="",
        undo="",
        undoable=True,
        statement="" if parts or statement is None else json.dumps(statement),
        parts=parts,
    )


def on_topic(statement: Mapping[str, object] = ON_TOPIC, before: str = "", after: str = "") -> Plan:
    """The statement for the topic's policy."""
    before = before or policy(OTHER)
    after = after or policy(OTHER, statement)
    return plan(Write("sns:SetTopicAttributes", TOPIC, "Policy", before, after), statement)


def on_key(statement: Mapping[str, object] = ON_KEY, before: str = "", after: str = "") -> Plan:
    """The statement for the key's policy."""
    before = before or policy(OTHER)
    after = after or policy(OTHER, statement)
    return plan(Write("kms:PutKeyPolicy", KEY, "Policy", before, after), statement)


def both() -> Plan:
    """Both in one change."""
    key, topic = on_key(), on_topic()
    return plan(key.writes[0], None, key, topic)
