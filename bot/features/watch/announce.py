"""A sentence about an account where its alerts go, once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import Announce
from bot.core.outgoing import Outgoing
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.registry import handles
from bot.jobs.routes import account_destination, rest_channel
from bot.slack.reach import Refused, or_refused
from bot.slack.render.message import sentence

_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


def announcement(  # noqa: PLR0913 (what, of which account, since when)
    context: Context, mark: str, says: str, since: datetime, account: str, *, unsure: bool = False
) -> tuple[Outgoing, ...]:
    """Its message; none where nobody is told. `unsure` says that it may be there already."""
    if not account_destination(context, account).channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", context.job.id)
        return ()
    what = Announce(mark, says, since.isoformat(), account)
    return (kept(context, mark, Job(context.new_id(), NOBODY, what, unsure=unsure)),)


@handles(Announce)
def announce(context: Context, what: Announce) -> None:
    """Say it; where the channel of its route takes nothing, in ALERTS_CHANNEL. Raises SlackError to
    be tried again, and where nobody can be told.
    """
    channel, rest = account_destination(context, what.account).channel, rest_channel(context)
    if channel == rest:
        _say(context, what, rest)
        return
    refused = or_refused(f"saying {what.mark} in {channel}", lambda: _say(context, what, channel))
    if isinstance(refused, Refused):
        _say(context, what, rest)


def _say(context: Context, what: Announce, channel: str) -> None:
    slack, since = context.slack, datetime.fromisoformat(what.since) - _EARLIER
    there = context.job.unsure and slack.find_post(channel, what.mark, since=since)
    if not there:
        slack.post(channel, sentence(what.mark, what.says), what.mark)
