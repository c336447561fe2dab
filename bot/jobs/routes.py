"""Which channel hears of a budget: by ROUTES, else ALERTS_CHANNEL."""

from __future__ import annotations

import logging

from bot.core.model.read import ReadFailed
from bot.core.routes import (
    BudgetTag,
    Destination,
    account_route,
    asks_for_names,
    route,
    tag_keys,
    wanted,
)
from bot.jobs.context import Context

_log = logging.getLogger(__name__)


def destination(context: Context, account: str, budget: str) -> Destination:
    """Where it is told; its channel is "" where none is set.

    Tags are those that the last sweep kept; AWS is asked only for a budget that no sweep has seen.
    Raises StoreError.
    """
    rules, rest = context.settings.routes, Destination(rest_channel(context))
    if not rules:
        return rest
    return route(rules, budget, _tags(context, account, budget), _names(context, account)) or rest


def account_destination(context: Context, account: str) -> Destination:
    """Where it is told what is about the account and none of its budgets."""
    rules, rest = context.settings.routes, Destination(rest_channel(context))
    return (rules and account_route(rules, _names(context, account))) or rest


def rest_channel(context: Context) -> str:
    """The channel of what no rule fits, and of what the channel of a rule does not take; "" where
    none is set.
    """
    return context.settings.alerts_channel


def read_tags(context: Context, account: str, budget: str) -> tuple[BudgetTag, ...] | None:
    """Those that the rules ask for, read now; None where AWS does not say, or none is asked for."""
    keys = tag_keys(context.settings.routes)
    found = context.budget_tags(account, budget) if keys else ()
    if isinstance(found, ReadFailed):
        _log.error("The tags of %r are not known, so no rule by tag fits: %s", budget, found.detail)
        return None
    return wanted(keys, found) if keys else None


def _tags(context: Context, account: str, budget: str) -> tuple[BudgetTag, ...]:
    keys = tag_keys(context.settings.routes)
    if not keys:
        return ()
    last = context.store.verdicts.get(account, budget) if context.tables else None
    known = last.tags if last and last.tags is not None else ()
    if set(keys) <= {one.key for one in known}:
        return known
    return read_tags(context, account, budget) or known


def _names(context: Context, account: str) -> tuple[str, ...]:
    if not asks_for_names(context.settings.routes):
        return (account,)
    directory = context.reader.directory()
    found = None if isinstance(directory, ReadFailed) else directory.find(account)
    return (account, found.found_by) if found and found.found_by else (account,)
