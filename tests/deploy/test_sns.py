"""Who SNS may call `events` for: this account's topics, and those that the settings name."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from bot.core.model.topic import Topic
from bot.core.policy import evaluate
from bot.core.policy.decision import Effect
from bot.core.subscriptions.delivery import INVOKE, delivery_requests
from tests.core.build import ACCOUNT, NOW, OTHER
from tests.deploy.stack import Stack
from tools.template import ROOT

FUNCTION = "arn:aws:lambda:{}:" + f"{ACCOUNT}:function:budget-check-gate-events"
MEANS = {"${AWS::Partition}": "aws", "${AWS::AccountId}": ACCOUNT}


def policy(stack: Stack, own: str) -> str:
    """The function's policy, as Lambda writes it of the permissions of a stage in that Region."""
    given = [p for p in stack.of("AWS::Lambda::Permission").values() if _is_sns(p)]
    return json.dumps({"Version": "2012-10-17", "Statement": [_statement(p, own) for p in given]})


def _is_sns(permission: Any) -> bool:
    return str(permission["Principal"]).startswith("sns.")


def _statement(permission: Any, own: str) -> dict[str, object]:
    source = permission["SourceArn"]["Fn::Sub"]
    for name, value in {**MEANS, "${AWS::Region}": own}.items():
        source = source.replace(name, value)
    conditions: dict[str, object] = {"ArnLike": {"AWS:SourceArn": source}}
    if "SourceAccount" in permission:
        conditions["StringEquals"] = {"AWS:SourceAccount": permission["SourceAccount"]}
    return {
        "Effect": "Allow",
        "Principal": {"Service": permission["Principal"]},
        "Action": permission["Action"],
        "Resource": FUNCTION.format(own),
        "Condition": conditions,
    }


def lets_in(stack: Stack, account: str, region: str, own: str = "eu-west-1") -> bool:
    """Every principal that SNS may use, for a topic there."""
    topic = Topic(f"arn:aws:sns:{region}:{account}:t", account, region)
    asked = delivery_requests(topic, FUNCTION.format(own), INVOKE, NOW)
    assert asked
    return all(evaluate(policy(stack, own), one).effect is Effect.ALLOW for one in asked)


def test_topics_of_the_account_may_call_and_no_others(plain: Stack) -> None:
    assert lets_in(plain, ACCOUNT, "us-east-1", "us-east-1")
    assert not lets_in(plain, OTHER, "us-east-1", "us-east-1")
    assert not lets_in(plain, ACCOUNT, "eu-central-1", "us-east-1"), "it is not named"
    assert not lets_in(plain, ACCOUNT, "ap-east-1", "us-east-1"), "an opt-in Region needs its own"


def test_accounts_and_regions_of_the_settings_may_too(full: Stack) -> None:
    for account in (ACCOUNT, OTHER, "333333333333"):
        for region in ("eu-west-1", "us-east-1", "ap-east-1"):
            assert lets_in(full, account, region)
        assert not lets_in(full, account, "me-south-1")
        assert not lets_in(full, account, "eu-central-1")
    assert not lets_in(full, "444444444444", "us-east-1")
    for one in full.of("AWS::Lambda::Permission").values():
        if _is_sns(one):
            assert one["FunctionName"] == {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}
            assert one["Action"] == INVOKE
            assert "SourceAccount" not in one, "SNS does not send it, and would be refused"


def test_no_permission_is_for_any_region(full: Stack, plain: Stack) -> None:
    """Lambda refuses `*` there (docs/facts.md 11a), so the stage could not be deployed at all."""
    for stack in (full, plain):
        sources = [
            p["SourceArn"]["Fn::Sub"]
            for p in stack.of("AWS::Lambda::Permission").values()
            if _is_sns(p)
        ]
        assert sources and not [one for one in sources if ":sns:*:" in one]


@pytest.mark.parametrize(
    ("said", "own", "regions"),
    [
        ("", "eu-west-1", ["eu-west-1", "us-east-1"]),
        ("", "us-east-1", ["us-east-1"]),
        ("", "us-gov-west-1", ["us-gov-west-1"]),
        ("eu-central-1, us-east-1,eu-central-1", "eu-west-1", ["eu-central-1", "us-east-1"]),
    ],
)
def test_left_out_it_is_the_stages_region_and_that_of_aws_budgets(
    said: str, own: str, regions: list[str]
) -> None:
    program = "const { alertRegions } = require('./deploy/rules.js');"
    program += "console.log(JSON.stringify(alertRegions(...JSON.parse(process.argv[1]))))"
    command = ["node", "-e", program, json.dumps([{"ALERT_REGIONS": said}, own])]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == regions
