"""One page of an account's budgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.aws.budgets import as_budget, budget_arn
from bot.aws.errors import attempt, text
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_BUDGETS, Read
from bot.core.model.budget import Budget
from bot.core.model.read import NotFound, ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_budgets.type_defs import DescribeBudgetsRequestTypeDef

_PAGE = Read(
    DESCRIBE_BUDGETS.operation,
    DESCRIBE_BUDGETS.action,
    ("InvalidNextTokenException", "ExpiredNextTokenException"),
)
"""Here "does not exist" is said of the token."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The budgets of a page by name, None for one of an odd shape; the token of the next page."""

    budgets: Mapping[str, Budget | None]
    token: str


async def listing(reader: CheckReads, token: str, most: int) -> Listing | NotFound | ReadFailed:
    """DescribeBudgets, one call. NotFound: AWS does not know this token, or no longer.

    No list at all is an empty one (`budgets.describe_all`); what the sweep knew of such an account
    is then asked for budget by budget.
    """
    aws, account = reader.aws, reader.account

    def call() -> Listing:
        client = aws.budgets()
        asked: DescribeBudgetsRequestTypeDef = {"AccountId": account, "MaxResults": most}
        answer = client.describe_budgets(**asked, **({"NextToken": token} if token else {}))
        found: dict[str, Budget | None] = {}
        for raw in answer.get("Budgets", ()):
            name = text(raw["BudgetName"])
            one = attempt(_PAGE, name, partial(as_budget, client, account, raw))
            found[name] = one if isinstance(one, Budget) else None
        return Listing(found, text(answer.get("NextToken") or ""))

    return await reader.ask(_PAGE, budget_arn(aws, account, "*"), call)
