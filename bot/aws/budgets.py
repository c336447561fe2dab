"""Reads a budget, and an account's budgets."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import botocore

from bot.aws.clients import Aws
from bot.aws.errors import text
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_BUDGET, DESCRIBE_BUDGETS
from bot.core.model.budget import Budget, Health, Money
from bot.core.model.read import Cause, NotFound, ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_budgets import BudgetsClient
    from mypy_boto3_budgets.type_defs import BudgetOutputTypeDef, SpendTypeDef

_PAGE = 1000
_ILLEGAL = re.compile(r"[:\\]|/action/|(?i:<script>.*</script>)")
_RULE = "A budget's name has 1 to 100 characters, without a colon, a backslash or /action/"


def budget_arn(aws: Aws, account: str, name: str) -> str:
    """The budget's ARN; it has no Region (docs/facts.md 1.1)."""
    return f"arn:{aws.partition}:budgets::{account}:budget/{name}"


async def budget(reader: CheckReads, name: str) -> Budget | NotFound | ReadFailed:
    """DescribeBudget. A name that no budget can have is NotFound without a call
    (docs/facts.md 1.4).
    """
    impossible = no_name(name)
    if impossible:
        return impossible
    aws, account = reader.aws, reader.account
    resource = budget_arn(aws, account, name)
    return await reader.ask(DESCRIBE_BUDGET, resource, lambda: describe(aws, account, name))


def no_name(name: str) -> NotFound | None:
    """NotFound for a name that no budget can have (docs/facts.md 1.4)."""
    legal = 1 <= len(name) <= 100 and not _ILLEGAL.search(name)
    return None if legal else NotFound(name, _RULE)


def describe(aws: Aws, account: str, name: str) -> Budget:
    """One DescribeBudget. Raises what botocore raises."""
    client = aws.budgets()
    answer = client.describe_budget(AccountId=account, BudgetName=name)
    return as_budget(client, account, answer["Budget"])


def list_budgets(aws: Aws, account: str) -> tuple[Budget, ...] | ReadFailed:
    """DescribeBudgets: all budgets of the account, in AWS's order."""
    answer = aws.ask(
        DESCRIBE_BUDGETS, budget_arn(aws, account, "*"), lambda: describe_all(aws, account)
    )
    return () if isinstance(answer, NotFound) else answer


async def budget_names(reader: CheckReads) -> tuple[str, ...]:
    """The names of the account's budgets; none where they cannot be listed."""
    aws, account = reader.aws, reader.account
    resource = budget_arn(aws, account, "*")
    answer = await reader.ask(DESCRIBE_BUDGETS, resource, lambda: describe_all(aws, account))
    return () if isinstance(answer, NotFound | ReadFailed) else tuple(b.name for b in answer)


def describe_all(aws: Aws, account: str) -> tuple[Budget, ...]:
    """Every page of DescribeBudgets. Raises what botocore raises.

    Of an account without budgets AWS leaves the list out: its model does not require it, and
    collectors fell over it (cloud-intelligence-dashboards-data-collection#171).
    """
    aws.require_credentials()
    client = aws.budgets()
    pages = client.get_paginator("describe_budgets").paginate(
        AccountId=account, PaginationConfig={"PageSize": _PAGE}
    )
    return tuple(as_budget(client, account, b) for page in pages for b in page.get("Budgets", ()))


def as_budget(client: BudgetsClient, account: str, said: BudgetOutputTypeDef) -> Budget:
    """A budget of an answer. KeyError, TypeError or AttributeError for one without its parts."""
    period = said.get("TimePeriod", {})
    spend = said.get("CalculatedSpend")
    return Budget(
        name=text(said["BudgetName"]),
        account=account,
        type=text(said["BudgetType"]),
        time_unit=text(said["TimeUnit"]),
        limit=_money(said.get("BudgetLimit")),
        actual=_money(spend.get("ActualSpend")) if spend else None,
        forecast=_money(spend.get("ForecastedSpend")) if spend else None,
        starts=_utc(period.get("Start")),
        ends=_utc(period.get("End")),
        health=_health(client, said),
    )


def _health(client: BudgetsClient, said: BudgetOutputTypeDef) -> Health | ReadFailed | None:
    """An SDK older than the field drops it silently: then it is unread, not fine
    (docs/facts.md 1.7).
    """
    shape = client.meta.service_model.shape_for("Budget")
    if "HealthStatus" not in getattr(shape, "members", {}):
        detail = (
            f"botocore {botocore.__version__} is older than HealthStatus: bundle a newer boto3."
        )
        return ReadFailed(DESCRIBE_BUDGET.action, said["BudgetName"], Cause.FAILED, detail)
    health = said.get("HealthStatus")
    return (
        Health(text(health.get("Status", "")), text(health.get("StatusReason", "")))
        if health
        else None
    )


def _money(spend: SpendTypeDef | None) -> Money | None:
    return Money(spend["Amount"], spend["Unit"]) if spend else None


def _utc(when: datetime | str | float | None) -> datetime | None:
    return when.astimezone(UTC) if isinstance(when, datetime) else None
