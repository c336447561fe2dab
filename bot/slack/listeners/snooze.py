"""The snooze: its button, its modal when it is submitted, and the button that ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.core.jobs.snooze import AskSnooze, SetSnooze, Wake
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    home_of,
    id_of,
    number,
    place_of_click,
    text,
    value_of,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import SHOWN_AFTER, held_by, ids_of, place_of, typed_in
from bot.slack.render.loading_views import (
    REASON,
    SNOOZE,
    SPAN,
    UNTIL,
    WHAT,
    snooze_loading,
    snooze_working,
)

_ALL = "all"
_CHOSEN = "selected_date_time"


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("snooze.new")(ask_listener(sender))
    app.action("snooze.wake")(wake_listener(sender))
    app.view(SNOOZE)(set_listener(sender))


def ask_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `snooze.new`."""

    def ask(body: Payload, action: Payload, ack: Ack) -> None:
        value, home = value_of(action), home_of(body)
        account, budget = text(value, "account"), text(value, "budget")
        whole = int(value.get("whole") == 1)
        leave_with_view(
            sender,
            body,
            snooze_loading,
            lambda view: AskSnooze(account, budget, whole, view, home),
        )
        ack()

    return ask


def set_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `snooze.new`."""

    def submitted(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        of = [text(ids, name) for name in ("account", "budget", "code", "resource")]
        account, budget, code, resource = of
        whole = int(_option(body, WHAT) == _ALL)
        what = SetSnooze(
            account,
            budget,
            whole,
            code,
            resource,
            _option(body, SPAN),
            _moment(body),
            typed_in(body, REASON),
            text(body, "view", "id"),
            text(ids, "home", default=""),
        )
        sender.leave(place_of(body, ids), what, id_of(body), SHOWN_AFTER)
        ack(response_action="update", view=dict(snooze_working(text(body, "view", "external_id"))))

    return submitted


def wake_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `snooze.wake`."""

    def wake(body: Payload, action: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), Wake(text(action, "value"), home_of(body)))
        ack()

    return wake


def _option(body: Payload, action: str) -> str:
    option = held_by(body, action).get("selected_option")
    return text(option, "value") if isinstance(option, Mapping) else ""


def _moment(body: Payload) -> int:
    """Seconds since 1970, 0 where none was chosen."""
    held = held_by(body, UNTIL)
    return 0 if held.get(_CHOSEN) is None else number(held, _CHOSEN)
