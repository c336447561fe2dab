"""A command that names no account, where more than one is known."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.accounts.directory import Account, Directory
from bot.core.model.budget import Budget
from bot.core.model.read import ReadFailed
from bot.core.names import containing, nearest, written_alike
from bot.errors import StoreError
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.jobs.reader import Listed
from bot.jobs.reply import alone
from bot.slack.render.accounts import (
    Entry,
    did_you_mean_any,
    entries_list,
    page_of_entries,
    which_account,
    which_budget,
    whose_log,
)
from bot.slack.render.message import Message
from bot.slack.render.names import KnownVerdict

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Search:
    """Where a budget is. `having` are the budgets of this name, or without one those whose names
    read alike; `note` says which accounts could not be looked at, "" for none.

    `listed` are all budgets, where they had to be listed.
    """

    name: str
    having: tuple[Entry, ...]
    note: str
    listed: Listed | None = None


def search(context: Context, directory: Directory, name: str, *, exact: bool = False) -> Search:
    """Look for a budget in every account, side by side: by exactly this name, and where none has it
    by names that read alike, unless only the `exact` one counts.
    """
    found = context.reader.find(directory.all, name)
    having = tuple(
        Entry(one.id, one.title, name) for one in directory.all if isinstance(found[one.id], Budget)
    )
    if having or exact:
        return Search(name, having, not_looked_at(directory, found))
    listed = context.reader.all_budgets(directory.all)
    alike = _alike(directory, listed, name)
    return Search(name, alike, not_looked_at(directory, listed), listed)


def _alike(directory: Directory, listed: Listed, name: str) -> tuple[Entry, ...]:
    entries = [
        Entry(one.id, one.title, budget.name)
        for one in directory.all
        for budget in _budgets(listed, one)
    ]
    alike = written_alike(name, (entry.name for entry in entries))
    return tuple(entry for entry in entries if entry.name in alike)


def ask_which(context: Context, found: Search) -> None:
    """Let the person choose one of the budgets."""
    alone(context, question(context.job.id, found))


def question(id: str, found: Search) -> Message:
    """Which of the budgets is meant."""
    if len({entry.name for entry in found.having}) > 1:
        return which_budget(id, found.name, found.having, found.note)
    return which_account(id, found.having, found.note)


def list_all(context: Context, directory: Directory, part: str = "", page: int = 0) -> Message:
    """One page of all budgets of all accounts, or of those whose names contain `part`."""
    listed = context.reader.all_budgets(directory.all)
    return _list(context, directory, listed, part, page)


def ask_whose_log(context: Context, directory: Directory, about: str) -> None:
    """Let the person choose the account."""
    accounts = [(one.id, one.title) for one in directory.all]
    alone(context, whose_log(context.job.id, accounts, about))


def show_others(context: Context, directory: Directory, found: Search) -> None:
    """No account has this budget: show the names that contain it, else those that come near."""
    name, listed = found.name, found.listed or {}
    entries = _entries(directory, listed)
    if containing(name, {entry.name for entry in entries}):
        alone(context, _list(context, directory, listed, name, 0))
        return
    near = nearest(name, {entry.name for entry in entries})
    shown = [entry for wanted in near for entry in entries if entry.name == wanted]
    note = not_looked_at(directory, listed)
    alone(context, did_you_mean_any(context.job.id, name, shown[:10], note))


def _list(context: Context, directory: Directory, listed: Listed, part: str, page: int) -> Message:
    entries = _entries(directory, listed)
    if part:
        fitting = set(containing(part, {entry.name for entry in entries}))
        entries = [entry for entry in entries if entry.name in fitting]
    _, shown = page_of_entries(entries, page)
    return entries_list(
        context.job.id,
        entries,
        page,
        accounts=len(directory.all),
        part=part,
        verdicts=_verdicts(context, shown),
        note=not_looked_at(directory, listed),
    )


def _entries(directory: Directory, listed: Listed) -> list[Entry]:
    """Every budget that was listed, by its name and then by the account's."""
    found = [
        Entry(account.id, account.short, budget.name)
        for account in directory.all
        for budget in _budgets(listed, account)
    ]
    return sorted(found, key=lambda e: (e.name.casefold(), e.name, e.called.casefold()))


def _budgets(listed: Listed, account: Account) -> Sequence[Budget]:
    budgets = listed.get(account.id, ())
    return () if isinstance(budgets, ReadFailed) else budgets


def _verdicts(context: Context, shown: Sequence[Entry]) -> Mapping[Entry, KnownVerdict] | None:
    if context.tables is None:
        return None
    try:
        found = {e: context.store.verdicts.get(e.account, e.name) for e in shown}
    except StoreError as error:
        _log.error("Job %s: a list without verdicts: %s", context.job.id, error)
        return None
    return {e: KnownVerdict(v.verdict, v.code, v.checked_at) for e, v in found.items() if v}
