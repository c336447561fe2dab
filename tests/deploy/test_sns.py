"""Who SNS may call `events` for: this account's topics, and those that the settings name."""

from __future__ import annotations

import json
from typing import Any

from bot.core.model import Topic
from bot.core.policy import evaluate
from bot.core.policy.decision import Effect
from bot.core.subscriptions.delivery import INVOKE, delivery_requests
from tests.core.build import ACCOUNT, NOW, OTHER
from tests.deploy.stack import Stack

FUNCTION = f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:budget-check-gate-events"
MEANS = {"${AWS::Partition}": "aws", "${AWS::AccountId}": ACCOUNT}


def policy(stack: Stack) -> str:
    """The function's policy, as Lambda writes it of the permissions."""
    given = stack.of("AWS::Lambda::Permission").values()
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [_statement(p) for p in given if _is_sns(p)]}
    )


def _is_sns(permission: Any) -> bool:
    return str(permission["Principal"]).startswith("sns.")


def _statement(permission: Any) -> dict[str, object]:
    source = permission["SourceArn"]["Fn::Sub"]
    for name, value in MEANS.items():
        source = source.replace(name, value)
    conditions: dict[str, object] = {"ArnLike": {"AWS:SourceArn": source}}
    if "SourceAccount" in permission:
        conditions["StringEquals"] = {"AWS:SourceAccount": permission["SourceAccount"]}
    return {
        "Effect": "Allow",
        "Principal": {"Service": permission["Principal"]},
        "Action": permission["Action"],
        "Resource": FUNCTION,
        "Condition": conditions,
    }


def lets_in(stack: Stack, account: str, region: str) -> bool:
    """Every principal that SNS may use, for a topic there."""
    topic = Topic(f"arn:aws:sns:{region}:{account}:t", account, region)
    asked = delivery_requests(topic, FUNCTION, INVOKE, NOW)
    assert asked
    return all(evaluate(policy(stack), one).effect is Effect.ALLOW for one in asked)


def test_topics_of_the_account_may_call_and_no_others(plain: Stack) -> None:
    assert lets_in(plain, ACCOUNT, "eu-west-1") and lets_in(plain, ACCOUNT, "us-east-1")
    assert not lets_in(plain, OTHER, "eu-west-1")
    assert not lets_in(plain, ACCOUNT, "ap-east-1"), "an opt-in Region needs its own"


def test_accounts_and_regions_of_the_settings_may_too(full: Stack) -> None:
    for account in (ACCOUNT, OTHER, "333333333333"):
        assert lets_in(full, account, "us-east-1") and lets_in(full, account, "ap-east-1")
        assert not lets_in(full, account, "me-south-1")
    assert not lets_in(full, "444444444444", "us-east-1")
    for one in full.of("AWS::Lambda::Permission").values():
        if _is_sns(one):
            assert one["FunctionName"] == {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}
            assert one["Action"] == INVOKE
            assert "SourceAccount" not in one, "SNS does not send it, and would be refused"
