"""Another app's post of an alert: followed up in its thread instead of posting the alert again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.core.accounts.directory import Account
from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.spend_texts import still_to_come
from bot.core.jobs.conversation import AppPost
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.texts.alert import COMING, NONE_COMING
from bot.core.texts.report import notification_title
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import StoreError
from bot.features.alert.duplicates import may_be_posted
from bot.features.conversation.answer import MOST, Root, answer_in_thread, mark, reply
from bot.features.conversation.full_text import whole
from bot.features.conversation.known_thread import kept_budgets, with_accounts
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.render.accounts import Entry, which_account

_log = logging.getLogger(__name__)


@handles(AppPost)
def app_post(context: Context, what: AppPost) -> None:
    """Follow up where a known budget's alert is announced; leave everything else alone."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        _log.warning("Job %s: a post is left alone, for no account is known", context.job.id)
        return
    said = whole(context, what)
    known = kept_budgets(context, directory)
    root = Root(what.ts, ThreadOrigin.POST, said, by_app=True, app=what.app)
    announced = with_accounts(known, budgets_announced((said,), known))
    for number, name in enumerate(announced[:MOST]):
        accounts = narrowed(known[name], said)
        if len(accounts) == 1:
            _follow(context, accounts[0].id, name, replace(root, number=number))
        else:
            entries = [Entry(one.id, one.title, name) for one in accounts]
            reply(context, which_account(mark(context, number), entries, ""), number)


def narrowed(accounts: Sequence[Account], said: str) -> Sequence[Account]:
    """Of several accounts with a budget of one name the one whose id the text names."""
    named = [one for one in accounts if one.id in said]
    return named if len(named) == 1 else accounts


def _follow(context: Context, account: str, name: str, root: Root) -> None:
    facts = context.reader.facts(account, name)
    if not isinstance(facts.budget, Budget):
        _log.info("Job %s: a post names %r, which cannot be read", context.job.id, name)
        return
    if _is_posted(context, account, name, root):
        _log.info("Job %s: the alert of %r is posted here already", context.job.id, name)
    else:
        answer_in_thread(context, context.judged(facts), root, _to_come(facts))


def _is_posted(context: Context, account: str, name: str, root: Root) -> bool:
    """Whether our own post of the alert stands here, which is the one that is followed up.

    Not where an earlier delivery of the post found none, and began its thread.
    """
    if context.tables is None:
        return False
    post = _as_thread(context, account, name, root)
    try:
        known = context.store.threads.of_budget(account, name)
    except StoreError as error:
        _log.error("Job %s: our own threads are not read: %s", context.job.id, error)
        return False
    begun = any(one.by_app and (one.channel, one.ts) == (post.channel, post.ts) for one in known)
    return not begun and may_be_posted(known, post)


def _as_thread(context: Context, account: str, name: str, root: Root) -> Thread:
    """The post as the thread that it may begin."""
    channel, now = context.job.place.channel, context.clock()
    return Thread(
        "", account, name, root.topic, root.origin, channel, root.ts, opened=now, text=root.text
    )


def _to_come(facts: Facts) -> str:
    """Which thresholds can still alert in this period; "" where that was not read."""
    if not isinstance(facts.budget, Budget) or isinstance(facts.notifications, ReadFailed):
        return ""
    coming = still_to_come(facts.budget, facts.notifications)
    if not coming:
        return NONE_COMING
    return COMING.format(titles=", ".join(map(notification_title, coming)))
