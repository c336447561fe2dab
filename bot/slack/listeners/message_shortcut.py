"""The message shortcut "Check this budget": any message, whatever it says."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs import Place
from bot.core.jobs.conversation import CheckMessage
from bot.slack.answered import answered
from bot.slack.listeners import message_events
from bot.slack.listeners.job_sender import JobSender, Payload, id_of, text

CHECK = "check.message"
"""The callback id, as bot/slack/manifest.json has it."""


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.message_shortcut(CHECK)(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `check.message`."""

    def check(body: Payload, ack: Ack) -> None:
        message, ts = message_events.message_in(body, "message"), text(body, "message_ts")
        words = message_events.text_of(message)
        place = Place(
            team=text(body, "team", "id", default=""),
            user=text(body, "user", "id"),
            channel=text(body, "channel", "id"),
            response_url=text(body, "response_url", default=""),
            thread=message_events.thread_of(message, ts),
        )
        sender.leave(place, CheckMessage(ts, *words, *answered(message)), id_of(body))
        ack()

    return check
