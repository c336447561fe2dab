"""Every budget of many accounts, as their last checks found them: no AWS is asked."""

from __future__ import annotations

from bot.core.accounts.directory import Directory
from bot.core.jobs.checks import ListPage
from bot.core.texts.accounts import KEPT
from bot.core.texts.words import lines
from bot.features.check.known_verdicts import known, worst_first
from bot.jobs.account import not_looked_at
from bot.jobs.context import Context
from bot.jobs.known_budgets import known_budgets, uncounted
from bot.slack.render.accounts import Entry, entries_list
from bot.slack.render.message import Message


def list_kept(context: Context, directory: Directory, what: ListPage) -> Message:
    """One page, the worst first, each with when it was checked; of those with the verdict that is
    asked for, if one is. Raises StoreError.
    """
    kept = known_budgets(context, directory.all)
    found = {
        Entry(one.account.id, one.account.short, one.last.budget): known(one.last)
        for one in kept.all
        if what.verdict in {"", one.last.verdict.value}
    }
    notes = KEPT, uncounted(kept.uncounted), not_looked_at(directory, {})
    return entries_list(
        context.job.id,
        sorted(found, key=lambda e: (*worst_first(found[e], e.name), e.called.casefold())),
        what.page,
        accounts=len(directory.all),
        verdict=what.verdict,
        verdicts=found,
        note=lines(*notes),
    )
