"""Reads which budgets of an account publish to one topic.

No call of AWS Budgets tells: all budgets, their notifications and their actions are listed, each in
one call, and each notification is asked for its subscribers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aws.budgets import budget_arn, describe_all
from bot.aws.notifications import Notifications
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_BUDGETS
from bot.aws.sweep_pages.bulk import Bulk, bulk
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.senders import BUDGETS


@dataclass(frozen=True, slots=True)
class BudgetsOn:
    """The facts of each budget with the notifications and actions that go to the topic.

    `unread` is why there may be more of them.
    """

    found: tuple[Facts, ...] = ()
    unread: tuple[ReadFailed, ...] = ()


async def budgets_on(reader: CheckReads, topic: str, now: datetime) -> BudgetsOn:
    """Of every budget of the account those that publish to the topic, without the topic itself."""
    aws, account = reader.aws, reader.account
    resource = budget_arn(aws, account, "*")
    listed, lists = await asyncio.gather(
        reader.ask(DESCRIBE_BUDGETS, resource, lambda: describe_all(aws, account)), bulk(reader)
    )
    if isinstance(listed, ReadFailed):
        return BudgetsOn(unread=(listed,))
    known = () if isinstance(listed, NotFound) else listed
    read = await asyncio.gather(*(_facts(reader, one, lists, now) for one in known))
    narrowed = (_narrowed(facts, topic) for facts in read)
    return BudgetsOn(
        tuple(one for one in narrowed if one.notifications or one.actions), tuple(_unread(read))
    )


async def _facts(reader: CheckReads, one: Budget, lists: Bulk, now: datetime) -> Facts:
    told, acted = await asyncio.gather(
        lists.told(reader, one.name, _nothing), lists.acted(reader, one.name, _nothing)
    )
    return Facts(reader.account, one.name, now, one, told, acted, sender=BUDGETS)


def _nothing(_: Notification) -> None:
    """The topic is being read already, and no other is asked for."""


def _narrowed(facts: Facts, topic: str) -> Facts:
    return replace(
        facts,
        notifications=_to(topic, facts.notifications),
        actions=_to(topic, facts.actions),
    )


def _to(topic: str, listed: Notifications) -> tuple[Notification, ...]:
    return () if isinstance(listed, ReadFailed) else tuple(n for n in listed if n.topic == topic)


def _unread(read: Iterable[Facts]) -> Iterable[ReadFailed]:
    for facts in read:
        for part in (facts.notifications, facts.actions):
            if isinstance(part, ReadFailed):
                yield part
                continue
            yield from (n.subscribers for n in part if isinstance(n.subscribers, ReadFailed))
