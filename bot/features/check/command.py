"""A check, from what was typed or pressed to the posted answer."""

from __future__ import annotations

import logging

from bot.core.accounts.directory import Directory
from bot.core.ask import Ask, Keyword, parse
from bot.core.findings import Status
from bot.core.jobs.checks import Again, Command, ListPage, Pick
from bot.core.model.read import NotFound, ReadFailed
from bot.core.names import containing, nearest, written_alike
from bot.core.reference import reference_of
from bot.core.texts import budget_list as texts
from bot.core.texts import unread as reads
from bot.core.texts.check import NO_SUCH_BUDGET, SEVERAL_BUDGETS
from bot.core.topic_report import AnyReport
from bot.errors import UsageError
from bot.features.check import all_accounts
from bot.features.check.answer import post_found, post_instead
from bot.features.check.budget_list import all_budgets, named
from bot.features.check.checked import checked
from bot.features.check.last_verdict import keep_verdict
from bot.features.check.placeholder import Placeholder
from bot.features.check.search import confirmed, search
from bot.features.check.subject import check_reference, check_subject
from bot.features.check.update import update_answer
from bot.features.log.log import show_log
from bot.jobs.account import directory_of, known_account, sure_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, reply_text
from bot.slack.render.accounts import Entry, which_budget
from bot.slack.render.help import help_message
from bot.slack.render.names import did_you_mean
from bot.slack.render.texts import unread

_LISTS = {Keyword.BROKEN: Status.BROKEN.value, Keyword.AT_RISK: Status.AT_RISK.value}
"""Words that ask for the budgets of one verdict."""
_log = logging.getLogger(__name__)


@handles(Command)
def command(context: Context, what: Command) -> None:
    """Do what was typed."""
    try:
        ask = parse(what.text)
    except UsageError as error:
        reply_text(context, texts.NO_USAGE.format(why=error))
        return
    if ask.subject:
        check_subject(context, ask, ask.subject)
        return
    directory = directory_of(context)
    if ask.account is None and isinstance(directory, Directory) and not directory.alone:
        _all_accounts(context, directory, ask)
        return
    account = known_account(context, ask.account)
    if account is None:
        return
    if ask.word and not _is_a_name(context, account, ask.name):
        _say_word(context, account, ask)
    elif ask.name:
        _check(context, account, ask)
    else:
        _list(context, account)


@handles(Pick)
def pick(context: Context, what: Pick) -> None:
    """Check the budget that was chosen from a list."""
    account, wanted = known_account(context, what.account), reference_of(what.budget)
    if account is not None and wanted:
        check_reference(context, account, wanted)
    elif account is not None:
        _check_known(context, account, what.budget)


@handles(Again)
def again(context: Context, what: Again) -> None:
    """Check once more and renew the message."""
    report = report_of(context, what.account, what.budget)
    if report:
        update_answer(context, report, what.ts)
        _keep(context, report)


def report_of(context: Context, account: str, name: str) -> AnyReport | None:
    """The report that a button asks for; None, and the person told, for a foreign account."""
    here = known_account(context, account)
    return None if here is None else checked(context, here, name)


def _all_accounts(context: Context, directory: Directory, ask: Ask) -> None:
    """The same where several accounts are known and none is named."""
    if not ask.name:
        _list_everywhere(context, directory)
        return
    with Placeholder(context, "", ask.name, silent=bool(ask.word)) as placeholder:
        found = search(context, directory, ask.name, exact=bool(ask.word))
        found, report = confirmed(context, found)
    if report:
        if found.note:  # before the answer: a retry must not post that one twice
            reply_text(context, found.note)
        _post(context, report, placeholder)
    elif found.having:
        post_instead(context, placeholder, SEVERAL_BUDGETS)
        all_accounts.ask_which(context, found)
    elif ask.word is Keyword.LOG:
        all_accounts.ask_whose_log(context, directory, ask.about)
    elif ask.word in _LISTS:
        _list_everywhere(context, directory, _LISTS[ask.word])
    elif ask.word:
        _say_word(context, directory.own.id, ask)  # help: nothing of the account
    else:
        post_instead(context, placeholder, NO_SUCH_BUDGET)
        all_accounts.show_others(context, directory, found)


def _list(context: Context, account: str | ReadFailed, verdict: str = "") -> None:
    known = sure_account(context, account)
    if known is not None:
        all_budgets(context, known, verdict)


def _list_everywhere(context: Context, directory: Directory, verdict: str = "") -> None:
    alone(context, all_accounts.list_all(context, directory, ListPage("", "", 0, verdict)))


def _check(context: Context, account: str | ReadFailed, ask: Ask) -> None:
    with Placeholder(context, _id(account), ask.name) as placeholder:
        facts = context.facts(account, ask.name)
        unknown = isinstance(facts.budget, NotFound) and not isinstance(account, ReadFailed)
        report = None if unknown else context.judged(facts)
    if report:
        _post(context, report, placeholder)
        return
    post_instead(context, placeholder, NO_SUCH_BUDGET)
    _no_such_budget(context, _id(account), ask.name)


def _check_known(context: Context, account: str | ReadFailed, name: str) -> None:
    with Placeholder(context, _id(account), name) as placeholder:
        report = context.report(account, name)
    _post(context, report, placeholder)


def _id(account: str | ReadFailed) -> str:
    return "" if isinstance(account, ReadFailed) else account


def _no_such_budget(context: Context, account: str, name: str) -> None:
    budgets = context.reader.budgets(account)
    if isinstance(budgets, ReadFailed):
        others = unread(reads.OTHER_NAMES, budgets)
        reply_text(context, texts.NO_SUCH_AND.format(name=name, account=account, others=others))
        return
    names = [budget.name for budget in budgets]
    alike = written_alike(name, names)
    found = containing(name, names)
    if len(alike) > 1:
        alone(
            context, which_budget(context.job.id, name, [Entry(account, account, n) for n in alike])
        )
    elif found:
        alone(context, named(context, account, found, name))
    else:
        alone(context, did_you_mean(context.job.id, account, name, nearest(name, names)))


def _is_a_name(context: Context, account: str | ReadFailed, name: str) -> bool:
    """Whether a budget has exactly this name; False where that cannot be read."""
    budgets = account if isinstance(account, ReadFailed) else context.reader.budgets(account)
    return not isinstance(budgets, ReadFailed) and name in {budget.name for budget in budgets}


def _say_word(context: Context, account: str | ReadFailed, ask: Ask) -> None:
    if ask.word is Keyword.HELP:
        remembers, own = context.tables is not None, _id(account)
        alone(context, help_message(context.job.id, remembers=remembers, account=own))
    elif ask.word in _LISTS:
        _list(context, account, _LISTS[ask.word])
    else:
        show_log(context, account, ask.about)


def _post(context: Context, report: AnyReport, placeholder: Placeholder) -> None:
    """Answer first: the person waits for that, and not for the tables."""
    post_found(context, report, placeholder)
    _keep(context, report)


def _keep(context: Context, report: AnyReport) -> None:
    keep_verdict(context, report)
    _log.info("Job %s: %r is %s", context.job.id, report.reference, report.verdict.value)
