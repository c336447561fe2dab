"""The button Check again: the same message is brought up to date."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import Again
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    message_of_click,
    place_of_click,
    text,
    value_of,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("check.again")(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `check.again`."""

    def again(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        what = Again(text(value, "account"), text(value, "budget"), message_of_click(body))
        sender.leave(place_of_click(body), what)
        ack()

    return again
