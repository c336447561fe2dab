"""The buttons that turn the pages of the action log."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import LogPage
from bot.slack.listeners.job_sender import JobSender, Payload, place_of_click, text, value_of


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^log\.page"))(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `log.page` and `log.page.first`."""

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        what = LogPage(text(value, "account"), text(value, "budget"), text(value, "cursor"))
        sender.leave(place_of_click(body), what)
        ack()

    return page
