"""Accounts that share clients: each call is signed with the credentials of its own account."""

from __future__ import annotations

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import NoCredentialsError

from bot.aws.accounts import Accounts
from bot.aws.clients import CONFIG, Aws
from bot.aws.opened_roles import MOST_OPEN
from bot.aws.shared_clients import SharedClients
from tests.aws.members import PROD, TEST, Members
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws

MANY = 60
EACH = 64 * 1024
"""Bytes that an account may take of a worker's memory; with clients of its own it took 2 MB."""


@pytest.fixture
def members(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> Members:
    return Members(embedded_aws, open_aws)


def opened(accounts: Accounts, id: str) -> Aws:
    found = accounts.reading(id)
    assert isinstance(found, Aws), found
    return found


def names(aws: Aws, account: str) -> list[str]:
    pages = aws.budgets().get_paginator("describe_budgets").paginate(AccountId=account)
    return [one["BudgetName"] for page in pages for one in page["Budgets"]]


def test_each_call_is_signed_for_its_own_account(members: Members) -> None:
    for account, alias in ((PROD, "prod"), (TEST, "test")):
        members.member(alias, account)
        members.budget(account, f"cost-{alias}")
    accounts = members.accounts()
    prod, test = opened(accounts, PROD), opened(accounts, TEST)

    def ask(n: int) -> list[str]:
        return names(prod, PROD) if n % 2 else names(test, TEST)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(80)))
    assert found == [["cost-test"], ["cost-prod"]] * 40
    assert prod.account() == PROD and test.account() == TEST
    assert opened(accounts, ACCOUNT).account() == ACCOUNT, "the hub keeps clients of its own"


def test_a_page_is_asked_for_by_who_asked_for_the_one_before(members: Members) -> None:
    for account, alias in ((PROD, "prod"), (TEST, "test")):
        members.member(alias, account)
        for n in range(3):
            members.budget(account, f"{alias}-{n}")
    accounts = members.accounts()
    pages = [
        iter(
            opened(accounts, id)
            .budgets()
            .get_paginator("describe_budgets")
            .paginate(AccountId=id, PaginationConfig={"PageSize": 1})
        )
        for id in (PROD, TEST)
    ]
    found = [next(one)["Budgets"][0]["BudgetName"] for _ in range(3) for one in pages]
    assert sorted(found[::2]) == ["prod-0", "prod-1", "prod-2"]
    assert sorted(found[1::2]) == ["test-0", "test-1", "test-2"]


def test_outside_of_an_account_nothing_is_signed(
    members: Members, embedded_aws: EmbeddedAws
) -> None:
    members.member("prod", PROD)
    shared = SharedClients("eu-west-1", CONFIG)
    client = shared.session.client("sts", region_name="eu-west-1")
    with pytest.raises(NoCredentialsError):
        client.get_caller_identity()


def test_credentials_that_are_not_kept_are_asked_for_again(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.aws.opened_roles.MOST_OPEN", 1)
    members.member("prod", PROD)
    members.member("test", TEST)
    accounts = members.accounts()
    for id in (PROD, PROD, TEST, PROD):
        assert opened(accounts, id).account() == id
    assert members.calls("AssumeRole") == 3
    assert MOST_OPEN < 1000


def test_an_account_more_is_little_memory_more(members: Members) -> None:
    accounts = [f"{n:012}" for n in range(700_000_000_000, 700_000_000_000 + MANY)]
    for account in accounts:
        members.member(account, account)
    directory = members.accounts()
    read(directory, accounts[0])
    gc.collect()
    tracemalloc.start()
    try:
        for account in accounts[1:]:
            read(directory, account)
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / (MANY - 1) < EACH


def read(accounts: Accounts, account: str) -> None:
    """With a client of each of the services that a check needs."""
    aws = opened(accounts, account)
    assert names(aws, account) == []
    for client in (aws.sns("eu-west-1"), aws.kms("eu-west-1"), aws.cloudwatch("eu-west-1")):
        assert client.meta.region_name == "eu-west-1"
