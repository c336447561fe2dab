"""The App Home: opened, its pages, its filters, the way to a budget, and its buttons.

What is shown stands in the view's private_metadata, so it comes back with every press and when the
home is opened again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App, BoltResponse

from bot.core.jobs import Place
from bot.core.jobs.checks import Command
from bot.core.jobs.home import ExportBudgets, Home, HomeCheck
from bot.slack.home_state import state_of
from bot.slack.listeners.job_sender import (
    JobSender,
    MalformedError,
    Payload,
    number,
    place_of_click,
    text,
    value_of,
)

_ALL = "all"
"""The option of a filter that filters nothing: Slack takes no empty value."""
_DECIDES = {"change.approve"}
_AFTER = 3
"""Seconds, within which what was pressed is done."""


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.middleware(redrawn_after(sender))
    app.event("app_home_opened")(opened_listener(sender))
    app.action(re.compile(r"^home\.page"))(page_listener(sender))
    app.action(re.compile(r"^home\.only"))(filter_listener(sender))
    app.action("home.refresh")(refresh_listener(sender))
    app.action("home.find")(find_listener(sender))
    app.action("home.check")(check_listener(sender))
    app.action("home.export")(export_listener(sender))
    app.action("home.log")(log_listener(sender))


def redrawn_after(sender: JobSender) -> Callable[..., BoltResponse]:
    """Middleware: what is decided in the App Home by a button that stands elsewhere too leaves a
    job that draws the Home anew.
    """

    def redrawn(body: Payload, next: Callable[[], BoltResponse]) -> BoltResponse:
        answer = next()
        actions = body.get("actions")
        pressed = actions if isinstance(actions, list) else []
        decided = any(
            isinstance(one, dict) and str(one.get("action_id")) in _DECIDES for one in pressed
        )
        if decided and text(body, "view", "type", default="") == "home":
            sender.leave(place_of_click(body), _seen(body)._replace(hash=""), delay_seconds=_AFTER)
        return answer

    return redrawn


def opened_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `app_home_opened`. Slack sends it for the tab with messages too."""

    def opened(body: Payload, event: Payload, ack: Ack) -> None:
        if text(event, "tab", default="") == "home":
            place = Place(team=text(body, "team_id"), user=text(event, "user"), channel="")
            sender.leave(place, _seen(event))
        ack()

    return opened


def page_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.page.previous` and `home.page.next`."""

    def page(body: Payload, action: Payload, ack: Ack) -> None:
        wanted = number(value_of(action), "page")
        sender.leave(place_of_click(body), _plain(body)._replace(page=wanted))
        ack()

    return page


def filter_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.only.verdict`, `.account` and `.cause`: back to the first page."""

    def narrow(body: Payload, action: Payload, ack: Ack) -> None:
        chosen = text(action, "selected_option", "value")
        filter = text(action, "action_id").rpartition(".")[2]
        wanted = "" if chosen == _ALL else chosen
        seen = _plain(body)._replace(page=0)
        sender.leave(place_of_click(body), _narrowed(seen, filter, wanted))
        ack()

    return narrow


def refresh_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.refresh`."""

    def refresh(body: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), _seen(body))
        ack()

    return refresh


def find_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.find`: a budget that was chosen, or a part of a name."""

    def find(body: Payload, action: Payload, ack: Ack) -> None:
        option = action.get("selected_option")
        chosen = text(option, "value") if isinstance(option, Mapping) else ""
        typed = text(action, "value", default="").strip()
        sender.leave(place_of_click(body), _seen(body)._replace(shown=chosen, at=-1, find=typed))
        ack()

    return find


def check_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.check`."""

    def check(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        at = value.get("at")
        what = HomeCheck(
            text(value, "account"),
            text(value, "budget"),
            text(body, "view", "hash", default=""),
            at if type(at) is int else -1,
            text(body, "view", "private_metadata", default=""),
        )
        _seen(body)  # metadata that is not ours is refused here
        sender.leave(place_of_click(body), what)
        ack()

    return check


def export_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.export`."""

    def export(body: Payload, ack: Ack) -> None:
        seen = _seen(body)
        metadata = text(body, "view", "private_metadata", default="")
        sender.leave(place_of_click(body), ExportBudgets(metadata, seen.hash))
        ack()

    return export


def log_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.log`: the same as the command."""

    def log(body: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), Command("log"))
        ack()

    return log


def _narrowed(seen: Home, filter: str, wanted: str) -> Home:
    match filter:
        case "verdict":
            return seen._replace(verdict=wanted)
        case "account":
            return seen._replace(account=wanted)
        case "cause":
            return seen._replace(cause=wanted)
        case _:
            raise MalformedError("there is no such filter")


def _plain(payload: Payload) -> Home:
    """What they saw, and no budget with a place of its own."""
    return _seen(payload)._replace(shown="", at=-1, find="")


def _seen(payload: Payload) -> Home:
    """What the person saw; the first page of everything where that was nothing yet."""
    metadata = text(payload, "view", "private_metadata", default="")
    try:
        return state_of(metadata, text(payload, "view", "hash", default=""))
    except ValueError as error:
        raise MalformedError("the home's metadata is not ours") from error
