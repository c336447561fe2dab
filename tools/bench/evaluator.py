"""The policy evaluator: evaluations a second on one core."""

from __future__ import annotations

import json
import time

from bot.core.policy import Effect, Request, evaluate
from tools.bench.figure import Figure

_ACCOUNT = "111111111111"
_TOPIC = f"arn:aws:sns:eu-west-1:{_ACCOUNT}:alerts"
_GOAL = 20_000
_ROUNDS = 20_000


def measure() -> Figure:
    """A topic policy with the default statement and AWS's own for Budgets, a new text each time."""
    texts = [_policy(number) for number in range(_ROUNDS)]  # or a cache would answer, not the rules
    request = Request(
        service="budgets.amazonaws.com",
        action="sns:Publish",
        resource=_TOPIC,
        context={
            "aws:SourceAccount": _ACCOUNT,
            "aws:SourceArn": f"arn:aws:budgets::{_ACCOUNT}:budget/all",
            "aws:PrincipalIsAWSService": "true",
        },
        unknown=("aws:SourceOrgID",),
    )
    known = texts[0]
    fresh = _per_second(texts[: _ROUNDS // 4], request)
    same = _per_second([known] * _ROUNDS, request)
    return Figure(
        "policy evaluator, one core",
        f"{same:,.0f} evaluations/s of one policy, {fresh:,.0f}/s with a new policy each time",
        f"at least {_GOAL:,}/s",
        same >= _GOAL,
    )


def _per_second(texts: list[str], request: Request) -> float:
    started = time.perf_counter()
    for text in texts:
        if evaluate(text, request).effect is not Effect.ALLOW:
            raise RuntimeError("the bench's own policy is not allowed")
    return len(texts) / (time.perf_counter() - started)


def _policy(number: int) -> str:
    owner = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["SNS:Publish", "SNS:Subscribe", "SNS:SetTopicAttributes"],
        "Resource": _TOPIC,
        "Condition": {"StringEquals": {"AWS:SourceOwner": _ACCOUNT}},
    }
    budgets = {
        "Sid": f"AWSBudgets{number}",
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": _TOPIC,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": _ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{_ACCOUNT}:*"},
        },
    }
    return json.dumps({"Version": "2008-10-17", "Statement": [owner, budgets]})
