"""The events that a person's message causes."""

from __future__ import annotations

from dataclasses import dataclass

from playground.slack.call import is_member
from playground.slack.model import BOT_USER_ID, Channel, ChannelKind, Message
from playground.slack.posts import on_the_wire
from playground.slack.shapes import JsonObject
from playground.slack.transport import Reply

_KINDS = {ChannelKind.DIRECT: "im", ChannelKind.PRIVATE: "group", ChannelKind.PUBLIC: "channel"}


@dataclass(frozen=True, slots=True)
class Said:
    """A person's message, and the app's reply to each event that it caused."""

    message: Message
    replies: tuple[Reply, ...]


def events_of(room: Channel, message: Message) -> list[JsonObject]:
    """`message`, and `app_mention` where it mentions the bot; none where the bot is not."""
    if not is_member(room, BOT_USER_ID):
        return []
    content = {**on_the_wire(message), "channel": room.id, "event_ts": message.ts}
    shared = {"subtype": "file_share"} if message.files else {}
    events = [{**content, "channel_type": _KINDS[room.kind], **shared}]
    if any(mention.target == BOT_USER_ID for mention in message.mentions):
        events.append({**content, "type": "app_mention"})
    return events


def changed(room: Channel, message: Message, before: JsonObject, ts: str) -> JsonObject:
    """`message_changed`: an event of its own, the message inside it (Slack's events reference)."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": room.id,
        "channel_type": _KINDS[room.kind],
        "ts": ts,
        "event_ts": ts,
        "message": on_the_wire(message),
        "previous_message": before,
    }


def cut(file: JsonObject) -> JsonObject:
    """A file as an app sees it that it was not shared with (docs/facts.md 11a)."""
    return {"id": file["id"], "file_access": "check_file_info"}
