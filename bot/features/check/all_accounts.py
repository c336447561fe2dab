"""A command that names no account, where more than one is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.accounts.directory import Directory
from bot.core.jobs.checks import ListPage
from bot.core.names import containing, nearest
from bot.features.check.found_budgets import list_containing, list_found, others
from bot.features.check.kept_list import list_kept
from bot.features.check.known_verdicts import has_verdict, known_verdicts, worst_first
from bot.features.check.search import Search, search
from bot.jobs.account import not_looked_at
from bot.jobs.budget_index import is_indexed
from bot.jobs.context import Context
from bot.jobs.reader import Listed, listed_budgets
from bot.jobs.reply import alone
from bot.slack.render.accounts import (
    Entry,
    did_you_mean_any,
    entries_list,
    which_account,
    which_budget,
    whose_log,
)
from bot.slack.render.message import Message
from bot.slack.render.names import PAGE, KnownVerdict


def ask_which(context: Context, found: Search) -> None:
    """Let the person choose one of the budgets."""
    alone(context, question(context, context.job.id, found))


def question(context: Context, id: str, found: Search) -> Message:
    """Which of the budgets is meant."""
    if found.index and len(found.having) > PAGE:
        return list_found(context, id, found, ListPage("", found.name, 0, exact=1))
    if len({entry.name for entry in found.having}) > 1:
        return which_budget(id, found.name, found.having, found.note)
    return which_account(id, found.having, found.note)


def list_all(context: Context, directory: Directory, what: ListPage) -> Message:
    """One page of all budgets of all accounts, or of those that `what` names."""
    if what.exact:
        return list_found(context, context.job.id, search(context, directory, what.part), what)
    if is_indexed(context, directory):
        listed_from = list_containing if what.part else list_kept
        return listed_from(context, directory, what)
    listed = context.reader.all_budgets(directory.all)
    return _list(context, directory, listed, what, not_looked_at(directory, listed))


def ask_whose_log(context: Context, directory: Directory, about: str) -> None:
    """Let the person choose the account."""
    accounts = [(one.id, one.title) for one in directory.all]
    alone(context, whose_log(context.job.id, accounts, about))


def show_others(context: Context, directory: Directory, found: Search) -> None:
    """No account has this budget: show the names that contain it, else those that come near."""
    if found.index:
        alone(context, others(context, directory, found, found.index))
        return
    name, listed = found.name, found.listed or {}
    entries = _entries(directory, listed)
    if containing(name, {entry.name for entry in entries}):
        alone(context, _list(context, directory, listed, ListPage("", name, 0), found.note))
        return
    near = nearest(name, {entry.name for entry in entries})
    shown = [entry for wanted in near for entry in entries if entry.name == wanted]
    alone(context, did_you_mean_any(context.job.id, name, shown[:10], found.note))


def _list(
    context: Context, directory: Directory, listed: Listed, what: ListPage, note: str
) -> Message:
    entries = _entries(directory, listed)
    if what.part:
        fitting = set(containing(what.part, {entry.name for entry in entries}))
        entries = [entry for entry in entries if entry.name in fitting]
    verdicts = _verdicts(context, directory, entries)
    known = verdicts or {}
    if what.verdict:
        entries = [e for e in entries if has_verdict(known.get(e), what.verdict)]
    return entries_list(
        context.job.id,
        sorted(entries, key=lambda e: (*worst_first(known.get(e), e.name), e.called.casefold())),
        what.page,
        accounts=len(directory.all),
        part=what.part,
        verdict=what.verdict,
        verdicts=verdicts,
        note=note,
    )


def _entries(directory: Directory, listed: Listed) -> list[Entry]:
    """Every budget that was listed, by its name and then by the account's."""
    found = [
        Entry(account.id, account.short, budget.name)
        for account, budget in listed_budgets(directory.all, listed)
    ]
    return sorted(found, key=lambda e: (e.name.casefold(), e.name, e.called.casefold()))


def _verdicts(
    context: Context, directory: Directory, entries: Sequence[Entry]
) -> Mapping[Entry, KnownVerdict] | None:
    known = known_verdicts(context, [one.id for one in directory.all])
    if known is None:
        return None
    return {e: known[e.account, e.name] for e in entries if (e.account, e.name) in known}
