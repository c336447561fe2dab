"""conversations.join: the bot walks into a public channel."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import BOT_USER_ID, ChannelKind
from playground.slack.shapes import JsonObject

SCOPES = ("channels:join",)


def run(call: Call) -> JsonObject:
    """The channel; a bot that is already in it gets a warning beside."""
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
