"""The buttons that turn the pages of the action log."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import LogPage
from bot.slack.listeners.door import Door, Payload, place_of_click, text, value_of


def register(app: App, door: Door) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^log\.page"))(listener(door))


def listener(door: Door) -> Callable[..., None]:
    """The listener of `log.page` and `log.page.first`."""

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        what = LogPage(text(value, "account"), text(value, "budget"), text(value, "cursor"))
        door.leave(place_of_click(body), what)
        ack()

    return page
