"""The modal that lists every budget: its button, its order, its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.core.jobs.home import ListBudgets
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    number,
    place_of_click,
    text,
    value_of,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import ids_of
from bot.slack.render.loading_views import table_loading


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("home.budgets")(open_listener(sender))
    app.action(re.compile(r"^budgets\.(sort|page)"))(turn_listener(sender))


def open_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.budgets`."""

    def opened(body: Payload, action: Payload, ack: Ack) -> None:
        wanted = _of(value_of(action))
        leave_with_view(sender, body, table_loading, lambda view: wanted._replace(view=view))
        ack()

    return opened


def turn_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `budgets.sort` and of `budgets.page.previous` and `.next`."""

    def turn(body: Payload, action: Payload, ack: Ack) -> None:
        seen = _of(ids_of(body))._replace(view=text(body, "view", "id"))
        option = action.get("selected_option")
        if isinstance(option, Mapping):
            seen = seen._replace(sort=text(option, "value"), page=0)
        else:
            seen = seen._replace(page=number(value_of(action), "page"))
        sender.leave(place_of_click(body), seen)
        ack()

    return turn


def _of(value: Mapping[str, object]) -> ListBudgets:
    named = (text(value, name, default="") for name in ("account", "code", "resource"))
    account, code, resource = named
    sort = text(value, "sort", default="worst")
    page = number(value, "page") if "page" in value else 0
    return ListBudgets(sort, page, account, code, resource, "")
