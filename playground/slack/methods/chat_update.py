"""chat.update: the bot's own messages only; ephemeral ones cannot be found (docs/facts.md 7)."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.content import LONGEST_UPDATED_TEXT, read_content
from playground.slack.errors import SlackError
from playground.slack.model import BOT_USER_ID
from playground.slack.posting import metadata_of, on_the_wire
from playground.slack.shapes import JsonObject

SCOPES = ("chat:write",)


def run(call: Call) -> JsonObject:
    """The message as it now is; blocks, attachments and metadata that were not sent stay."""
    slack = call.slack
    channel = call.channel()
    message = slack.find_message(channel.id, call.required("ts"))
    if message.user != BOT_USER_ID or message.by_response_url:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    age = slack.clock.now() - float(message.ts)
    if slack.edit_window is not None and age > slack.edit_window:
        raise SlackError("edit_window_closed")
    content = read_content(
        call.args, slack.new_id, before=message.content, longest=LONGEST_UPDATED_TEXT
    )
    metadata = metadata_of(call)
    message.before.append(message.content)
    message.content = content
    message.edited = True
    message.metadata = message.metadata if metadata is None else metadata
    shown = on_the_wire(message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}
