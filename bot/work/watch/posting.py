"""A group's post: found where it may be there, drawn anew where it is, posted where it is not."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message
from bot.store.groups import Group

_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


def posted(slack: Slack, claim: Group, message: Message, *, unsure: bool) -> str:
    """The ts of the post once it shows the message.

    A post that somebody deleted, or that cannot be edited any more, is posted anew with the same
    mark: what comes late would be told to nobody. Raises SlackError.
    """
    ts, since = claim.ts, claim.began - _EARLIER
    if not ts and unsure:
        ts = _found(slack, claim, since)
    while ts and not _edited(slack, claim, ts, message):
        ts = _found(slack, claim, _at(ts), than=ts) if unsure else ""
    return ts or slack.post(claim.channel, message, claim.id, claim.thread)


def _found(slack: Slack, claim: Group, since: datetime, *, than: str = "") -> str:
    """Another one with its mark, the latest in a thread; "" for none."""
    found = slack.find_post(claim.channel, claim.id, claim.thread, since) or ""
    return "" if found == than else found


def _at(ts: str) -> datetime:
    """When it was posted: Slack's `oldest` leaves out that very message."""
    return datetime.fromtimestamp(float(ts), UTC)


def _edited(slack: Slack, claim: Group, ts: str, message: Message) -> bool:
    """False where Slack will never edit that one. Raises SlackError where it may later."""
    try:
        slack.update(claim.channel, ts, message)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("%s: the post %s is not edited: %s", claim.id, ts, error)
        return False
    return True
