"""The message shortcut "Check this budget": any message, whatever it says."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs import Place
from bot.core.jobs.said import CheckMessage
from bot.slack.answered import answered
from bot.slack.listeners import heard
from bot.slack.listeners.door import Door, Payload, text

CHECK = "check.message"
"""The callback id, as manifest.json has it."""


def register(app: App, door: Door) -> None:
    """Tie what Slack sends to its listener."""
    app.message_shortcut(CHECK)(listener(door))


def listener(door: Door) -> Callable[..., None]:
    """The listener of `check.message`."""

    def check(body: Payload, ack: Ack) -> None:
        message, ts = heard.message_in(body, "message"), text(body, "message_ts")
        words = heard.words_of(message)
        place = Place(
            team=text(body, "team", "id", default=""),
            user=text(body, "user", "id"),
            channel=text(body, "channel", "id"),
            response_url=text(body, "response_url", default=""),
            thread=heard.thread_of(message, ts),
        )
        door.leave(place, CheckMessage(ts, *words, *answered(message)))
        ack()

    return check
