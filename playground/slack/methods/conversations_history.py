"""conversations.history: a channel's messages, newest first, without ephemeral ones and replies.

A reply that was broadcast is there, for the channel shows it.
"""

from __future__ import annotations

import math

from playground.slack.call import Call, is_member, page
from playground.slack.errors import SlackError
from playground.slack.model import BOT_USER_ID, Channel, ChannelKind
from playground.slack.posting import on_the_wire
from playground.slack.seed import MENDER
from playground.slack.shapes import JsonObject

SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")


def run(call: Call) -> JsonObject:
    """A page of messages between `oldest` and `latest`; metadata only where it is asked for."""
    channel = call.readable("history")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    found = [
        on_the_wire(message)
        for message in call.slack.history(channel.id)
        if not message.ephemeral
        and (message.broadcast or message.thread_ts in {"", message.ts})
        and within(call, message.ts)
    ]
    if channel.archived:
        found.append(archiving(channel, call.slack.next_ts()))
    paged = page(call, without_metadata(call, found[::-1]), "messages", 100)
    return {**paged, "has_more": bool(paged["response_metadata"]["next_cursor"])}


def archiving(channel: Channel, ts: str) -> JsonObject:
    """What Slack itself writes as the last message of a channel that is archived."""
    private = channel.kind is ChannelKind.PRIVATE
    subtype = "group_archive" if private else "channel_archive"
    text = "archived the channel"
    return {"type": "message", "subtype": subtype, "user": MENDER, "ts": ts, "text": text}


def within(call: Call, ts: str) -> bool:
    """True for a message between `oldest` and `latest`, both left out unless `inclusive`."""
    oldest, latest = call.moment("oldest", 0), call.moment("latest", math.inf)
    if call.flag("inclusive"):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def without_metadata(call: Call, messages: list[JsonObject]) -> list[JsonObject]:
    """The messages as a caller sees them who did not send `include_all_metadata`."""
    if call.flag("include_all_metadata"):
        return messages
    return [{k: v for k, v in message.items() if k != "metadata"} for message in messages]
