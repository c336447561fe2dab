"""chat.delete: the bot's own messages only."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import BOT_USER_ID
from playground.slack.shapes import JsonObject

SCOPES = ("chat:write",)


def run(call: Call) -> JsonObject:
    """The deleted message's channel and ts."""
    channel = call.channel()
    message = call.slack.find_message(channel.id, call.required("ts"))
    if message.user != BOT_USER_ID:
        raise SlackError("cant_delete_message")
    message.deleted = True
    return {"channel": channel.id, "ts": message.ts}
