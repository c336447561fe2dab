"""The button that looks for a name in every account."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.lookups import LookEverywhere
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    id_of,
    place_of_click,
    text,
    value_of,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("lookup.begin")(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `lookup.begin`."""

    def begin(body: Payload, action: Payload, ack: Ack) -> None:
        what = LookEverywhere(text(value_of(action), "name"))
        sender.leave(place_of_click(body), what, id_of(body))
        ack()

    return begin
