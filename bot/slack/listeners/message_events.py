"""A message that an event or a shortcut hands over, read for a job.

Of a message only what the job needs goes on: its place, who wrote it, and what it says, bounded.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from collections.abc import Mapping
from typing import NamedTuple

from bot.core.alerts.texts import texts_of
from bot.core.jobs.conversation import LONGEST
from bot.slack.listeners.job_sender import MalformedError, Payload, text

SLACKBOT = "USLACKBOT"
"""Posts what was mailed to a channel (docs/facts.md 11a)."""
DIRECT = "im"
"""The type of a channel that is a direct message."""
_SUBTYPES = {"", "file_share", "bot_message", "thread_broadcast"}
"""Kinds of message that say something new: no edit, deletion, or person who joined."""
_CHANNELS = {"", "channel", "group", DIRECT}


class MessageText(NamedTuple):
    """What a message says. `cut` is 1 where there is more; `file` is the id of a hidden file."""

    text: str
    cut: int
    file: str


def message_in(body: Payload, name: str) -> Payload:
    """The message under that name. Raises MalformedError."""
    found = body.get(name)
    if isinstance(found, Mapping):
        return found
    raise MalformedError(f"{name} is missing")


def says_something(body: Payload, event: Payload) -> bool:
    """Whether the event is a new message of somebody else's in a channel, or to the bot."""
    known = text(event, "subtype", default="") in _SUBTYPES and "edited" not in event
    channel = text(event, "channel_type", default="") in _CHANNELS
    return known and channel and event.get("hidden") is not True and not _is_ours(body, event)


def is_direct(event: Payload) -> bool:
    """Whether it is said to the bot alone."""
    return text(event, "channel_type", default="") == DIRECT


def is_by_app(event: Payload) -> bool:
    """Whether no person wrote it."""
    bot = bool(event.get("bot_id")) or event.get("subtype") == "bot_message"
    return bot or event.get("user") == SLACKBOT


def app_of(event: Payload) -> str:
    """The id of the app that posted it, by Slack's word; "" where Slack names none."""
    return next((one for one in _apps_of(event) if one), "")


def mentions_us(body: Payload, event: Payload) -> bool:
    """Whether it mentions the bot: then there is an event app_mention as well."""
    said = text(event, "text", default="")
    return any(f"<@{one}>" in said or f"<@{one}|" in said for one in _own_users(body))


def text_of(message: Payload) -> MessageText:
    """All that it says, in its text, its blocks or a forwarded e-mail, still escaped by Slack."""
    said = "\n".join(texts_of(message))
    return MessageText(said[:LONGEST], int(len(said) > LONGEST), _hidden_file(message))


def thread_of(message: Payload, ts: str) -> str:
    """The thread to answer in: the one that the message stands in, else its own."""
    return text(message, "thread_ts", default="") or ts


def _hidden_file(message: Payload) -> str:
    """The first file's id, where Slack shows no more of it to the app."""
    files = message.get("files")
    first = files[0] if isinstance(files, list) and files else None
    if isinstance(first, Mapping) and first.get("file_access") == "check_file_info":
        return text(first, "id", default="")
    return ""


def _is_ours(body: Payload, event: Payload) -> bool:
    """Our own message, by the app's id or the bot's; Bolt leaves out those of our bot id."""
    app = text(body, "api_app_id", default="")
    return bool(app and app in _apps_of(event)) or text(event, "user", default="") in _own_users(
        body
    )


def _apps_of(event: Payload) -> tuple[str, str]:
    return text(event, "app_id", default=""), text(event, "bot_profile", "app_id", default="")


def _own_users(body: Payload) -> set[str]:
    """The user ids of the bot, as the event's envelope names them."""
    given = body.get("authorizations")
    known = given if isinstance(given, list) else []
    bots = (one for one in known if isinstance(one, Mapping) and one.get("is_bot") is True)
    return {text(one, "user_id", default="") for one in bots} - {""}
