"""The tags of a budget at the embedded AWS, with the right that a role needs for them."""

from __future__ import annotations

from bot.aws.budget_tags import READS, budget_tags, budget_tags_by
from bot.core.model.read import Cause, ReadFailed
from tests.aws.world import OpenAws, World, allow
from tests.conftest import ACCOUNT

NAME = "cost/all services"


def tagged(world: World) -> None:
    world.budget(name=NAME)
    world.aws.client("budgets").tag_resource(
        ResourceARN=f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}",
        ResourceTags=[{"Key": "team", "Value": "data"}, {"Key": "env", "Value": ""}],
    )


def test_keys_and_values(world: World, open_aws: OpenAws) -> None:
    tagged(world)
    found = budget_tags(open_aws(), ACCOUNT, NAME)
    assert found == (("team", "data"), ("env", ""))
    assert budget_tags(open_aws(), ACCOUNT, "another") == ()


def test_the_declared_right_is_enough(world: World, open_aws: OpenAws) -> None:
    tagged(world)
    (read,) = READS
    may = open_aws.as_role(world, allow(read.action))
    assert budget_tags(may, ACCOUNT, NAME) == (("team", "data"), ("env", ""))


def test_another_right_is_not_enough(world: World, open_aws: OpenAws) -> None:
    tagged(world)
    refused = budget_tags(open_aws.as_role(world, allow("budgets:ViewBudget")), ACCOUNT, NAME)
    assert isinstance(refused, ReadFailed) and refused.cause is Cause.REFUSED


def test_an_account_that_cannot_be_read_is_no_answer(world: World) -> None:
    failed = ReadFailed("sts:AssumeRole", "role", Cause.REFUSED, "no")
    assert budget_tags_by(lambda _: failed, ACCOUNT, NAME) is failed
