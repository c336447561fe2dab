"""conversations.replies: a thread, its parent first."""

from __future__ import annotations

from playground.slack.call import Call, is_member, page
from playground.slack.errors import SlackError
from playground.slack.methods.conversations_history import within, without_metadata
from playground.slack.model import BOT_USER_ID
from playground.slack.posting import on_the_wire
from playground.slack.shapes import JsonObject

SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")


def run(call: Call) -> JsonObject:
    """A page of the thread; `thread_not_found` where no message has that ts."""
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
    found = [on_the_wire(m) for m in thread if m.ts == ts or within(call, m.ts)]
    paged = page(call, without_metadata(call, found), "messages", 1000)
    return {**paged, "has_more": bool(paged["response_metadata"]["next_cursor"])}
