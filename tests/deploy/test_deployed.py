"""The template as stacks of a member account, and who may assume what they make."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.deploy.members import EXTERNAL_ID, HUB, Hub


@pytest.fixture
def hub(embedded_aws: EmbeddedAws) -> Hub:
    return Hub(embedded_aws)


def made(hub: Hub, region: str) -> set[str]:
    """What the stack of a Region holds."""
    client = hub.aws.client("cloudformation", region, ACCOUNT)
    found = client.describe_stack_resources(StackName="budget-check")["StackResources"]
    return {one["PhysicalResourceId"].rpartition("/")[2] for one in found}


def assume(hub: Hub, by: str, role: str, external_id: str = EXTERNAL_ID) -> str:
    """The ARN of the session, or AWS's error code."""
    sts = hub.aws.client("sts", **hub.role(by))
    arn = f"arn:aws:iam::{ACCOUNT}:role/budget-check-prod-{role}"
    try:
        answer = sts.assume_role(RoleArn=arn, RoleSessionName="test", ExternalId=external_id)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return str(answer["AssumedRoleUser"]["Arn"])


def test_the_roles_are_made_in_one_region_and_the_rules_in_each(hub: Hub) -> None:
    for region in ("us-east-1", "eu-west-1"):
        hub.deploy(ACCOUNT, region, AllowMending="true")
    name = "budget-check-prod-{}".format
    roles = {name("read"), name("mend"), name("forward")}
    assert made(hub, "us-east-1") == {*roles, *map(name, ("changes", "budgets", "tickets"))}
    assert made(hub, "eu-west-1") == {name("changes"), name("tickets")}


def test_the_rules_send_to_the_hubs_bus(hub: Hub) -> None:
    hub.deploy(ACCOUNT)
    events = hub.aws.client("events", account=ACCOUNT)
    for rule in ("changes", "budgets", "tickets"):
        (target,) = events.list_targets_by_rule(Rule=f"budget-check-prod-{rule}")["Targets"]
        assert target["Arn"] == f"arn:aws:events:eu-west-1:{HUB}:event-bus/budget-check-prod"
        assert target["RoleArn"] == f"arn:aws:iam::{ACCOUNT}:role/budget-check-prod-forward"


@pytest.mark.parametrize(("by", "role"), [("check", "read"), ("mend", "read"), ("mend", "mend")])
def test_the_hubs_roles_come_in(hub: Hub, by: str, role: str) -> None:
    hub.deploy(ACCOUNT, AllowMending="true")
    assert assume(hub, by, role).startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/")


@pytest.mark.parametrize(
    ("by", "role", "external_id"),
    [
        ("check", "mend", EXTERNAL_ID),
        ("slack", "read", EXTERNAL_ID),
        ("check", "read", "another"),
        ("mend", "mend", "another"),
    ],
)
def test_nobody_else_does(hub: Hub, by: str, role: str, external_id: str) -> None:
    hub.deploy(ACCOUNT, AllowMending="true")
    assert assume(hub, by, role, external_id) == "AccessDenied"


def test_without_mending_there_is_no_mend_role(hub: Hub) -> None:
    hub.deploy(ACCOUNT)
    assert assume(hub, "mend", "mend") == "AccessDenied"
    assert "budget-check-prod-mend" not in made(hub, "us-east-1")
