"""Each gate over the templates refuses a template that AWS would refuse, or never heed."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.stack import Stack
from tools import template
from tools.gates import api, iam, linters
from tools.gates.deployments import REGIONS, deployments
from tools.gates.resolve import UnresolvedError, resolve

Doctor = Callable[[dict[str, Any]], None]


@pytest.fixture
def resolved(full: Stack) -> dict[str, Any]:
    return copy.deepcopy(resolve(full.template, "eu-west-1", {}))


def properties(resolved: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = resolved["Resources"][name]["Properties"]
    return found


def from_any_region(one: dict[str, Any]) -> None:
    """What kept every stage from being deployed: `*` as the Region of a source ARN."""
    properties(one, "OwnTopicsPermission")["SourceArn"] = "arn:aws:sns:*:111111111111:*"


def statement(**different: object) -> Doctor:
    """One more statement for `mend`."""

    def change(one: dict[str, Any]) -> None:
        document = properties(one, "MendRole")["Policies"][0]["PolicyDocument"]
        more = {"Sid": "More", "Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}
        document["Statement"].append({**more, **different})

    return change


def set_to(name: str, key: str, value: object) -> Doctor:
    return lambda one: properties(one, name).update({key: value})


def test_nothing_is_left_to_resolve(full: Stack) -> None:
    for region in REGIONS:
        text = str(resolve(full.template, region, {}))
        assert "Fn::" not in text and "'Ref'" not in text and "${AWS" not in text


def test_a_reference_that_nobody_resolves_is_no_silence() -> None:
    for reference in ({"Ref": "Gone"}, {"Fn::GetAtt": ["A", "Colour"]}):
        one = {"A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": reference}}}
        with pytest.raises(UnresolvedError):
            resolve(
                {"AWSTemplateFormatVersion": "", "Description": "", "Resources": one}, "r-1", {}
            )


def test_conditions_decide_what_is_there(tmp_path: Path) -> None:
    (member,) = (d for d in deployments(tmp_path) if d.parameters)
    home = member.resolved("eu-west-1")["Resources"]
    assert {"ReadRole", "MendRole", "ForwardRole"} <= set(home)
    assert "ChangesOfBudgets" not in home, "that is us-east-1's"
    assert "ChangesOfBudgets" in member.resolved("us-east-1")["Resources"]


@pytest.mark.parametrize("region", REGIONS)
def test_the_template_passes(full: Stack, plain: Stack, region: str) -> None:
    for stack in (full, plain):
        one = resolve(stack.template, region, {})
        assert list(api.problems(one)) == []
        assert list(iam.problems(one, iam.Data())) == []


def test_cfn_lint_counts_its_warnings_and_the_errors_behind_references(
    full: Stack, resolved: dict[str, Any], tmp_path: Path
) -> None:
    """W1031 before the references are resolved, E3031 after."""
    doctored = copy.deepcopy(dict(full.template))
    anywhere = {"Fn::Sub": "arn:${AWS::Partition}:sns:*:${AWS::AccountId}:*"}
    properties(doctored, "OwnTopicsPermission")["SourceArn"] = anywhere
    file = tmp_path / "t.json"
    assert linters.lints(template.save(full.template, file), ("eu-west-1",)) == 0
    assert linters.lints(template.save(doctored, file), ("eu-west-1",)) == 1
    assert linters.lints(template.save(resolved, file), ("eu-west-1",)) == 0
    from_any_region(resolved)
    assert linters.lints(template.save(resolved, file), ("eu-west-1",)) == 1


@pytest.mark.parametrize(
    ("doctor", "says"),
    [
        (from_any_region, "OwnTopicsPermission.SourceArn is 'arn:aws:sns:*:111111111111:*', which"),
        (set_to("Bus", "Name", "a bus"), "Bus.Name is 'a bus'"),
        (set_to("CheckQueue", "Colour", "red"), "Colour is no argument of sqs.CreateQueue"),
        (set_to("MendRole", "RoleName", "a role"), "MendRole.RoleName is 'a role'"),
        (set_to("MendRole", "RoleName", "r" * 65), "has 65 characters: from 1 to 64 are allowed"),
        (set_to("WatchRule", "Name", "watch rule"), "WatchRule.Name is 'watch rule'"),
        (set_to("WatchRule", "State", "ON"), "WatchRule.State is 'ON', which is none of"),
        (set_to("Schedule", "Name", "due?"), "Schedule.Name is 'due?'"),
        (set_to("LogTable", "BillingMode", "FREE"), "LogTable.BillingMode is 'FREE'"),
        (set_to("CheckErrorsAlarm", "Period", 0), "CheckErrorsAlarm.Period has 0: from 1"),
        (set_to("CheckErrorsAlarm", "Statistic", "Mean"), "CheckErrorsAlarm.Statistic is 'Mean'"),
        (set_to("SlackLogGroup", "LogGroupName", "a group"), "SlackLogGroup.LogGroupName is"),
        (set_to("SlackLambdaFunction", "Timeout", 0), "SlackLambdaFunction.Timeout has 0: from 1"),
        (
            lambda one: one["Resources"].update({"Odd": {"Type": "AWS::Odd::Thing"}}),
            "Odd: which calls make a AWS::Odd::Thing is not known",
        ),
    ],
)
def test_what_an_api_refuses_is_refused(
    resolved: dict[str, Any], doctor: Doctor, says: str
) -> None:
    doctor(resolved)
    (problem,) = api.problems(resolved)
    assert says in problem


def long_policy(one: dict[str, Any]) -> None:
    statement(Resource=[f"arn:aws:sns:*:111111111111:{n:0200}" for n in range(40)])(one)


@pytest.mark.parametrize(
    ("doctor", "says"),
    [
        (statement(Action="sns:Publisch"), "MendRole, More: IAM knows no action sns:Publisch."),
        (statement(Action="nosuch:*"), "IAM knows no action nosuch:*"),
        (
            statement(Condition={"StringEquals": {"kms:ViaService": "sns"}}),
            "sns:Publish is never asked with the condition key kms:viaservice",
        ),
        (
            statement(Condition={"StringEquals": {"aws:SourceIpp": "10.0.0.1"}}),
            "sns:Publish is never asked with the condition key aws:sourceipp",
        ),
        (
            statement(Action="kms:EnableKeyRotation", Resource="arn:aws:kms:*:1:alias/a"),
            "kms:EnableKeyRotation acts on none that arn:aws:kms:*:1:alias/a can be",
        ),
        (
            statement(Action="kms:ListKeys", Resource="arn:aws:kms:*:1:key/*"),
            "kms:ListKeys knows no resource but *",
        ),
        (long_policy, "MendRole: its policies have"),
    ],
)
def test_what_iam_never_heeds_is_refused(
    resolved: dict[str, Any], doctor: Doctor, says: str
) -> None:
    doctor(resolved)
    (problem,) = iam.problems(resolved, iam.Data())
    assert says in problem


def test_tags_and_global_keys_are_known(resolved: dict[str, Any]) -> None:
    known = {"StringEquals": {"aws:ResourceTag/budget-check": "mend", "aws:PrincipalArn": "a"}}
    statement(Action="sns:SetTopicAttributes", Condition=known)(resolved)
    assert list(iam.problems(resolved, iam.Data())) == []


def test_without_iams_data_there_is_no_silent_pass(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="make gates"):
        iam.Data(tmp_path / "gone")


def test_checkov_still_refuses_a_wildcard(full: Stack, tmp_path: Path) -> None:
    if not shutil.which(linters.checkov(tmp_path)[0]):
        pytest.skip("`make gates` installs checkov")
    doctored = copy.deepcopy(dict(full.template))
    properties(doctored, "MendRole")["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"] = (
        "*"
    )
    assert linters.complaints(template.save(doctored, tmp_path / "t.json"), ("eu-west-1",))
