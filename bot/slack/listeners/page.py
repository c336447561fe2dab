"""The buttons that turn the pages of a list of budgets."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import ListPage
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    number,
    place_of_click,
    text,
    value_of,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^list\.page"))(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `list.page` and `list.page.previous`."""

    def turn(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        verdict = text(value, "verdict", default="")
        page = number(value, "page")
        exact = number({"exact": 0, **value}, "exact")
        what = ListPage(text(value, "account"), text(value, "part"), page, verdict, exact)
        sender.leave(place_of_click(body), what)
        ack()

    return turn
