"""The buttons that turn the pages of a list of budgets."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import ListPage
from bot.slack.listeners.job_sender import (
    JobSender,
    MalformedError,
    Payload,
    place_of_click,
    text,
    value_of,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^list\.page"))(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `list.page` and `list.page.previous`."""

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        number = value.get("page")
        if type(number) is not int:  # True is an int as well
            raise MalformedError("page is not a number")
        verdict = text(value, "verdict", default="")
        what = ListPage(text(value, "account"), text(value, "part"), number, verdict)
        sender.leave(place_of_click(body), what)
        ack()

    return page
