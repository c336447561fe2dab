"""The button Details: a loading view at once, which the worker fills."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import Details
from bot.slack.listeners.job_sender import JobSender, Payload, text, value_of
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.render.loading_views import details_loading


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("check.details")(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `check.details`."""

    def details(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        account, budget = text(value, "account"), text(value, "budget")
        leave_with_view(sender, body, details_loading, lambda view: Details(account, budget, view))
        ack()

    return details
