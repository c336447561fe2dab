"""A sentence in the channel for alerts, once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import Announce
from bot.core.outgoing import Outgoing
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.registry import handles
from bot.slack.render.message import sentence

_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


def announcement(
    context: Context, mark: str, says: str, since: datetime, *, unsure: bool = False
) -> tuple[Outgoing, ...]:
    """Its message; none where nobody is told. `unsure` says that it may be there already."""
    if not context.settings.alerts_channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", context.job.id)
        return ()
    what = Announce(mark, says, since.isoformat())
    return (kept(context, mark, Job(context.new_id(), NOBODY, what, unsure=unsure)),)


@handles(Announce)
def announce(context: Context, what: Announce) -> None:
    """Say it. Raises SlackError to be tried again, and where nobody can be told."""
    slack, channel = context.slack, context.settings.alerts_channel
    since = datetime.fromisoformat(what.since) - _EARLIER
    there = context.job.unsure and slack.find_post(channel, what.mark, since=since)
    if not there:
        slack.post(channel, sentence(what.mark, what.says), what.mark)
