"""What one call tells of every budget of an account: notifications and budget actions.

A list counts only if it was read to its end: half of it would hide what stands in the other half.
Where it does not count, each budget is asked for its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.aws.budgets import budget_arn
from bot.aws.errors import text
from bot.aws.notifications import (
    Listed,
    Notifications,
    OnNotification,
    actions,
    as_action,
    as_listed,
    listed,
    with_subscribers,
)
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_ALL_ACTIONS, DESCRIBE_ALL_NOTIFICATIONS
from bot.core.model.budget import Notification
from bot.core.model.read import NotFound, ReadFailed

_NOTIFICATIONS_PAGE = 1000
_ACTIONS_PAGE = 100


@dataclass(frozen=True, slots=True)
class Bulk:
    """By a budget's name. `actions` is None where they could not be listed for all."""

    notifications: Mapping[str, tuple[Listed, ...]]
    actions: Mapping[str, tuple[Notification, ...]] | None

    async def told(self, reader: CheckReads, name: str, seen: OnNotification) -> Notifications:
        """A budget's notifications with their subscribers.

        A budget that the list lacks is asked for its own: AWS does not say whether the list shows
        budgets without notifications.
        """
        known = self.notifications.get(name)
        return await with_subscribers(
            reader, name, await listed(reader, name) if known is None else known, seen
        )

    async def acted(self, reader: CheckReads, name: str, seen: OnNotification) -> Notifications:
        """A budget's actions."""
        if self.actions is None:
            return await actions(reader, name, seen)
        known = self.actions.get(name, ())
        for notification in known:
            seen(notification)
        return known


async def bulk(reader: CheckReads) -> Bulk:
    """Both lists, side by side."""
    notifications, acted = await asyncio.gather(_notifications(reader), _actions(reader))
    return Bulk(notifications, acted)


async def _notifications(reader: CheckReads) -> Mapping[str, tuple[Listed, ...]]:
    """By budget; without those that AWS names and says nothing of."""
    aws = reader.aws

    def call() -> dict[str, tuple[Listed, ...]]:
        pages = (
            aws.budgets()
            .get_paginator("describe_budget_notifications_for_account")
            .paginate(AccountId=reader.account, PaginationConfig={"PageSize": _NOTIFICATIONS_PAGE})
        )
        entries = [raw for page in pages for raw in page["BudgetNotificationsForAccount"]]
        untold = {raw["BudgetName"] for raw in entries if "Notifications" not in raw}
        found: dict[str, tuple[Listed, ...]] = {}
        for raw in entries:
            name, more = text(raw["BudgetName"]), map(as_listed, raw.get("Notifications", ()))
            found[name] = (*found.get(name, ()), *more)
        return {name: listed for name, listed in found.items() if name not in untold}

    resource = budget_arn(aws, reader.account, "*")
    answer = await reader.ask(DESCRIBE_ALL_NOTIFICATIONS, resource, call)
    return {} if isinstance(answer, NotFound | ReadFailed) else answer


async def _actions(reader: CheckReads) -> Mapping[str, tuple[Notification, ...]] | None:
    aws = reader.aws

    def call() -> dict[str, tuple[Notification, ...]]:
        paginator = aws.budgets().get_paginator("describe_budget_actions_for_account")
        pages = paginator.paginate(
            AccountId=reader.account, PaginationConfig={"PageSize": _ACTIONS_PAGE}
        )
        found: dict[str, tuple[Notification, ...]] = {}
        for page in pages:
            for raw in page["Actions"]:
                name = text(raw["BudgetName"])
                found[name] = (*found.get(name, ()), as_action(raw))
        return found

    resource = f"{budget_arn(aws, reader.account, '*')}/action/*"
    answer = await reader.ask(DESCRIBE_ALL_ACTIONS, resource, call)
    return None if isinstance(answer, NotFound | ReadFailed) else answer
