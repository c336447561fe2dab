"""Budgets of many accounts, as the index of names has them, for who asked for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.accounts.directory import Directory
from bot.core.findings import Status
from bot.core.jobs.checks import ListPage
from bot.core.names import containing, nearest
from bot.core.texts.accounts import FIRST_NAMES
from bot.core.texts.words import lines
from bot.features.check.known_verdicts import by_verdict, verdicts_of
from bot.features.check.search import Search
from bot.jobs.budget_index import BudgetIndex, FoundBudget, budget_index
from bot.jobs.context import Context
from bot.jobs.known_budgets import known_budgets, uncounted
from bot.slack.render.accounts import Entry
from bot.slack.render.found_budgets import FoundList, found_list, nowhere
from bot.slack.render.message import Message
from bot.slack.render.names import PAGE
from bot.slack.render.pages import page_of

MOST_NAMES = 50
"""Names that contain what was asked for, and are looked up one by one: a person waits."""
_MOST_NEAR = 10
_TRIED = 25
"""Of the nearest names: no budget may have some of them any more."""


def list_found(context: Context, id: str, found: Search, what: ListPage) -> Message:
    """A page of the budgets of one name, the worst first."""
    entries = {one: found.last.get(one) for one in found.having}
    accounts = len({one.account for one in entries})
    return _list(context, id, entries, what, found.note, accounts)


def list_containing(context: Context, directory: Directory, what: ListPage) -> Message:
    """A page of the budgets whose names contain a part. Raises StoreError."""
    index = budget_index(context, directory)
    every, left = _names(context, directory, index)
    names = containing(what.part, every)
    entries = _entries(index.called(names[:MOST_NAMES]))
    note = _note(names, left, index.note(directory))
    return _list(context, context.job.id, entries, what, note, len(index.accounts))


def others(context: Context, directory: Directory, found: Search, index: BudgetIndex) -> Message:
    """No account has this budget: the names that contain it, else those that come near.

    Raises StoreError.
    """
    id, (names, left) = context.job.id, _names(context, directory, index)
    parts = containing(found.name, names)
    entries = _entries(index.called(parts[:MOST_NAMES]), found.gone)
    if entries:
        page, note = ListPage("", found.name, 0), _note(parts, left, found.note)
        return _list(context, id, entries, page, note, len(index.accounts))
    near = nearest(found.name, names, limit=_TRIED)
    there = _entries(index.called(near), found.gone)
    shown = sorted(there, key=lambda one: near.index(one.name))
    note = _note((), left, found.note)
    return nowhere(id, found.name, shown[:_MOST_NEAR], note, index.oldest)


def _names(
    context: Context, directory: Directory, index: BudgetIndex
) -> tuple[frozenset[str], str]:
    """The names to look among, and of which accounts they are not. Raises StoreError.

    Where some accounts are hidden they are those of the others alone: the index has the names of
    all, so the hidden ones could be counted, and would crowd the others out.
    """
    if not directory.hidden:
        return index.all_names(), ""
    known = known_budgets(context, directory.all)
    return index.names_of(one.last.budget for one in known.all), uncounted(known.uncounted)


def _note(names: Sequence[str], *notes: str) -> str:
    more = FIRST_NAMES.format(count=MOST_NAMES) if len(names) > MOST_NAMES else ""
    return lines(more, *notes)


def _entries(
    found: Iterable[FoundBudget], gone: Sequence[Entry] = ()
) -> dict[Entry, Status | None]:
    entries = {Entry(o.account.id, o.account.title, o.name): o.last for o in found}
    return {one: last for one, last in entries.items() if one not in gone}


def _list(  # noqa: PLR0913, PLR0917 (what is drawn)
    context: Context,
    id: str,
    found: Mapping[Entry, Status | None],
    what: ListPage,
    note: str,
    accounts: int,
) -> Message:
    wanted = {e: last for e, last in found.items() if what.verdict in {"", last and last.value}}
    ordered = sorted(
        wanted, key=lambda e: (*by_verdict(wanted[e], e.name), e.called.casefold(), e.account)
    )
    _, shown = page_of(ordered, what.page, PAGE)
    verdicts = verdicts_of(context, shown)
    return found_list(id, FoundList(what, ordered, wanted, verdicts, note, accounts))
