"""What has a budget's answers, and the posts about it, drawn anew: one message each."""

from __future__ import annotations

import logging

from bot.core.jobs import NOBODY, Job, Place, loads
from bot.core.jobs.answers import UpdateAnswers
from bot.core.jobs.watch import UpdatePosts
from bot.core.outgoing import Outgoing
from bot.errors import JobError, StoreError
from bot.jobs.context import Context
from bot.jobs.outbox import kept

_log = logging.getLogger(__name__)


def renewal(context: Context, renew: UpdateAnswers, place: Place) -> Outgoing:
    """To be written with the state that makes the answers stale."""
    id = f"answers:{renew.account}:{renew.budget}"
    return kept(context, id, Job(context.new_id(), place, _joined(context, id, renew)))


def posts_renewal(context: Context, account: str, budget: str) -> Outgoing:
    """The same for the posts of the watch and the alerts of its open threads."""
    id, what = f"posts:{account}:{budget}", UpdatePosts(account, budget)
    return kept(context, id, Job(context.new_id(), NOBODY, what))


def _joined(context: Context, id: str, renew: UpdateAnswers) -> UpdateAnswers:
    """With what was applied right before, where that drawing still waits and this one takes its
    place. A table that does not say so keeps nothing from being told.
    """
    if renew.at:
        return renew
    try:
        waits = context.store.outbox.get(id)
        what = loads(waits.job).what if waits else None
    except (StoreError, JobError) as error:
        _log.warning("%s: what waits to be drawn is not known: %s", id, error)
        return renew
    if not isinstance(what, UpdateAnswers):
        return renew
    return renew._replace(at=what.at, mended=what.mended, change=what.change)
