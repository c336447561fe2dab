"""The buttons of the action log: those that turn its pages, and those that show a change whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.checks import LogPage, LogSteps
from bot.slack.listeners.job_sender import JobSender, Payload, place_of_click, text, value_of
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.render.loading_views import log_loading


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action(re.compile(r"^log\.page"))(listener(sender))
    app.action("log.open")(listener(sender, own=1))
    app.action("log.steps")(steps_listener(sender))


def listener(sender: JobSender, own: int = 0) -> Callable[..., None]:
    """The listener of `log.page` and `log.page.first`; with `own` of `log.open`, which stands on
    something else than a page of the log.
    """

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        account, about = text(value, "account"), text(value, "about")
        what = LogPage(account, about, text(value, "cursor"), own)
        sender.leave(place_of_click(body), what)
        ack()

    return page


def steps_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `log.steps`: a loading view, which the worker fills."""

    def steps(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        account, change = text(value, "account"), text(value, "change")
        leave_with_view(sender, body, log_loading, lambda view: LogSteps(account, change, view))
        ack()

    return steps
