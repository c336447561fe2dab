"""A group's post: found where it may be there, drawn anew where it is, posted where it is not."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.turn import Member
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message
from bot.slack.render.watch import LOST
from bot.slack.render.watch_group import drawn_late
from bot.store.groups import Group
from bot.work.threads import post_once

_EARLIER = timedelta(minutes=5)
"""Slack's clock may be behind by so much."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stands:
    """The post's ts. Whoever `anew` is shown in it is notified; of an edit Slack tells nobody."""

    ts: str
    anew: bool


def posted(slack: Slack, claim: Group, message: Message, *, unsure: bool) -> Stands:
    """The post once it shows the message.

    A post that somebody deleted, or that cannot be edited any more, is posted anew with the same
    mark: what comes late would be told to nobody. Raises SlackError.
    """
    ts, since = claim.ts, claim.began - _EARLIER
    if not ts and unsure:
        ts = _found(slack, claim, since)
    while ts and not _edited(slack, claim, ts, message):
        ts = _found(slack, claim, _at(ts), than=ts) if unsure else ""
    if ts:
        return Stands(ts, anew=False)
    return Stands(slack.post(claim.channel, message, claim.id, claim.thread), anew=True)


def say_late(
    slack: Slack, group: Group, members: Sequence[Member], shown: str, *, unsure: bool
) -> None:
    """Say in the post's thread who lost its path and is in the post by an edit alone.

    The channel shows it too, unless the post is a reply itself. `shown` is what the post shows now.
    Raises SlackError where the job has to be tried again.
    """
    late = [one for one in members if one.turned in LOST and tag(one) not in group.told]
    if not late:
        return
    mark, several = f"{group.id}.{shown}", len({one.account for one in members}) > 1
    line = drawn_late(mark, late, several=several)
    root, loud = group.thread or group.ts, not group.thread
    if not post_once(slack, group.channel, line, mark, root, unsure=unsure, broadcast=loud):
        post_once(slack, group.channel, line, mark, "", unsure=unsure)


def tag(one: Member) -> str:
    """A short name of a budget and how it turned."""
    whole = f"{one.account}:{one.budget}:{one.turned}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


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
