"""One question to many accounts, side by side, before one deadline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.aws.accounts import Accounts
from bot.aws.assume import ASSUME_ROLE
from bot.aws.budgets import budget_arn, describe, describe_all, no_name
from bot.aws.clients import SECONDS, Aws
from bot.aws.errors import attempt, late
from bot.aws.reads import DESCRIBE_BUDGET, DESCRIBE_BUDGETS, Read
from bot.core.accounts.directory import Account
from bot.core.model.budget import Budget
from bot.core.model.read import NotFound, ReadFailed

_T = TypeVar("_T")


def find_budget(
    accounts: Accounts, wanted: Iterable[Account], name: str, seconds: float = SECONDS
) -> Mapping[str, Budget | NotFound | ReadFailed]:
    """DescribeBudget in each account, by its id."""
    impossible = no_name(name)
    if impossible:
        return {account.id: impossible for account in wanted}

    def one(aws: Aws, account: str) -> Budget | NotFound | ReadFailed:
        resource = budget_arn(aws, account, name)
        return attempt(DESCRIBE_BUDGET, resource, lambda: describe(aws, account, name))

    return _each(accounts, wanted, DESCRIBE_BUDGET, one, seconds)


def all_budgets(
    accounts: Accounts, wanted: Iterable[Account], seconds: float = SECONDS
) -> Mapping[str, tuple[Budget, ...] | ReadFailed]:
    """DescribeBudgets in each account, by its id."""

    def one(aws: Aws, account: str) -> tuple[Budget, ...] | NotFound | ReadFailed:
        resource = budget_arn(aws, account, "*")
        return attempt(DESCRIBE_BUDGETS, resource, lambda: describe_all(aws, account))

    found = _each(accounts, wanted, DESCRIBE_BUDGETS, one, seconds)
    return {id: () if isinstance(one, NotFound) else one for id, one in found.items()}


def _each(
    accounts: Accounts,
    wanted: Iterable[Account],
    read: Read,
    ask: Callable[[Aws, str], _T | NotFound | ReadFailed],
    seconds: float,
) -> dict[str, _T | NotFound | ReadFailed]:
    """Each account's answer; what has not come when the time is up is ReadFailed.

    `ask` runs on a thread of the pool and never raises.
    """

    def one(account: Account) -> _T | NotFound | ReadFailed:
        role = account.read_role or account.id
        aws = attempt(ASSUME_ROLE, role, lambda: accounts.read_as(account))
        return ask(aws, account.id) if isinstance(aws, Aws) else aws

    deadline = time.monotonic() + seconds
    futures = {a.id: accounts.submit(lambda a=a: one(a)) for a in wanted}  # type: ignore[misc]
    found: dict[str, _T | NotFound | ReadFailed] = {}
    for id, future in futures.items():
        try:
            found[id] = future.result(max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            future.cancel()
            found[id] = late(read, f"account {id}", seconds)
    return found
