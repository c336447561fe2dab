"""A budget as AWS shows it, and an account's budgets."""

from __future__ import annotations

from datetime import UTC

import pytest

from bot.aws.budgets import list_budgets
from bot.aws.clients import Aws
from bot.core.model.budget import Budget, Health, Money, Notification, Subscriber
from bot.core.model.read import Cause, ReadFailed
from tests.aws.world import NAME, TOPIC, OpenAws, World, check, deny
from tests.conftest import ACCOUNT


def _budget(aws: Aws) -> Budget:
    found = check(aws).budget
    assert isinstance(found, Budget)
    return found


def test_amounts_and_period(world: World, aws: Aws) -> None:
    world.budget()
    world.aws.control.set_spend(ACCOUNT, NAME, 12.5, 80, silent=True)
    found = _budget(aws)
    assert (found.name, found.account, found.type, found.time_unit) == (
        NAME,
        ACCOUNT,
        "COST",
        "MONTHLY",
    )
    assert found.limit is not None
    assert float(found.limit.amount) == 100
    assert found.actual is not None
    assert (float(found.actual.amount), found.actual.unit) == (12.5, "USD")
    assert found.forecast is not None
    assert found.starts is not None
    assert found.starts.tzinfo is UTC
    assert found.ends is not None


def test_no_forecast_is_none(world: World, aws: Aws) -> None:
    world.budget()
    world.aws.control.set_spend(ACCOUNT, NAME, 12.5, None, silent=True)
    assert _budget(aws).forecast is None


def test_health(world: World, aws: Aws) -> None:
    world.budget()
    world.aws.control.set_health(ACCOUNT, NAME, "UNHEALTHY", "FILTER_INVALID")
    assert _budget(aws).health == Health("UNHEALTHY", "FILTER_INVALID")


def test_a_budget_actions_subscribers(world: World, aws: Aws) -> None:
    world.topic()
    world.budget()
    made = world.aws.client("budgets").create_budget_action(
        AccountId=ACCOUNT,
        BudgetName=NAME,
        NotificationType="FORECASTED",
        ActionType="APPLY_IAM_POLICY",
        ActionThreshold={"ActionThresholdValue": 90.0, "ActionThresholdType": "PERCENTAGE"},
        Definition={
            "IamActionDefinition": {
                "PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/stop",
                "Roles": ["developers"],
            }
        },
        ExecutionRoleArn=f"arn:aws:iam::{ACCOUNT}:role/budget-actions",
        ApprovalModel="MANUAL",
        Subscribers=[{"SubscriptionType": "SNS", "Address": TOPIC}],
    )
    facts = check(aws)
    assert facts.notifications == ()
    assert facts.actions == (
        Notification(
            type="FORECASTED",
            operator="GREATER_THAN",
            threshold=90.0,
            threshold_type="PERCENTAGE",
            subscribers=(Subscriber("SNS", TOPIC),),
            action=made["ActionId"],
        ),
    )
    assert list(facts.topics) == [TOPIC]


def test_the_list_has_every_budget(world: World, aws: Aws) -> None:
    for i in range(3):
        world.budget(name=f"budget {i}")
    listed = list_budgets(aws, ACCOUNT)
    assert isinstance(listed, tuple)
    assert sorted(b.name for b in listed) == ["budget 0", "budget 1", "budget 2"]
    assert listed[0].limit == Money(listed[0].limit.amount if listed[0].limit else "", "USD")


def test_an_account_without_budgets(world: World, aws: Aws) -> None:
    assert list_budgets(aws, ACCOUNT) == ()
    assert world.calls() == ["budgets DescribeBudgets"]


@pytest.mark.usefixtures("world")
def test_a_list_that_is_refused(world: World, open_aws: OpenAws) -> None:
    listed = list_budgets(open_aws.as_role(world, deny("budgets:*")), ACCOUNT)
    assert isinstance(listed, ReadFailed)
    assert (listed.action, listed.cause) == ("budgets:ViewBudget", Cause.REFUSED)
    assert listed.resource == f"arn:aws:budgets::{ACCOUNT}:budget/*"
