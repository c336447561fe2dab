"""The situation that most cases start from: a topic and a customer key that let Budgets in."""

import json
from collections.abc import Mapping
from dataclasses import replace

from playground.aws.judge import Key, Situation

ACCOUNT = "111111111111"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/0000-1111"
SOURCE = f"arn:aws:budgets::{ACCOUNT}:budget/team-spend"

Statement = Mapping[str, object]
ON_TOPIC: Statement = {
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "SNS:Publish",
    "Resource": TOPIC,
}
ON_KEY: Statement = {
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}


def policy(*statements: Statement, version: str = "2012-10-17") -> str:
    """A document."""
    return json.dumps({"Version": version, "Statement": list(statements)})


def on(*statements: Statement, version: str = "2012-10-17") -> Situation:
    """A publish to a topic without encryption whose policy has these statements."""
    return Situation(ACCOUNT, "team-spend", TOPIC, policy(*statements, version=version))


def encrypted(*statements: Statement, **changes: object) -> Situation:
    """A publish to a topic on a key whose policy has these statements."""
    key = Key(KEY, ACCOUNT, (policy(*statements),))
    return replace(on(ON_TOPIC), key=replace(key, **changes))  # type: ignore[arg-type]


def when(operator: str, key: str, *values: object, of: Statement = ON_TOPIC) -> Statement:
    """The statement with one condition."""
    return {**of, "Condition": {operator: {key: list(values)}}}
