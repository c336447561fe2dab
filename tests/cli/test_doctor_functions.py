"""The doctor on the deployed functions and their roles: each test breaks one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.deployed import (
    READING,
    SERVICE,
    STAGE,
    WRITING,
    Deployed,
    found,
    troubles,
)
from tests.conftest import ACCOUNT

AGAIN = f"make deploy STAGE={STAGE}"


def test_a_healthy_stage_is_fine(deployed: Deployed) -> None:
    every = deployed.examine()
    assert troubles(every) == []
    assert f"account {ACCOUNT}" in found(every, "credentials").says


def test_a_stage_that_is_not_there(stage: Deployed) -> None:
    every = stage.examine()
    assert [one.about for one in troubles(every)] == [
        f"{SERVICE}-{part}" for part in ("slack", "check", "mend", "events")
    ]
    assert "Region us-east-1" in every[1].says and AGAIN in every[1].do


def test_one_function_is_gone(deployed: Deployed) -> None:
    deployed.without("events")
    (wrong,) = troubles(deployed.examine())
    assert (wrong.about, wrong.status) == (f"{SERVICE}-events", "wrong")
    assert "is not in Region us-east-1" in wrong.says


def test_the_worker_is_gone(deployed: Deployed) -> None:
    deployed.without("check")
    first, *others = troubles(deployed.examine())
    assert (first.about, first.status) == (f"{SERVICE}-check", "wrong")
    assert {one.about for one in others} <= {"queue check"}


def test_without_menders_mend_must_not_be_there(stage: Deployed) -> None:
    stage.environment |= {"MENDERS": "", "MEND_QUEUE_URL": "", "APPROVALS": "0"}
    stage.build()
    (wrong,) = troubles(stage.examine())
    assert wrong.about == f"{SERVICE}-mend" and "though MENDERS names nobody" in wrong.says
    stage.without("mend")
    every = stage.examine()
    assert troubles(every) == []
    assert found(every, f"{SERVICE}-mend").says == "is not there, as nobody may mend."
    assert "budget-check only reads" in found(every, "MENDERS").says


def test_other_code_in_one_function(deployed: Deployed) -> None:
    deployed.again("check", code="VERSION = 2")
    deployed.feed("check")
    (wrong,) = troubles(deployed.examine())
    assert wrong.about == "code" and "(slack and mend and events; check)" in wrong.says


def test_an_old_runtime(deployed: Deployed) -> None:
    deployed.again("slack", runtime="python3.11")
    (wrong,) = troubles(deployed.examine())
    assert wrong.about == f"{SERVICE}-slack" and "runs on python3.11" in wrong.says


def test_a_setting_that_differs_between_functions(deployed: Deployed) -> None:
    deployed.again("check", APPROVALS="2")
    deployed.feed("check")
    (wrong,) = troubles(deployed.examine())
    assert wrong.about == "APPROVALS" and "(slack and mend and events; check)" in wrong.says


@pytest.mark.parametrize("part", ["check", "mend"])
def test_a_role_that_lacks_a_read(deployed: Deployed, part: str) -> None:
    actions = [one for one in (WRITING if part == "mend" else READING) if one != "kms:ListGrants"]
    deployed.role(part, actions)
    (wrong,) = troubles(deployed.examine())
    assert wrong.about == f"role of {part}" and wrong.status == "wrong"
    assert wrong.says == f"{SERVICE}-{part} does not allow kms:ListGrants."


def test_a_role_of_check_that_may_not_put_the_events_that_are_asked_for(stage: Deployed) -> None:
    stage.environment["VERDICT_EVENTS"] = "true"
    stage.build()
    (wrong,) = troubles(stage.examine())
    assert wrong.about == "role of check"
    assert wrong.says == f"{SERVICE}-check does not allow events:PutEvents."
    stage.role("check", [*READING, "events:PutEvents"])
    assert troubles(stage.examine()) == []


def test_a_role_that_denies_a_write(deployed: Deployed) -> None:
    deployed.role("mend", WRITING, "kms:Put*")
    (wrong,) = troubles(deployed.examine())
    assert wrong.says == f"{SERVICE}-mend does not allow kms:PutKeyPolicy."
    assert "take the policy with the Deny off" in wrong.do


def test_a_role_that_was_stopped(deployed: Deployed) -> None:
    """As docs/operate.md says, and as it says to go on."""
    iam = deployed.aws.client("iam")
    page = (Path(__file__).resolve().parents[2] / "docs" / "operate.md").read_text("utf-8")
    (document,) = re.findall(r"--policy-name stop --policy-document '(.+)'", page)
    iam.put_role_policy(RoleName=f"{SERVICE}-mend", PolicyName="stop", PolicyDocument=document)
    (wrong,) = troubles(deployed.examine())
    assert wrong.says == f"A Deny takes every right from {SERVICE}-mend."
    assert "docs/operate.md" in wrong.do
    iam.delete_role_policy(RoleName=f"{SERVICE}-mend", PolicyName="stop")
    assert troubles(deployed.examine()) == []


def test_an_attached_policy_with_a_wildcard_counts(deployed: Deployed) -> None:
    deployed.role("check", [one for one in READING if not one.startswith("sns:")])
    iam = deployed.aws.client("iam")
    arn = iam.create_policy(
        PolicyName="more",
        PolicyDocument='{"Version": "2012-10-17", "Statement": {"Effect": "Allow", '
        '"Action": "SNS:*", "Resource": "*"}}',
    )["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=f"{SERVICE}-check", PolicyArn=arn)
    assert troubles(deployed.examine()) == []


def test_a_permissions_boundary_is_a_warning(deployed: Deployed) -> None:
    iam = deployed.aws.client("iam")
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    iam.put_role_permissions_boundary(RoleName=f"{SERVICE}-mend", PermissionsBoundary=arn)
    (warned,) = troubles(deployed.examine())
    assert (warned.about, warned.status) == ("role of mend", "warning")


def test_somebody_who_may_not_look(deployed: Deployed) -> None:
    every = deployed.examine(**deployed.aws.as_role("nobody"))
    assert {one.status for one in troubles(every)} == {"could not tell"}
    (first, *_) = troubles(every)
    assert first.about == f"{SERVICE}-slack" and "lambda:GetFunctionConfiguration" in first.do


def test_somebody_who_may_not_look_at_roles(deployed: Deployed) -> None:
    everything_else = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    every = deployed.examine(**deployed.aws.as_role("operator", everything_else))
    assert {(one.about, one.status) for one in troubles(every)} == {
        ("role of check", "could not tell"),
        ("role of mend", "could not tell"),
    }
    assert "Allow iam:GetRole" in troubles(every)[0].do
