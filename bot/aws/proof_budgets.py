"""Makes, looks for and removes the temporary budgets of proofs, and no other budget.

By construction: every name comes through `id_of`, which knows no name without the prefix. Each
request is sent once, and what came of it is a value, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.aws.accounts import Accounts
from bot.aws.apply import Done, Refused, Result, once
from bot.aws.budgets import budget_arn, describe
from bot.aws.clients import Aws
from bot.aws.opened_roles import Pair
from bot.aws.reads import DESCRIBE_BUDGET
from bot.core.model.read import NotFound, ReadFailed
from bot.core.proof.names import PREFIX, id_of

MODIFY = "budgets:ModifyBudget"
ACTIONS = (MODIFY,)
"""What the role of `mend` needs for proofs beside its reads, on `RESOURCE` alone."""
RESOURCE = "arn:${AWS::Partition}:budgets::${AWS::AccountId}:budget/" + PREFIX + "*"
"""As the templates say it (deploy/roles.yml, deploy/member-account.yml)."""

_THERE = "DuplicateRecordException"
_GONE = "NotFoundException"


@dataclass(frozen=True, slots=True)
class Order:
    """A temporary budget: it alerts once more than `amount` is spent in the month."""

    account: str
    name: str
    topic: str
    amount: str
    unit: str


class ProofBudgets:
    """The temporary budgets of every account, through the role that mends it."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def why_not(self, account: str) -> str:
        """Why no temporary budget can be made in this account, as a sentence; "" where it can."""
        pair = self._accounts.writing(account)
        return _sentence(pair) if isinstance(pair, ReadFailed) else ""

    def make(self, order: Order) -> Result:
        """CreateBudget with one notification and one subscriber; Done where it is there already."""
        found = self._allowed(order.account, order.name)
        if isinstance(found, Refused):
            return found

        def call() -> str:
            found.writing.budgets().create_budget(
                AccountId=order.account,
                Budget={
                    "BudgetName": order.name,
                    "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": {"Amount": order.amount, "Unit": order.unit},
                },
                NotificationsWithSubscribers=[
                    {
                        "Notification": {
                            "NotificationType": "ACTUAL",
                            "ComparisonOperator": "GREATER_THAN",
                            "Threshold": float(order.amount),
                            "ThresholdType": "ABSOLUTE_VALUE",
                        },
                        "Subscribers": [{"SubscriptionType": "SNS", "Address": order.topic}],
                    }
                ],
            )
            return ""

        return _found(once(MODIFY, call), _THERE)

    def remove(self, account: str, name: str) -> Result:
        """DeleteBudget; Done where it is gone already."""
        found = self._allowed(account, name)
        if isinstance(found, Refused):
            return found

        def call() -> str:
            found.writing.budgets().delete_budget(AccountId=account, BudgetName=name)
            return ""

        return _found(once(MODIFY, call), _GONE)

    def is_there(self, account: str, name: str) -> bool | ReadFailed:
        """DescribeBudget, read through the same role."""
        pair = self._accounts.writing(account)
        if isinstance(pair, ReadFailed):
            return pair
        aws: Aws = pair.reading
        resource = budget_arn(aws, account, name)
        answer = aws.ask(DESCRIBE_BUDGET, resource, lambda: describe(aws, account, name))
        return answer if isinstance(answer, ReadFailed) else not isinstance(answer, NotFound)

    def _allowed(self, account: str, name: str) -> Pair | Refused:
        """The account to write to, for the name of a proof's budget; else refused, no call made."""
        if not id_of(name):
            return Refused("", f"{name} is not a temporary budget of budget-check.")
        pair = self._accounts.writing(account)
        return Refused("", _sentence(pair)) if isinstance(pair, ReadFailed) else pair


def _sentence(unread: ReadFailed) -> str:
    words = unread.detail or f"{unread.action} on {unread.resource} gave no answer."
    return words if words.endswith(".") else f"{words}."


def _found(result: Result, code: str) -> Result:
    """What AWS refuses because it is so already is done."""
    is_so = isinstance(result, Refused) and result.code == code
    return Done(found=True) if is_so else result
