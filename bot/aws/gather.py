"""Reads everything that one check needs (DESIGN section 5).

    DescribeBudget ─────────────┬─ (not found) DescribeBudgets for the nearest names
    DescribeNotifications ─ DescribeSubscribers ─┬─ GetTopicAttributes ─ key ─ (alias) its papers
    DescribeBudgetActions ───────────────────────┼─ ListSubscriptionsByTopic ─ each, and its target
    the chat configurations                      └─ the metrics

Each arrow is a wait for what it needs and for nothing else: a topic is read as soon as the first
list of subscribers names it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from bot.aws.budgets import budget, budget_arn, budget_names
from bot.aws.chats import chats
from bot.aws.clients import SECONDS, Aws
from bot.aws.errors import found
from bot.aws.metrics import since
from bot.aws.notifications import Notifications, actions, notifications
from bot.aws.reader import Reader
from bot.aws.reads import DESCRIBE_BUDGET
from bot.aws.topics import Topics
from bot.core.model import Absent, Facts, Notification, Unread
from bot.core.names import meant

_T = TypeVar("_T")


def read(aws: Aws, account: str, name: str, now: datetime, *, seconds: float = SECONDS) -> Facts:
    """The budget's path as AWS shows it to `aws`, read within `seconds`.

    Never raises for what AWS, the network or the credentials do: each fact that could not be read
    is Unread in its place. `now` must know its time zone. Not for a thread with a running event
    loop.
    """
    return asyncio.run(_read(aws, account, name, now, seconds))


async def _read(aws: Aws, account: str, name: str, now: datetime, seconds: float) -> Facts:
    reader = Reader(aws, account, seconds)
    unready = await _without_credentials(reader, name)
    if unready:
        return Facts(account, name, now, budget=unready)
    described = asyncio.ensure_future(_aside(reader, lambda: budget(reader, name)))

    async def start_of_metrics() -> datetime:
        return since(await described, now)

    topics = Topics(reader, now, start_of_metrics)

    def seen(notification: Notification) -> None:
        if notification.topic:
            topics.begin(notification.topic)

    async def listed() -> tuple[Notifications, Notifications]:
        told, acted = await asyncio.gather(
            notifications(reader, name, seen), _aside(reader, lambda: actions(reader, name, seen))
        )
        topics.complete()
        return told, acted

    rest = asyncio.gather(listed(), _aside(reader, lambda: chats(reader)))
    known = await described
    if isinstance(known, Absent):
        await _drop(rest)
        names = meant(name, await budget_names(reader))
        return Facts(account, name, now, budget=known, names=names)
    (told, acted), found_chats = await rest
    read_topics = await topics.all()
    return Facts(
        account=account,
        name=name,
        now=now,
        budget=known,
        notifications=told,
        actions=acted,
        topics={address: read.topic for address, read in read_topics.items()},
        keys={address: read.key for address, read in read_topics.items() if read.key},
        chats=found_chats,
    )


async def _without_credentials(reader: Reader, name: str) -> Unread | None:
    """One look for credentials before many calls that would all fail alike."""
    resource = budget_arn(reader.aws, reader.account, name)
    answer = await reader.ask(DESCRIBE_BUDGET, resource, reader.aws.require_credentials)
    ready = found(DESCRIBE_BUDGET, resource, answer)
    return ready if isinstance(ready, Unread) else None


async def _aside(reader: Reader, start: Callable[[], Coroutine[None, None, _T]]) -> _T:
    """These reads, after the one that the whole chain begins with."""
    await reader.step_aside()
    return await start()


async def _drop(reads: asyncio.Future[_T]) -> None:
    """Give up reads whose answers nobody needs any more."""
    reads.cancel()
    with suppress(asyncio.CancelledError):
        await reads
