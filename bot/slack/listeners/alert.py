"""The buttons under an alert: Acknowledge, and Check again."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.alerts import Acknowledge, AlertAgain
from bot.slack.listeners.job_sender import JobSender, Payload, place_of_click, text, value_of


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("alert.acknowledge")(acknowledge_listener(sender))
    app.action("alert.again")(again_listener(sender))


def acknowledge_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `alert.acknowledge`."""

    def acknowledge(body: Payload, action: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), Acknowledge(text(value_of(action), "thread")))
        ack()

    return acknowledge


def again_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `alert.again`."""

    def again(body: Payload, action: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), AlertAgain(text(value_of(action), "thread")))
        ack()

    return again
