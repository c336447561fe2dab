"""Many accounts: what each one's sweep has kept, and an AWS that counts who is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.accounts.directory import Account, Directory
from bot.core.findings import Status
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.jobs.reader import Found, Listed
from bot.store.attributes import encoded
from bot.store.budget_names import BudgetNames, index_of
from bot.store.verdicts import LastVerdict
from tests.features.world import TABLES, Mending
from tests.jobs.fakes import NOW, FakeReader, broken_facts

OWN = "111111111111"


def account_of(number: int) -> Account:
    """The account of that number; the first one is budget-check's own."""
    if number == 0:
        return Account(OWN)
    id = f"{200_000_000_000 + number}"
    return Account(id, f"team-{number:04}", f"arn:aws:iam::{id}:role/read")


@dataclass
class ManyAccounts(FakeReader):
    """A Reader of accounts, each with budgets of its own, that notes which ones are asked."""

    budgets_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[str, ReadFailed] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def find(self, accounts: Sequence[Account], name: str) -> Found:
        self.asked += [one.id for one in accounts]
        return {a.id: self._find(a.id, name) for a in accounts}

    def _find(self, account: str, name: str) -> Budget | NotFound | ReadFailed:
        there = name in self.budgets_of.get(account, ())
        return self.refused.get(account) or (Budget(name, account) if there else NotFound(name))

    def all_budgets(self, accounts: Sequence[Account], seconds: float = 0) -> Listed:
        self.asked += [one.id for one in accounts]
        return {one.id: self._budgets(one.id) for one in accounts}

    def _budgets(self, account: str) -> tuple[Budget, ...] | ReadFailed:
        names = self.budgets_of.get(account, ())
        return self.refused.get(account) or tuple(Budget(name, account) for name in names)

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        assert isinstance(account, str)
        self.asked.append(account)
        if name not in self.budgets_of.get(account, ()):
            return Facts(account, name, NOW, NotFound(name))
        return broken_facts(name, account)


def many(
    world: Mending, budgets: Mapping[int, Sequence[str]], count: int, swept: int | None = None
) -> ManyAccounts:
    """The world has `count` accounts now with these budgets, by the accounts' numbers; the first
    `swept` of them have been swept, all without it.
    """
    accounts = [account_of(number) for number in range(count)]
    known = accounts[: count if swept is None else swept]
    reader = ManyAccounts(listed=Directory(accounts[0], tuple(accounts[1:])))
    reader.budgets_of = {account_of(n).id: tuple(names) for n, names in budgets.items()}
    records = [
        LastVerdict(one.id, name, Status.BROKEN, "key.aws-managed", NOW)
        for one in known
        for name in reader.budgets_of.get(one.id, ())
    ]
    write(world, [*_index(world, records), *(_named(one.id, NOW) for one in known)])
    world.worker.parts = replace(world.worker.parts, reader=reader)
    return reader


def _index(world: Mending, records: Sequence[LastVerdict]) -> Iterator[Mapping[str, object]]:
    """The items that keeping each of these writes into the index."""
    names = BudgetNames(world.aws.client("dynamodb"), TABLES)
    marked = [replace(one, indexed_as=index_of(None, one)) for one in records]
    for one in {one.budget: one for one in marked}.values():
        names.note_new(None, one)
    for one in marked:
        yield from (item["Put"]["Item"] for item in names.transact(None, one))


def _named(account: str, at: datetime) -> Mapping[str, object]:
    """What the end of a sweep writes of it."""
    return encoded({"pk": "named", "sk": account, "schema": 1, "account": account, "at": at})


def write(world: Mending, items: Sequence[Mapping[str, object]]) -> None:
    """Put these items, twenty-five a call."""
    client = world.aws.client("dynamodb")
    for n in range(0, len(items), 25):
        puts = [{"PutRequest": {"Item": item}} for item in items[n : n + 25]]
        assert not client.batch_write_item(RequestItems={TABLES.verdicts: puts})["UnprocessedItems"]
