"""Reads everything that one check needs (docs/architecture.md, "A check").

    DescribeBudget ─────────────┬─ (not found) DescribeBudgets: which name is meant, or comes near
    DescribeNotifications ─ DescribeSubscribers ─┬─ GetTopicAttributes ─ key ─ (alias) its papers
    DescribeBudgetActions ───────────────────────┼─ ListSubscriptionsByTopic ─ each, and its target
    the chat configurations                      └─ the metrics

The organisation is read beside what is behind a topic whose policy turns on it, and after a key or
an endpoint whose policy does; of all others never.
Each arrow is a wait for what it needs and for nothing else: a topic is read as soon as the first
list of subscribers names it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.aws.budgets import budget, budget_arn, budget_names
from bot.aws.chats import chats
from bot.aws.clients import SECONDS, Aws
from bot.aws.credentials_first import without_credentials
from bot.aws.metrics import since
from bot.aws.notifications import Notifications, actions, notifications
from bot.aws.organization import AccountOrganization
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_BUDGET
from bot.aws.topics import Topics
from bot.core.model.path import Facts
from bot.core.model.read import NotFound
from bot.core.names import meant, written_alike
from bot.core.senders import BUDGETS

_T = TypeVar("_T")


def read(aws: Aws, account: str, name: str, now: datetime, *, seconds: float = SECONDS) -> Facts:
    """The budget's path as AWS shows it to `aws`, read within `seconds`.

    Where no budget has exactly this name, that of the one whose name reads alike (`core.names`), by
    its own name; where several do, none, and the facts name them.
    Never raises for what AWS, the network or the credentials do: each fact that could not be read
    is ReadFailed in its place. `now` must know its time zone. Not for a thread with a running event
    loop.
    """
    found: list[Facts] = []

    async def run() -> None:
        # Not as the result: asyncio.run writes the repr of its task's, which takes milliseconds.
        found.append(await _read(aws, account, name, now, seconds))

    asyncio.run(run())
    return found[0]


async def _read(aws: Aws, account: str, name: str, now: datetime, seconds: float) -> Facts:
    reader = CheckReads(aws, account, seconds)
    resource = budget_arn(aws, account, name)
    unready = await without_credentials(reader, DESCRIBE_BUDGET, resource)
    if unready:
        return Facts(account, name, now, budget=unready)
    facts = await _path(reader, name, now)
    if not isinstance(facts.budget, NotFound):
        return facts
    names = await budget_names(reader)
    alike = written_alike(name, names)
    if len(alike) == 1 and alike[0] != name:
        return await _path(reader, alike[0], now)
    return replace(facts, names=alike if len(alike) > 1 else meant(name, names))


async def _path(reader: CheckReads, name: str, now: datetime) -> Facts:
    """The path of the budget of exactly this name; of one that is NotFound nothing more is read."""
    described = asyncio.ensure_future(_aside(reader, lambda: budget(reader, name)))

    async def start_of_metrics() -> datetime:
        return since(await described, now)

    organization = AccountOrganization(reader, BUDGETS)
    topics = Topics(reader, now, start_of_metrics, lambda t: organization.look(name, t, now))

    async def listed() -> tuple[Notifications, Notifications]:
        told, acted = await asyncio.gather(
            notifications(reader, name, topics.seen),
            _aside(reader, lambda: actions(reader, name, topics.seen)),
        )
        topics.complete()
        return told, acted

    rest = asyncio.gather(listed(), _aside(reader, lambda: chats(reader)))
    known = await described
    if isinstance(known, NotFound):
        await _drop(rest)
        return Facts(reader.account, name, now, budget=known)
    listed_all, found_chats = await rest
    facts = Facts(reader.account, name, now, known, *listed_all, chats=found_chats, sender=BUDGETS)
    return await organization.settle(await with_topics(facts, topics))


async def with_topics(facts: Facts, topics: Topics) -> Facts:
    """The facts of a budget, with the topics that its notifications and actions go to."""
    start = since(facts.budget, facts.now)
    found_topics = await topics.of(facts.notifications, facts.actions)
    return replace(
        facts,
        topics={address: read.since(start) for address, read in found_topics.items()},
        keys={address: read.key for address, read in found_topics.items() if read.key},
    )


async def _aside(reader: CheckReads, start: Callable[[], Coroutine[None, None, _T]]) -> _T:
    """These reads, after the one that the whole chain begins with."""
    await reader.step_aside()
    return await start()


async def _drop(reads: asyncio.Future[_T]) -> None:
    """Give up reads whose answers nobody needs any more."""
    reads.cancel()
    with suppress(asyncio.CancelledError):
        await reads
