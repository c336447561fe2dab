"""Templates that the CDK synthesised (tools/cdk/stacks.mjs): the right verdict on each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.findings import Report, Status
from bot.core.iac.cloudformation.template import declaration
from bot.core.iac.judged import judge_all

NOW = datetime(2026, 3, 20, tzinfo=UTC)
FOLDER = Path(__file__).parent / "cdk"

FINE = (
    *("grant-publish", "source-conditions", "master-key-granted", "master-key-grant-publish"),
    *("grant-encrypt-decrypt", "enforce-ssl-granted", "alarm-action", "trail-with-topic"),
    *("function-and-queue", "slack-channel", "key-with-an-imported-role"),
)
BROKEN = {
    "topic-alone": "topic.policy-silent",
    "enforce-ssl": "topic.policy-silent",
    "rule-with-topic": "topic.policy-silent",
    "master-key": "key.policy-silent",
    "grant-encrypt": "key.policy-partial",
    "aws-managed-key": "key.aws-managed",
}
OPEN = {
    "imported-key": ("key.unreadable", "arn:aws:kms:eu-west-1:111111111111:key/"),
    "key-of-another-stack": ("key.unreadable", "Fn::ImportValue: SharedKeyArn"),
    "imported-topic": ("topic.unreadable", "there is no topic"),
    "two-policies": ("topic.policy-undecidable", "which of 2 policies"),
    "nobody-subscribed": ("subscription.unreadable", "no subscription of Alerts"),
    "topic-as-parameter": ("budget.unreadable", "--parameter AlertTopicArn=..."),
    "topic-in-a-nested-stack": ("budget.unreadable", "Outputs."),
}


def report(
    name: str, account: str = "111111111111", region: str = "eu-west-1", sender: str = "budgets"
) -> Report:
    text = (FOLDER / f"{name}.json").read_text("utf-8")
    judged = judge_all(declaration(text, account=account, region=region), NOW).judged
    (found,) = (one.report for one in judged if one.report.sender.id == sender)
    return found


OTHERS = {
    "alarm-action": ("cloudwatch-alarms", Status.BROKEN),
    "rule-with-topic": ("eventbridge-rules", Status.OK),
    "trail-with-topic": ("cloudtrail", Status.OK),
}


@pytest.mark.parametrize(("name", "told"), OTHERS.items())
def test_other_senders(name: str, told: tuple[str, Status]) -> None:
    """An alarm's action adds no statement, so a policy for AWS Budgets alone shuts it out."""
    sender, verdict = told
    assert report(name, sender=sender).verdict is verdict


def test_every_template_has_its_verdict_here() -> None:
    assert {one.stem for one in FOLDER.glob("*.json")} == {*FINE, *BROKEN, *OPEN}


@pytest.mark.parametrize("name", FINE)
def test_the_alert_arrives(name: str) -> None:
    found = report(name)
    assert found.verdict is Status.OK, found.findings


@pytest.mark.parametrize(("name", "code"), BROKEN.items())
def test_the_alert_does_not_arrive(name: str, code: str) -> None:
    found = report(name)
    assert (found.verdict, found.findings[0].code) == (Status.BROKEN, code)


@pytest.mark.parametrize(("name", "told"), OPEN.items())
def test_it_cannot_be_known(name: str, told: tuple[str, str]) -> None:
    found = report(name)
    code, words = told
    assert (found.verdict, found.findings[0].code) == (Status.UNKNOWN, code)
    assert words in found.findings[0].says


@pytest.mark.parametrize("name", [*FINE, *BROKEN])
def test_nothing_of_it_hangs_on_where_it_is_deployed(name: str) -> None:
    """The CDK writes AWS::AccountId and AWS::Region, so both may be left out."""
    assert report(name, "", "").verdict is report(name).verdict


def test_the_address_of_a_key_is_no_arn() -> None:
    leading = report("master-key").findings[0]
    resources = json.loads((FOLDER / "master-key.json").read_text("utf-8"))["Resources"]
    assert resources[leading.resource]["Type"] == "AWS::KMS::Key"


def test_a_parameter_settles_it() -> None:
    text = (FOLDER / "topic-as-parameter.json").read_text("utf-8")
    arn = "arn:aws:sns:eu-west-1:222222222222:alerts"
    made = declaration(text, account="111111111111", parameters={"AlertTopicArn": arn})
    (judged,) = judge_all(made, NOW).judged
    assert judged.report.findings[0].code == "topic.other-account"
