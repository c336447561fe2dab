"""Where a budget of a name is, among all accounts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.core.accounts.directory import Directory
from bot.core.findings import Report, Status
from bot.core.model.budget import Budget
from bot.core.names import written_alike
from bot.core.texts.accounts import GONE_SINCE, INDEX_UNREAD
from bot.core.texts.report import not_found
from bot.core.texts.words import lines
from bot.errors import StoreError
from bot.jobs.account import not_looked_at
from bot.jobs.budget_index import BudgetIndex, budget_index, is_indexed
from bot.jobs.context import Context
from bot.jobs.reader import Listed, listed_budgets
from bot.slack.render.accounts import Entry

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Search:
    """Where a budget is. `having` are the budgets of this name, or without one those whose names
    read alike; `note` says which accounts could not be looked at, "" for none.

    `listed` are all budgets, where they had to be listed; `index` is what was asked instead, `last`
    are the verdicts that it has, and `gone` is what it has and AWS does not any more.
    """

    name: str
    having: tuple[Entry, ...]
    note: str
    listed: Listed | None = None
    index: BudgetIndex | None = None
    last: Mapping[Entry, Status | None] = field(default_factory=dict)
    gone: tuple[Entry, ...] = ()


def search(context: Context, directory: Directory, name: str, *, exact: bool = False) -> Search:
    """Look for a budget in every account: by exactly this name, and where none has it by names that
    read alike, unless only the `exact` one counts.

    A few accounts are asked at AWS, side by side; of many the index of names says where it is.
    """
    if not is_indexed(context, directory):
        return _asked(context, directory, name, exact=exact)
    try:
        return _looked_up(context, directory, name, exact=exact)
    except StoreError as error:
        _log.error("Job %s: the index of names is not read: %s", context.job.id, error)
        found = _asked(context, directory, name, exact=exact)
        note = INDEX_UNREAD.format(why=error)
        return replace(found, note=lines(note, found.note))


def confirmed(context: Context, found: Search) -> tuple[Search, Report | None]:
    """The check of the budget that was found; None where it is none, or several.

    What the index says and AWS does not have any more is not found.
    """
    if len(found.having) != 1:
        return found, None
    only = found.having[0]
    report = context.report(only.account, only.name)
    if found.index is None or not not_found(report):
        return found, report
    gone = GONE_SINCE.format(name=only.name, account=only.called)
    note = lines(gone, found.note)
    return replace(found, having=(), note=note, gone=(only,)), None


def _looked_up(context: Context, directory: Directory, name: str, *, exact: bool) -> Search:
    """Raises StoreError."""
    index = budget_index(context, directory, ask=not exact)
    found = {Entry(o.account.id, o.account.title, o.name): o.last for o in index.read_as(name)}
    meant = [name] if exact else written_alike(name, (one.name for one in found))
    having = tuple(one for one in found if one.name in meant)
    return Search(name, having, index.note(directory), index=index, last=found)


def _asked(context: Context, directory: Directory, name: str, *, exact: bool) -> Search:
    found = context.reader.find(directory.all, name)
    having = tuple(
        Entry(one.id, one.title, name) for one in directory.all if isinstance(found[one.id], Budget)
    )
    if having or exact:
        return Search(name, having, not_looked_at(directory, found))
    listed = context.reader.all_budgets(directory.all)
    budgets = listed_budgets(directory.all, listed)
    entries = tuple(Entry(account.id, account.title, one.name) for account, one in budgets)
    alike = written_alike(name, (entry.name for entry in entries))
    having = tuple(entry for entry in entries if entry.name in alike)
    return Search(name, having, not_looked_at(directory, listed), listed)
