"""Whether the digest is due. Its record is written with its message: one a week, no more."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.digest import DigestDue, PostDigest
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send
from bot.jobs.registry import handles
from bot.store.digests import Digest

TOO_LATE = timedelta(days=1)
"""What could not be begun within a day is left out: the next week tells how things are then."""
_log = logging.getLogger(__name__)


@handles(DigestDue)
def digest_due(context: Context, _what: DigestDue) -> None:
    """Begin this week's, once its time has come. Raises StoreError."""
    schedule, now = context.settings.digest, context.clock()
    if schedule is None:
        return
    at = schedule.latest(now)
    week = schedule.week(at)
    if now - at > TOO_LATE or context.store.digests.get(week):
        return
    message = kept(context, f"digest:{week}", Job(context.new_id(), NOBODY, PostDigest(week)))
    if context.store.digests.begin(Digest(week, schedule.before(at), at), message):
        _log.info("Job %s: the digest of %s", context.job.id, week)
        send(context, [message])
