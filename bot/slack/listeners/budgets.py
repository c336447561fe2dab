"""The button of a post about many budgets that lists them, and those that turn its pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import ShowBudgets
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    number,
    place_of_click,
    text,
    value_of,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.render.loading_views import budgets_loading


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("watch.budgets")(listener(sender))
    app.action(re.compile(r"^watch\.budgets\.page"))(page_listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `watch.budgets`: a loading view, which the worker fills."""

    def budgets(body: Payload, action: Payload, ack: Ack) -> None:
        notice, page = _asked(action)
        leave_with_view(sender, body, budgets_loading, lambda view: ShowBudgets(notice, page, view))
        ack()

    return budgets


def page_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the buttons in that view, which changes."""

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        notice, wanted = _asked(action)
        view = text(body, "view", "id", default="")
        sender.leave(place_of_click(body), ShowBudgets(notice, wanted, view))
        ack()

    return page


def _asked(action: Payload) -> tuple[str, int]:
    value = value_of(action)
    return text(value, "notice"), number(value, "page")
