"""Once a change is applied: every other budget that it mends is checked again, and how they stand
is shown where the change is told.

They are jobs of their own (`bot/features/watch/mended.py`), which take the share of one
(`JobKind.bulk`), so that nobody waits for five hundred checks.
"""

from __future__ import annotations

import hashlib
import logging

from bot.core.affected import Dependent
from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.change_steps import CheckAffected, CheckAffectedBudget, ShowChange, ShowRecovery
from bot.core.jobs.watch import Watch
from bot.features.change.headlines import reply_mark
from bot.features.change.post import show_recovery
from bot.jobs.context import Context
from bot.jobs.home import show_in_home
from bot.jobs.outbox import kept, send, written
from bot.jobs.registry import handles

_log = logging.getLogger(__name__)


@handles(CheckAffected)
def check_affected(context: Context, what: CheckAffected) -> None:
    """Leave a job for each, and for what other senders publish there. Raises StoreError."""
    change = context.store.changes.get(what.change)
    if change is None or change.state is not State.APPLIED:
        _log.info("Change %s: it is not applied any more, and nothing is checked", what.change)
        return
    since = (change.since or change.created).isoformat()
    for one in change.affected:
        check = CheckAffectedBudget(change.id, one.account, one.budget, since)
        context.queue.send(Job(f"{change.id}.{_tag(one)}", NOBODY, check))
    for one in _subjects(context, change):
        watch = Watch(one.account, one.budget, since, change.id)
        context.queue.send(Job(f"{change.id}.{_tag(one)}", NOBODY, watch))


def _subjects(context: Context, change: Change) -> tuple[Dependent, ...]:
    """What other senders have on the topic and the keys of the change."""
    arns = dict.fromkeys([change.plan.topic, *(r for r in change.plan.resources if ":kms:" in r)])
    found = (one for arn in arns if arn for one in context.store.verdicts.subjects_on(arn))
    return tuple(dict.fromkeys(found))


def _tag(one: Dependent) -> str:
    return hashlib.sha256(f"{one.account}:{one.budget}".encode()).hexdigest()[:12]


@handles(ShowRecovery)
def redraw(context: Context, what: ShowRecovery) -> None:
    """Its reply, the view of who asked, and their App Home where they asked there. Raises
    StoreError, and SlackError to be tried again.
    """
    change = context.store.changes.get(what.change)
    if change is None or change.undoes or change.state is not State.APPLIED:
        return
    place = Place(context.settings.team_id, change.requester, change.place.channel)
    job = Job(context.new_id(), place, ShowChange(change.id))
    reply = kept(context, reply_mark(change.id), job)
    send(context, written(context, [reply]))
    show_recovery(context, change)
    show_in_home(context, change)
