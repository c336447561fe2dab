"""The edited Terraform and template, read by `plan`: broken before, OK after.

Templates are read by bot/core/iac itself; Terraform by a reading of our own (evaluated.py), for no
terraform runs here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.findings import Report, Status
from bot.core.iac.cloudformation.template import declaration as of_template
from bot.core.iac.cloudformation.text import parse
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform.declaration import declaration as of_plan
from bot.core.sources import Edit, Shape, edited
from tests.core.sources.evaluated import LET_IN, plan_of
from tests.core.sources.plans import ACCOUNT, REGION, TOPIC, on_key
from tests.core.sources.test_corpus import EACH, EDITED, HINTS, edit

TOPIC_POLICIES = {"AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy"}
NAME = TOPIC.rpartition(":")[2]
NOW = datetime(2026, 3, 20, tzinfo=UTC)

STILL = {
    "templates/aws-key.yaml-topic": Status.BROKEN,
    "templates/imported-key.yaml-topic": Status.UNKNOWN,
}
"""Mended by the topic's statement, and then the key is another fault."""
KEYS_OF_BOTH = {
    n for n in EDITED if n.endswith("-key") and f"{n.removesuffix('-key')}-topic" in EDITED
}
"""Of these the topic's statement is still missing."""


def faults(report: Report, hop: str) -> set[str]:
    """The codes of a hop ("topic", "key") that are broken or unknown."""
    bad = {Status.BROKEN, Status.UNKNOWN}
    found = (one for one in report.findings if one.status in bad)
    return {one.code for one in found if one.code.startswith(f"{hop}.policy")}


def of_terraform(files: Mapping[str, str]) -> Report:
    (one,) = judge_all(of_plan(plan_of(files), account=ACCOUNT), NOW).judged
    return one.report


def of_cloudformation(texts: list[str]) -> Report:
    """All templates as one stack, with a topic, a budget and a mail where there are none."""
    trees = [_imported(parse(text).tree, texts) for text in texts]
    whole: dict[str, Any] = {"Parameters": {}, "Conditions": {}, "Resources": {}}
    for tree in trees:
        for part in whole:
            whole[part] |= tree.get(part, {})
    resources = whole["Resources"]
    topics = [name for name, one in resources.items() if one["Type"] == "AWS::SNS::Topic"]
    if not topics:
        resources["Judged"] = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": NAME}}
    topic = {"Ref": topics[0] if topics else "Judged"}
    if not {one["Type"] for one in resources.values()} & TOPIC_POLICIES:
        let_in = {"Topics": [topic], "PolicyDocument": LET_IN}
        resources["JudgedPolicy"] = {"Type": "AWS::SNS::TopicPolicy", "Properties": let_in}
    resources |= _around(topic, resources)
    (one,) = judge_all(of_template(json.dumps(whole), account=ACCOUNT, region=REGION), NOW).judged
    return one.report


def _imported(found: Any, texts: list[str]) -> Any:
    """With what another template exports in the place of its import."""
    if isinstance(found, list):
        return [_imported(one, texts) for one in found]
    if not isinstance(found, dict):
        return found
    name = found.get("Fn::ImportValue")
    for output in (o for text in texts for o in _outputs(text) if name is not None):
        if output.get("Export", {}).get("Name") == name:
            return output["Value"]
    return {key: _imported(value, texts) for key, value in found.items()}


def _outputs(text: str) -> list[Any]:
    outputs: Any = parse(text).tree.get("Outputs", {})
    return [*outputs.values()]


def _around(topic: object, resources: Mapping[str, Any]) -> dict[str, Any]:
    told = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80}
    subscriber = {"SubscriptionType": "SNS", "Address": topic}
    budget = {
        "Budget": {"BudgetName": "monthly", "BudgetType": "COST", "TimeUnit": "MONTHLY"},
        "NotificationsWithSubscribers": [{"Notification": told, "Subscribers": [subscriber]}],
    }
    mail = {"TopicArn": topic, "Protocol": "email", "Endpoint": "team@example.com"}
    made = {"JudgedMail": {"Type": "AWS::SNS::Subscription", "Properties": mail}}
    if not any(one["Type"] == "AWS::Budgets::Budget" for one in resources.values()):
        made["JudgedBudget"] = {"Type": "AWS::Budgets::Budget", "Properties": budget}
    return made


def mended(name: str) -> Mapping[str, str]:
    """The files with this edit, and with that of the other hop where the case has one."""
    case, found = EACH[name][0], edit(name)
    files = {**case.files, found.path: found.after}
    other = name.removesuffix("-topic") + "-key"
    if name.endswith("-topic") and other in EDITED:
        more = edited(files, on_key(), HINTS)
        assert isinstance(more, Edit)
        files[more.path] = more.after
    return files


@pytest.mark.parametrize("name", [n for n in EDITED if n.startswith("terraform/")])
def test_terraform_is_broken_before_and_ok_after(name: str) -> None:
    case, hop = EACH[name][0], name.rpartition("-")[2]
    before, after = of_terraform(case.files), of_terraform(mended(name))
    assert before.verdict is Status.BROKEN
    assert faults(before, hop)
    assert after.verdict is (Status.OK if name not in KEYS_OF_BOTH else Status.BROKEN)
    assert not faults(after, hop)


@pytest.mark.parametrize("name", [n for n in EDITED if EACH[n][2] is Shape.CLOUDFORMATION])
def test_a_template_is_broken_before_and_ok_after(name: str) -> None:
    case, hop = EACH[name][0], name.rpartition("-")[2]
    before = of_cloudformation([*case.files.values()])
    after = of_cloudformation([*mended(name).values()])
    assert before.verdict is Status.BROKEN
    assert faults(before, hop)
    left = Status.BROKEN if name in KEYS_OF_BOTH else STILL.get(name, Status.OK)
    assert after.verdict is left
    assert not faults(after, hop)
