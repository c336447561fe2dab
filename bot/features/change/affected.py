"""Which budgets a change mends, by what the last checks of them said."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from bot.core.affected import Affected, affected
from bot.core.model.budget import Money
from bot.core.plan import Plan
from bot.errors import StoreError
from bot.store.verdicts import Dependent, LastVerdict, Verdicts

_MOST_PAGES = 20
"""Pages of a hundred verdicts that a preview waits for; of what lies behind them it says no sum."""
_log = logging.getLogger(__name__)


def mended_by(verdicts: Verdicts, plan: Plan) -> Affected:
    """The plan's own budget and each whose last check was led by what the plan clears, on the same
    key or topic. A table that does not answer leaves the plan's own.
    """
    own = {plan.budget: None}
    try:
        found = dict(_found(verdicts, plan))
    except StoreError as error:
        _log.warning("Which budgets %s mends is not known: %s", plan.resource, error)
        found = {}
    return affected({**own, **found}.items())


def _found(verdicts: Verdicts, plan: Plan) -> Iterator[tuple[str, Money | None]]:
    dependents = set(_dependents(verdicts, plan))
    for account in sorted({one.account for one in dependents}):
        for last in _verdicts(verdicts, account):
            if Dependent(last.account, last.budget) not in dependents:
                continue
            if last.code in plan.clears or last.budget == plan.budget:
                yield last.budget, last.spend.limit if last.spend else None


def _dependents(verdicts: Verdicts, plan: Plan) -> tuple[Dependent, ...]:
    """Those on the key that is changed, where one is; else those on the topic."""
    keys = [arn for arn in plan.resources if ":kms:" in arn]
    return verdicts.on_key(keys[0]) if keys else verdicts.on_topic(plan.topic)


def _verdicts(verdicts: Verdicts, account: str) -> Iterator[LastVerdict]:
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = verdicts.of_account(account, 100, cursor)
        yield from page.items
        cursor = page.cursor
        if not cursor:
            return
