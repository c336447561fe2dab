"""reactions.add: an emoji under a message."""

from __future__ import annotations

import re

from playground.slack.call import Call, is_member
from playground.slack.errors import SlackError
from playground.slack.model import BOT_USER_ID
from playground.slack.shapes import JsonObject

SCOPES = ("reactions:write",)


def run(call: Call) -> JsonObject:
    """Nothing more; the message keeps the reaction."""
    channel = call.channel()
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+", name):
        raise SlackError("invalid_name")
    if channel.archived:
        raise SlackError("is_archived")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    message = call.slack.find_message(channel.id, call.text("timestamp"))
    if name in message.reactions:
        raise SlackError("already_reacted")
    message.reactions.add(name)
    return {}
