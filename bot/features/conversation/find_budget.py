"""Which budget a message is about, whoever wrote it, for somebody who asks."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.core.accounts.directory import Directory
from bot.core.alerts.mails import failures_of
from bot.core.alerts.names import hits, written_in
from bot.core.alerts.plain import plain
from bot.core.alerts.posts import budgets_announced
from bot.core.names import flat
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import StoreError
from bot.features.check.all_accounts import ask_which
from bot.features.check.answer import post_answer
from bot.features.check.last_verdict import keep_verdict
from bot.features.check.search import Search
from bot.features.conversation.answer import MOST, Root, answer_in_thread, mark
from bot.features.conversation.app_post import narrowed
from bot.features.conversation.failure_mail import answer_failures
from bot.features.conversation.known_thread import Known, read_budgets, with_accounts
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.slack.render.accounts import Entry

_log = logging.getLogger(__name__)


def thread_here(context: Context) -> Thread | None:
    """The thread of ours in which the job stands; None where it is none, or cannot be told."""
    place = context.job.place
    if context.tables is None or not place.thread:
        return None
    try:
        return context.store.threads.under(place.channel, place.thread)
    except StoreError as error:
        _log.error("Job %s: the thread is not read: %s", context.job.id, error)
        return None


def check_message(context: Context, directory: Directory, said: str, ts: str) -> bool:
    """Check what the message is about and answer in its thread; False where that is no budget.

    A failure mail counts first, then an alert, then a thread of ours, then a name in the text.
    """
    failures = failures_of(said)
    if failures:
        root = Root(ts, ThreadOrigin.MAIL, said, asked=True)
        answer_failures(context, failures, root, read_budgets)
        return True
    known = read_budgets(context, directory)
    announced = with_accounts(known, budgets_announced((said,), known))
    if announced:
        _check_each(context, known, announced, said, Root(ts, ThreadOrigin.POST, said, asked=True))
        return True
    thread = thread_here(context)
    if thread:
        check(context, thread.account, thread.budget)
        return True
    hit = dict.fromkeys(hit.name for hit in hits(flat(plain(said)), known))
    named = with_accounts(known, hit)
    _check_each(context, known, named, said, None)
    return bool(named)


def check(
    context: Context, account: str, budget: str, root: Root | None = None, number: int = 0
) -> None:
    """Check one budget and answer; with a `root` its thread becomes one of ours."""
    if is_hidden(context, account):
        return
    report = context.report(account, budget)
    if root:
        answer_in_thread(context, report, replace(root, number=number))
        return
    post_answer(context, report, mark(context, number))
    keep_verdict(context, report)


def _check_each(
    context: Context, known: Known, names: tuple[str, ...], said: str, root: Root | None
) -> None:
    for number, alike in enumerate(_alike(names, plain(said))[:MOST]):
        entries = tuple(
            Entry(account.id, account.title, name)
            for name in alike
            for account in narrowed(known[name], said)
        )
        if len(entries) == 1:
            check(context, entries[0].account, entries[0].name, root, number)
        else:
            ask_which(context, Search(flat(alike[0]), entries, ""))


def _alike(names: tuple[str, ...], said: str) -> list[tuple[str, ...]]:
    """The names, those together that read alike and of which none is written in the text."""
    read: dict[str, list[str]] = {}
    for name in names:
        read.setdefault(flat(name), []).append(name)
    return [written_in(said, alike) for alike in read.values()]
