"""Reads a budget's notifications and actions, and who subscribes to each.

A notification has no id: what Describe returned is sent back to ask for its subscribers, figure by
figure (docs/facts.md 1.3).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.aws.budgets import budget_arn
from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_ACTIONS, DESCRIBE_NOTIFICATIONS, DESCRIBE_SUBSCRIBERS
from bot.core.model.budget import Notification, Subscriber
from bot.core.model.read import NotFound, ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_budgets.type_defs import (
        ActionTypeDef,
        NotificationTypeDef,
        SubscriberTypeDef,
    )

_PAGE = 100
Notifications = tuple[Notification, ...] | ReadFailed
OnNotification = Callable[[Notification], None]
"""Called with each notification as soon as its subscribers are known."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A notification without its subscribers, and what identifies it at AWS."""

    notification: Notification
    identity: NotificationTypeDef


async def notifications(reader: CheckReads, name: str, seen: OnNotification) -> Notifications:
    """The budget's notifications, each with its subscribers."""
    return await with_subscribers(reader, name, await listed(reader, name), seen)


async def listed(reader: CheckReads, name: str) -> tuple[Listed, ...] | ReadFailed:
    """DescribeNotificationsForBudget."""
    aws, resource = reader.aws, budget_arn(reader.aws, reader.account, name)

    def call() -> tuple[Listed, ...]:
        paginator = aws.budgets().get_paginator("describe_notifications_for_budget")
        pages = paginator.paginate(
            AccountId=reader.account, BudgetName=name, PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(as_listed(raw) for page in pages for raw in page["Notifications"])

    result = await reader.ask(DESCRIBE_NOTIFICATIONS, resource, call)
    return found(DESCRIBE_NOTIFICATIONS, resource, result)


async def with_subscribers(
    reader: CheckReads, name: str, known: tuple[Listed, ...] | ReadFailed, seen: OnNotification
) -> Notifications:
    """These notifications of a budget with their subscribers, asked for side by side."""
    if isinstance(known, ReadFailed):
        return known
    return tuple(await asyncio.gather(*(_whole(reader, name, one, seen) for one in known)))


async def actions(reader: CheckReads, name: str, seen: OnNotification) -> Notifications:
    """The budget's actions, as notifications: each has a threshold and subscribers of its own."""
    aws, resource = reader.aws, budget_arn(reader.aws, reader.account, name)

    def call() -> tuple[Notification, ...]:
        paginator = aws.budgets().get_paginator("describe_budget_actions_for_budget")
        pages = paginator.paginate(
            AccountId=reader.account, BudgetName=name, PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(as_action(raw) for page in pages for raw in page["Actions"])

    result = await reader.ask(DESCRIBE_ACTIONS, f"{resource}/action/*", call)
    if isinstance(result, NotFound):
        return ()
    if not isinstance(result, ReadFailed):
        for notification in result:
            seen(notification)
    return result


def as_listed(raw: NotificationTypeDef) -> Listed:
    """One notification of an answer. KeyError, TypeError or ValueError without its parts."""
    identity = raw.copy()
    state = identity.pop("NotificationState", None)
    notification = Notification(
        type=text(raw["NotificationType"]),
        operator=text(raw["ComparisonOperator"]),
        threshold=float(raw["Threshold"]),
        threshold_type=raw.get("ThresholdType"),
        state=state,
    )
    return Listed(notification, identity)


async def _whole(
    reader: CheckReads, name: str, known: Listed, seen: OnNotification
) -> Notification:
    subscribers = await _subscribers_of(reader, name, known.identity)
    notification = replace(known.notification, subscribers=subscribers)
    seen(notification)
    return notification


async def _subscribers_of(
    reader: CheckReads, name: str, identity: NotificationTypeDef
) -> tuple[Subscriber, ...] | ReadFailed:
    aws, resource = reader.aws, budget_arn(reader.aws, reader.account, name)

    def call() -> tuple[Subscriber, ...]:
        paginator = aws.budgets().get_paginator("describe_subscribers_for_notification")
        pages = paginator.paginate(
            AccountId=reader.account,
            BudgetName=name,
            Notification=identity,
            PaginationConfig={"PageSize": _PAGE},
        )
        return tuple(s for page in pages for s in _subscribers(page["Subscribers"]))

    result = await reader.ask(DESCRIBE_SUBSCRIBERS, resource, call)
    return found(DESCRIBE_SUBSCRIBERS, resource, result)


def as_action(raw: ActionTypeDef) -> Notification:
    """One budget action of an answer. Raises like `as_listed`."""
    threshold = raw["ActionThreshold"]
    return Notification(
        type=text(raw["NotificationType"]),
        operator="GREATER_THAN",
        threshold=float(threshold["ActionThresholdValue"]),
        threshold_type=threshold["ActionThresholdType"],
        subscribers=_subscribers(raw["Subscribers"]),
        action=text(raw["ActionId"]),
    )


def _subscribers(raws: Sequence[SubscriberTypeDef]) -> tuple[Subscriber, ...]:
    return tuple(Subscriber(text(raw["SubscriptionType"]), text(raw["Address"])) for raw in raws)
