"""Another app's post of an alert: followed up in its thread instead of posting the alert again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.core.accounts import Account
from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.standing import still_to_come
from bot.core.jobs.said import AppPost
from bot.core.model import Budget, Facts, Unread
from bot.core.thread import Origin, Thread
from bot.core.wording import notification_title
from bot.errors import StoreError
from bot.slack.render.accounts import Entry, which_account
from bot.work.alerts.yielding import give_way
from bot.work.desk import Desk
from bot.work.said.answering import MOST, Root, answer_in_thread, mark, reply
from bot.work.said.known import remembered_budgets
from bot.work.said.whole import whole
from bot.work.twins import at_once, twin

_log = logging.getLogger(__name__)


def app_post(desk: Desk, what: AppPost) -> None:
    """Follow up where a known budget's alert is announced; leave everything else alone."""
    directory = desk.reader.directory()
    if isinstance(directory, Unread):
        _log.warning("Job %s: a post is left alone, for no account is known", desk.job.id)
        return
    said = whole(desk, what)
    known = remembered_budgets(desk, directory)
    root = Root(what.ts, Origin.POST, said)
    for number, name in enumerate(budgets_announced((said,), known)[:MOST]):
        accounts = narrowed(known[name], said)
        if len(accounts) == 1:
            _follow(desk, accounts[0].id, name, replace(root, number=number))
        else:
            entries = [Entry(one.id, one.title, name) for one in accounts]
            reply(desk, which_account(mark(desk, number), entries, ""), number)


def narrowed(accounts: Sequence[Account], said: str) -> Sequence[Account]:
    """Of several accounts with a budget of one name the one whose id the text names."""
    named = [one for one in accounts if one.id in said]
    return named if len(named) == 1 else accounts


def _follow(desk: Desk, account: str, name: str, root: Root) -> None:
    facts = desk.reader.facts(account, name)
    if not isinstance(facts.budget, Budget):
        _log.info("Job %s: a post names %r, which cannot be read", desk.job.id, name)
    elif _stays(desk, _ours(desk, account, name), root.ts):
        _log.info("Job %s: the alert of %r is posted here already", desk.job.id, name)
    else:
        answer_in_thread(desk, desk.judged(facts), root, _to_come(facts))


def _ours(desk: Desk, account: str, name: str) -> Thread | None:
    """Our own post of the alert."""
    office = desk.office
    if office is None:
        return None
    channel = desk.job.place.channel
    try:
        return twin(office.threads, account, name, channel, Origin.ALERT, office.clock())
    except StoreError as error:
        _log.error("Job %s: our own threads are not read: %s", desk.job.id, error)
        return None


def _stays(desk: Desk, ours: Thread | None, ts: str) -> bool:
    """Whether ours is there, and does not give way to this one."""
    office = desk.office
    if office is None or ours is None:
        return False
    if not at_once(ours, desk.job.place.channel, ts):
        return True
    try:
        return not give_way(desk, office, ours, ts)
    except StoreError as error:
        _log.error("Job %s: our own post stays: %s", desk.job.id, error)
        return True


def _to_come(facts: Facts) -> str:
    """Which thresholds can still alert in this period; "" where that was not read."""
    if not isinstance(facts.budget, Budget) or isinstance(facts.notifications, Unread):
        return ""
    coming = still_to_come(facts.budget, facts.notifications)
    if not coming:
        return "No other threshold of this budget is to come in this period."
    return f"Still to come in this period: {', '.join(map(notification_title, coming))}."
