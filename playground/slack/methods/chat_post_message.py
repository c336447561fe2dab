"""chat.postMessage: a message into a channel, a thread or a direct message."""

from __future__ import annotations

import re

from playground.slack.call import Call
from playground.slack.content import read_content
from playground.slack.errors import SlackError
from playground.slack.posting import metadata_of, on_the_wire, post, writable
from playground.slack.shapes import JsonObject

SCOPES = ("chat:write",)


def run(call: Call) -> JsonObject:
    """The message as posted. Raises invalid_thread_ts, thread_not_found (bolt-js #2307).

    `reply_broadcast` goes with `thread_ts` (chat.postMessage's reference): alone it does nothing.
    """
    channel = writable(call)
    content = read_content(call.args, call.slack.new_id)
    thread = call.text("thread_ts")
    if thread and not re.fullmatch(r"\d+\.\d+", thread):
        raise SlackError("invalid_thread_ts", messages=[f"{thread} is not a valid thread_ts"])
    if thread and not any(m.ts == thread for m in call.slack.history(channel.id)):
        raise SlackError("thread_not_found")
    metadata = metadata_of(call)
    message = post(call.slack, channel.id, content, thread_ts=thread)
    message.metadata = metadata or {}
    message.broadcast = bool(thread) and call.flag("reply_broadcast")
    return {"channel": channel.id, "ts": message.ts, "message": on_the_wire(message)}
