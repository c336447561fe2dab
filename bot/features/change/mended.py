"""Once a change is applied: every other budget that it mends is checked again, and how they stand
is shown where the change is told.

They are jobs of their own (`bot/features/watch/mended.py`), which take the share of one
(`JobKind.bulk`), so that nobody waits for five hundred checks.
"""

from __future__ import annotations

import hashlib
import logging

from bot.core.change.state import State
from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.changes import CheckAffected, CheckAffectedBudget, ShowChange, ShowRecovery
from bot.features.change.headlines import reply_mark
from bot.features.change.post import show_recovery
from bot.jobs.context import Context
from bot.jobs.home import show_in_home
from bot.jobs.outbox import kept, send, written
from bot.jobs.registry import handles

_log = logging.getLogger(__name__)


@handles(CheckAffected)
def check_affected(context: Context, what: CheckAffected) -> None:
    """Leave a job for each. Raises StoreError."""
    change = context.store.changes.get(what.change)
    if change is None or change.state is not State.APPLIED:
        _log.info("Change %s: it is not applied any more, and nothing is checked", what.change)
        return
    since = (change.since or change.created).isoformat()
    for one in change.affected:
        tag = hashlib.sha256(f"{one.account}:{one.budget}".encode()).hexdigest()[:12]
        check = CheckAffectedBudget(change.id, one.account, one.budget, since)
        context.queue.send(Job(f"{change.id}.{tag}", NOBODY, check))


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
