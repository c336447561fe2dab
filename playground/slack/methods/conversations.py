"""Methods about channels and what was said there: conversations.*."""

from __future__ import annotations

import math

from playground.slack.call import Call, is_member, page
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.model import BOT_USER_ID, Channel, ChannelKind
from playground.slack.posts import on_the_wire
from playground.slack.seed import MENDER
from playground.slack.shapes import JsonObject


@method("conversations.info", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_info(call: Call) -> JsonObject:
    """A conversation that the bot may know of.

    The conversation; `is_member` says whether the bot is in it.
    """
    channel = call.readable("read")
    if channel.kind is ChannelKind.DIRECT:
        return {"channel": {"id": channel.id, "is_im": True, "user": channel.user}}
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_channel": channel.kind is ChannelKind.PUBLIC,
            "is_group": channel.kind is ChannelKind.PRIVATE,
            "is_im": False,
            "is_private": channel.kind is ChannelKind.PRIVATE,
            "is_archived": channel.archived,
            "is_ext_shared": channel.shared,
            "is_member": BOT_USER_ID in channel.members,
            "num_members": len(channel.members),
        }
    }


@method("conversations.open", "im:write")
def conversations_open(call: Call) -> JsonObject:
    """The bot's direct message with one user, opened where there was none."""
    user = call.required("users")
    if "," in user:
        raise SlackError("not_enough_users", messages=["this Slack opens no group messages"])
    if user not in call.slack.users:
        raise SlackError("user_not_found")
    channel = call.slack.direct_message(user)
    return {"channel": {"id": channel.id}}


@method("conversations.join", "channels:join")
def conversations_join(call: Call) -> JsonObject:
    """The bot walks into a public channel.

    The channel; a bot that is already in it gets a warning beside.
    """
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind is not ChannelKind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    answer: JsonObject = {"channel": {"id": channel.id, "name": channel.name, "is_member": True}}
    if BOT_USER_ID in channel.members:
        answer["warning"] = "already_in_channel"
    channel.members.add(BOT_USER_ID)
    return answer


@method("conversations.members", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_members(call: Call) -> JsonObject:
    """Who is in a conversation, in pages. The members' ids."""
    return page(call, sorted(call.readable("read").members), "members", 100)


@method("conversations.history", "channels:history", "groups:history", "im:history", "mpim:history")
def conversations_history(call: Call) -> JsonObject:
    """A channel's messages, newest first, without ephemeral ones and replies.

    A reply that was broadcast is there, for the channel shows it.

    A page of messages between `oldest` and `latest`; metadata only where it is asked for.
    """
    channel = call.readable("history")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    found = [
        on_the_wire(message)
        for message in call.slack.history(channel.id)
        if not message.ephemeral
        and (message.broadcast or message.thread_ts in {"", message.ts})
        and _within(call, message.ts)
    ]
    if channel.archived:
        found.append(_archiving(channel, call.slack.next_ts()))
    paged = page(call, _without_metadata(call, found[::-1]), "messages", 100)
    return {**paged, "has_more": bool(paged["response_metadata"]["next_cursor"])}


@method("conversations.replies", "channels:history", "groups:history", "im:history", "mpim:history")
def conversations_replies(call: Call) -> JsonObject:
    """A thread, its parent first.

    A page of the thread; `thread_not_found` where no message has that ts.
    """
    channel = call.readable("history")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    ts = call.required("ts")
    thread = [
        message
        for message in call.slack.history(channel.id)
        if not message.ephemeral and ts in {message.ts, message.thread_ts}
    ]
    if not any(message.ts == ts for message in thread):
        raise SlackError("thread_not_found")
    found = [on_the_wire(m) for m in thread if m.ts == ts or _within(call, m.ts)]
    paged = page(call, _without_metadata(call, found), "messages", 1000)
    return {**paged, "has_more": bool(paged["response_metadata"]["next_cursor"])}


def _archiving(channel: Channel, ts: str) -> JsonObject:
    """What Slack itself writes as the last message of a channel that is archived."""
    private = channel.kind is ChannelKind.PRIVATE
    subtype = "group_archive" if private else "channel_archive"
    text = "archived the channel"
    return {"type": "message", "subtype": subtype, "user": MENDER, "ts": ts, "text": text}


def _within(call: Call, ts: str) -> bool:
    """True for a message between `oldest` and `latest`, both left out unless `inclusive`."""
    oldest, latest = call.moment("oldest", 0), call.moment("latest", math.inf)
    if call.flag("inclusive"):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _without_metadata(call: Call, messages: list[JsonObject]) -> list[JsonObject]:
    """The messages as a caller sees them who did not send `include_all_metadata`."""
    if call.flag("include_all_metadata"):
        return messages
    return [{k: v for k, v in message.items() if k != "metadata"} for message in messages]
