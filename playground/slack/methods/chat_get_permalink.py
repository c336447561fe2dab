"""chat.getPermalink: the address of a message."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.shapes import JsonObject

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The permalink, under this server's own address."""
    channel = call.channel()
    message = call.slack.find_message(channel.id, call.required("message_ts"))
    link = f"{call.slack.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
