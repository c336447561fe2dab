"""conversations.info: a conversation that the bot may know of."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.model import BOT_USER_ID, ChannelKind
from playground.slack.shapes import JsonObject

SCOPES = ("channels:read", "groups:read", "im:read", "mpim:read")


def run(call: Call) -> JsonObject:
    """The conversation; `is_member` says whether the bot is in it."""
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
            "is_member": BOT_USER_ID in channel.members,
            "num_members": len(channel.members),
        }
    }
