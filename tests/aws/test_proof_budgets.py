"""Temporary budgets at the embedded AWS: made and removed once, and no other budget ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.aws.accounts import Accounts
from bot.aws.apply import ONCE, Done, Refused, Unsure
from bot.aws.proof_budgets import ACTIONS, RESOURCE, Order, ProofBudgets
from bot.core.model.read import ReadFailed
from bot.core.proof.names import name_of
from tests.aws.world import OpenAws, World, allow
from tests.conftest import ACCOUNT, EmbeddedAws

NAME = name_of("0123456789abcdef")
MAY = {"Effect": "Allow", "Action": list(ACTIONS), "Resource": RESOURCE}
MAY["Resource"] = RESOURCE.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", ACCOUNT)


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


def budgets(opener: OpenAws, **role: Any) -> ProofBudgets:
    """Through the account's root, or a role."""
    return ProofBudgets(Accounts(opener(**role), "", lambda: 0.0, opener(**role, config=ONCE)))


def order(topic: str, name: str = NAME, account: str = ACCOUNT) -> Order:
    return Order(account, name, topic, "0.01", "USD")


def writes(aws: EmbeddedAws) -> list[str]:
    wanted = ("CreateBudget", "DeleteBudget")
    return [c.operation for c in aws.control.calls("budgets") if c.operation in wanted]


def test_it_is_made_once_alerts_at_the_first_spend_and_is_removed(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    world, made = World(embedded_aws), budgets(opener)
    topic = world.topic()
    assert made.is_there(ACCOUNT, NAME) is False
    assert made.make(order(topic)) == Done()
    assert made.make(order(topic)) == Done(found=True)
    assert made.is_there(ACCOUNT, NAME) is True
    assert embedded_aws.control.set_spend(ACCOUNT, NAME, 0.0) == []
    (tried,) = embedded_aws.control.set_spend(ACCOUNT, NAME, 5.0)
    assert tried.subscriber == topic
    assert made.remove(ACCOUNT, NAME) == Done()
    assert made.remove(ACCOUNT, NAME) == Done(found=True)
    assert made.is_there(ACCOUNT, NAME) is False


@pytest.mark.parametrize("name", ["cost-all-services-manage", "budget-check-proof-", "x" + NAME])
def test_no_other_budget_is_touched(embedded_aws: EmbeddedAws, opener: OpenAws, name: str) -> None:
    made = budgets(opener)
    for result in (made.make(order("arn:aws:sns:us-east-1:1:x", name)), made.remove(ACCOUNT, name)):
        assert isinstance(result, Refused) and "not a temporary budget" in result.says
    assert writes(embedded_aws) == []


def test_nor_another_account(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    made = budgets(opener)
    assert isinstance(made.make(order("arn:aws:sns:us-east-1:1:x", account="2" * 12)), Refused)
    assert isinstance(made.remove("2" * 12, NAME), Refused)
    assert isinstance(made.is_there("2" * 12, NAME), ReadFailed)
    assert writes(embedded_aws) == []


def test_the_statement_of_the_templates_suffices_and_reaches_no_further(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    world = World(embedded_aws)
    topic = world.topic()
    role = embedded_aws.as_role("mend", MAY, allow("budgets:ViewBudget", "sts:GetCallerIdentity"))
    made = budgets(opener, **role)
    assert made.make(order(topic)) == Done()
    assert made.remove(ACCOUNT, NAME) == Done()
    theirs = embedded_aws.client("budgets", **role)
    world.budget(topic)
    with pytest.raises(theirs.exceptions.AccessDeniedException):
        theirs.delete_budget(AccountId=ACCOUNT, BudgetName="cost-all-services-manage")


def test_a_refusal_names_the_permission(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    role = embedded_aws.as_role("mend", allow("budgets:ViewBudget", "sts:GetCallerIdentity"))
    made = budgets(opener, **role)
    for result in (made.make(order("arn:aws:sns:us-east-1:1:x")), made.remove(ACCOUNT, NAME)):
        assert isinstance(result, Refused) and result.permission == "budgets:ModifyBudget"
    assert made.is_there(ACCOUNT, NAME) is False


@pytest.mark.parametrize(
    "fault", [{"code": "InternalErrorException", "status": 500}, {"how": "reset"}]
)
def test_no_answer_is_not_repeated(
    embedded_aws: EmbeddedAws, opener: OpenAws, fault: dict[str, Any]
) -> None:
    made = budgets(opener)
    embedded_aws.fault("budgets", "CreateBudget", **fault)
    embedded_aws.fault("budgets", "DeleteBudget", **fault)
    assert isinstance(made.make(order("arn:aws:sns:us-east-1:1:x")), Unsure)
    assert isinstance(made.remove(ACCOUNT, NAME), Unsure)
    assert writes(embedded_aws) == ["CreateBudget", "DeleteBudget"]


def test_whether_it_is_there_can_stay_unread(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    embedded_aws.fault("budgets", "DescribeBudget", code="AccessDeniedException")
    assert isinstance(budgets(opener).is_there(ACCOUNT, NAME), ReadFailed)
