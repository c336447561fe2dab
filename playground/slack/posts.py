"""Where a message may go and what it looks like on the wire; shared by the chat methods."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_ID,
    Channel,
    ChannelKind,
    Content,
    Message,
)
from playground.slack.shapes import JsonObject
from playground.slack.workspace import Workspace


def writable(call: Call) -> Channel:
    """The conversation to post to: an id, a public channel's name, or a user's id for a DM.

    Raises channel_not_found, is_archived, not_in_channel (public, bot absent, and the token without
    chat:write.public).
    """
    name = call.text("channel")
    if name in call.slack.users:
        return call.slack.direct_message(name)
    channel = call.slack.find_channel(name, by_name=True)
    if channel.archived:
        raise SlackError("is_archived")
    public = channel.kind is ChannelKind.PUBLIC and "chat:write.public" in call.token.scopes
    if BOT_USER_ID not in channel.members and not public:
        raise SlackError("not_in_channel")
    return channel


def post(
    slack: Workspace,
    channel: str,
    content: Content,
    *,
    thread_ts: str = "",
    visible_to: str = "",
) -> Message:
    """Puts a message of the bot into a channel."""
    message = Message(
        channel=channel,
        ts=slack.next_ts(),
        user=BOT_USER_ID,
        content=content,
        bot_id=BOT_ID,
        thread_ts=thread_ts,
        visible_to=visible_to,
    )
    slack.messages.append(message)
    return message


def metadata_of(call: Call) -> JsonObject | None:
    """The `metadata` argument; None where it was not sent. Raises invalid_metadata_format."""
    value = call.json("metadata")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise SlackError("invalid_metadata_format")
    if value and not (
        isinstance(value.get("event_type"), str) and isinstance(value.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    return value


def on_the_wire(message: Message) -> JsonObject:
    """A message as the API and the payloads show it. A bot's has no subtype (docs/facts.md 7).

    A reply that the channel shows too is a `thread_broadcast`; Slack shows its `root` beside it,
    which is left out here.
    """
    shown: JsonObject = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": TEAM_ID,
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": message.app_id or APP_ID}
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.content.attachments:
        shown["attachments"] = list(message.content.attachments)
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.broadcast:
        shown["subtype"] = "thread_broadcast"
    if message.metadata:
        shown["metadata"] = message.metadata
    if message.files:
        shown["files"] = list(message.files)
    if message.reactions:
        shown["reactions"] = [{"name": name, "count": 1} for name in sorted(message.reactions)]
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    return shown
