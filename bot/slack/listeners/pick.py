"""A budget's button in a list of names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from slack_bolt import Ack, App

from bot.core.jobs.checks import Pick
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    id_of,
    message_of_click,
    place_of_click,
    text,
    value_of,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("budget.pick")(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `budget.pick`."""

    def pick(body: Payload, action: Payload, ack: Ack) -> None:
        value, place = value_of(action), place_of_click(body)
        # A list that everybody sees is a post of the watch: what is checked there is told under it.
        where = replace(place, thread=place.thread or message_of_click(body))
        what = Pick(text(value, "account"), text(value, "budget"))
        sender.leave(where, what, id_of(body))
        ack()

    return pick
