"""Lists of budgets: all of them, or those whose names contain something; paged, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.accounts.directory import Directory
from bot.core.jobs.checks import ListPage
from bot.core.model.read import ReadFailed
from bot.core.names import containing
from bot.core.texts import unread as reads
from bot.core.texts.budget_list import NEEDS_TABLES
from bot.features.check.all_accounts import list_all as list_everywhere
from bot.features.check.known_verdicts import has_verdict, known_verdicts, worst_first
from bot.jobs.account import account_name, directory_of, known_account, sure_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import name_list
from bot.slack.render.texts import unread


def all_budgets(context: Context, account: str, verdict: str = "") -> None:
    """The first page of all budgets, or of those with this last verdict, to who asked."""
    alone(context, _page(context, account, ListPage(account, "", 0, verdict)))


@handles(ListPage)
def list_page(context: Context, what: ListPage) -> None:
    """Turn the page of the list that the button sits on."""
    directory = directory_of(context)
    if not what.account and isinstance(directory, Directory) and not directory.alone:
        message = list_everywhere(context, directory, what)
        context.slack.respond(context.job.place.response_url, message, replace=True)
        return
    account = sure_account(context, known_account(context, what.account or None))
    if account is None:
        return
    message = _page(context, account, what)
    context.slack.respond(context.job.place.response_url, message, replace=True)


def named(context: Context, account: str, names: Sequence[str], part: str) -> Message:
    """The first page of these names, the worst first, each with its last verdict."""
    return _listed(context, account, names, ListPage(account, part, 0))


def _page(context: Context, account: str, what: ListPage) -> Message:
    budgets = context.reader.budgets(account)
    if isinstance(budgets, ReadFailed):
        return sentence(context.job.id, unread(reads.BUDGETS.format(account=account), budgets))
    names = [budget.name for budget in budgets]
    return _listed(context, account, containing(what.part, names) if what.part else names, what)


def _listed(context: Context, account: str, names: Sequence[str], what: ListPage) -> Message:
    known = known_verdicts(context, [account])
    if known is None and what.verdict:
        return sentence(context.job.id, NEEDS_TABLES)
    verdicts = (
        None if known is None else {n: known[account, n] for n in names if (account, n) in known}
    )
    last = verdicts or {}
    if what.verdict:
        names = [n for n in names if has_verdict(last.get(n), what.verdict)]
    return name_list(
        context.job.id,
        account,
        sorted(names, key=lambda n: worst_first(last.get(n), n)),
        part=what.part,
        page=what.page,
        verdict=what.verdict,
        verdicts=verdicts,
        called=account_name(context, account),
    )
