"""Chat channels that Amazon Q Developer posts to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.read import ReadFailed


@dataclass(frozen=True, slots=True)
class ChatConfiguration:
    """A channel of Amazon Q Developer in chat applications (service id: chatbot).

    `app` is slack, teams or chime; `state` ENABLED or DISABLED; `topics` its SnsTopicArns.
    """

    app: str
    name: str
    channel: str
    topics: tuple[str, ...]
    state: str = "ENABLED"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chats:
    """Every chat configuration that could be read, and each read that gave no answer."""

    found: tuple[ChatConfiguration, ...] = ()
    unread: tuple[ReadFailed, ...] = ()
