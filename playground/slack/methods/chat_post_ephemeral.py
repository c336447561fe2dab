"""chat.postEphemeral: a message that one person sees, once."""

from __future__ import annotations

from playground.slack.call import Call, is_member
from playground.slack.content import read_content
from playground.slack.errors import SlackError
from playground.slack.posting import post, writable
from playground.slack.shapes import JsonObject

SCOPES = ("chat:write",)


def run(call: Call) -> JsonObject:
    """Its message_ts, which no method can update."""
    channel = writable(call)
    user = call.required("user")
    if not is_member(channel, user):
        raise SlackError("user_not_in_channel")
    content = read_content(call.args, call.slack.new_id)
    message = post(
        call.slack, channel.id, content, thread_ts=call.text("thread_ts"), visible_to=user
    )
    return {"message_ts": message.ts}
