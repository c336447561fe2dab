"""Every budget in a modal, sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.core.alerts.spend_texts import share
from bot.core.jobs.home import ListBudgets
from bot.core.model.read import ReadFailed
from bot.core.stake import stake, usual_unit
from bot.core.tally import cause_key
from bot.core.texts import unread as reads
from bot.features.home.causes import dearest
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget, known_budgets, uncounted
from bot.jobs.registry import handles
from bot.jobs.reply import fill, reply_text
from bot.slack.render.budget_table import PAGE, BudgetRow, budgets_view
from bot.slack.render.pages import page_of
from bot.slack.render.texts import unread

_Order = Callable[[KnownBudget, str], Any]
"""To sort by, for the currency that most budgets have."""
_ORDERS: Mapping[str, _Order] = {
    "worst": lambda one, unit: (-one.last.verdict.rank, *dearest(one, unit)),
    "money": dearest,
    "spent": lambda one, _: (-_share(one), one.last.budget.casefold()),
    "name": lambda one, _: (one.last.budget.casefold(), one.account.short),
    "checked": lambda one, _: (one.last.checked_at, one.last.budget.casefold()),
}


@handles(ListBudgets)
def list_budgets(context: Context, what: ListBudgets) -> None:
    """Show a page in the view that waits. Raises SlackError to be tried again, StoreError."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        reply_text(context, unread(reads.ACCOUNTS, directory))
        return
    only = directory.find(what.account)
    known = known_budgets(context, (only,) if only else directory.all)
    found = sorted_by(what.sort, [one for one in known.all if _has(one, what)])
    page, shown = page_of(found, what.page, PAGE)
    rows = [_row(one, named=not directory.alone) for one in shown]
    note = uncounted(known.uncounted)
    fill(context, budgets_view(context.job.id, rows, len(found), what._replace(page=page), note))


def sorted_by(sort: str, budgets: Sequence[KnownBudget]) -> list[KnownBudget]:
    """The budgets in that order; the worst first where there is no such order."""
    unit = usual_unit(stake([one.last.spend]) for one in budgets)
    order = _ORDERS.get(sort, _ORDERS["worst"])
    return sorted(budgets, key=lambda one: order(one, unit))


def _has(known: KnownBudget, what: ListBudgets) -> bool:
    """Whether it has the cause that is asked for, if one is."""
    key = cause_key(known.last)
    return not what.code or (key.code, key.resource) == (what.code, what.resource)


def _row(known: KnownBudget, *, named: bool) -> BudgetRow:
    last = known.last
    called = known.account.short if named else ""
    return BudgetRow(last.budget, called, last.verdict, last.checked_at, last.spend)


def _share(known: KnownBudget) -> Decimal:
    spend = known.last.spend
    return (share(spend.actual, spend.limit) if spend else None) or Decimal(0)
