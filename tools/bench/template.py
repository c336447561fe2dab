"""A CloudFormation template of 500 resources, from its text to the verdict on each budget."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

from bot.core.iac.cloudformation.template import declaration
from bot.core.iac.judged import judge_all
from tools.bench.figure import Figure

_PATHS, _SECONDS = 100, 2.0


def measure() -> Figure:
    """By the second of CPU; a path is a budget, its topic, policy, key and subscription."""
    text = json.dumps({"Resources": {k: v for n in range(_PATHS) for k, v in _path(n).items()}})
    started = time.process_time()
    verdict = judge_all(declaration(text), datetime.now(UTC))
    took = time.process_time() - started
    return Figure(
        f"a template of {5 * _PATHS} resources, {len(verdict.judged)} budgets",
        f"{took:.2f} s of CPU",
        f"under {_SECONDS:g} s",
        took < _SECONDS,
    )


def _path(number: int) -> dict[str, object]:
    names = {name: f"{name}{number}" for name in ("Topic", "Policy", "Key", "Mail", "Budget")}
    topic = {"Ref": names["Topic"]}
    in_budgets = {"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}}
    publish = {**in_budgets, "Action": "sns:Publish", "Resource": topic}
    use = {**in_budgets, "Action": ["kms:GenerateDataKey*", "kms:Decrypt"], "Resource": "*"}
    key = {"Fn::GetAtt": [names["Key"], "Arn"]}
    notification = {
        "Notification": {"NotificationType": "ACTUAL", "Threshold": 80},
        "Subscribers": [{"SubscriptionType": "SNS", "Address": topic}],
    }
    made = {
        "Topic": ("SNS::Topic", {"KmsMasterKeyId": key}),
        "Policy": ("SNS::TopicPolicy", {"Topics": [topic], "PolicyDocument": _policy(publish)}),
        "Key": ("KMS::Key", {"KeyPolicy": _policy(use)}),
        "Mail": (
            "SNS::Subscription",
            {"TopicArn": topic, "Protocol": "email", "Endpoint": "a@b.c"},
        ),
        "Budget": (
            "Budgets::Budget",
            {
                "Budget": {"BudgetName": f"team {number}"},
                "NotificationsWithSubscribers": [notification],
            },
        ),
    }
    return {
        names[name]: {"Type": f"AWS::{kind}", "Properties": told}
        for name, (kind, told) in made.items()
    }


def _policy(statement: object) -> object:
    return {"Version": "2012-10-17", "Statement": [statement]}
