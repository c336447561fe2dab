"""The button Details: a loading view at once, which the worker fills."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import Details
from bot.slack.listeners.door import Door, Payload, text, value_of
from bot.slack.listeners.loading import leave_with_view
from bot.slack.render.waiting import details_loading


def register(app: App, door: Door) -> None:
    """Tie what Slack sends to its listener."""
    app.action("check.details")(listener(door))


def listener(door: Door) -> Callable[..., None]:
    """The listener of `check.details`."""

    def details(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        account, budget = text(value, "account"), text(value, "budget")
        leave_with_view(door, body, details_loading, lambda view: Details(account, budget, view))
        ack()

    return details
