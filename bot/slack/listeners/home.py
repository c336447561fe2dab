"""The App Home: opened, its pages, its filters and its buttons.

Which page is shown, and of what, stands in the view's private_metadata, so it comes back with every
press and when the home is opened again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs import Place
from bot.core.jobs.checks import Home, HomeCheck
from bot.slack.home_state import state_of
from bot.slack.listeners.job_sender import (
    JobSender,
    MalformedError,
    Payload,
    place_of_click,
    text,
    value_of,
)

_ALL = "all"
"""The option of a filter that filters nothing: Slack takes no empty value."""


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.event("app_home_opened")(opened_listener(sender))
    app.action(re.compile(r"^home\.page"))(page_listener(sender))
    app.action(re.compile(r"^home\.only"))(filter_listener(sender))
    app.action("home.refresh")(refresh_listener(sender))
    app.action("home.check")(check_listener(sender))


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
        number = value_of(action).get("page")
        if type(number) is not int:
            raise MalformedError("page is not a number")
        sender.leave(place_of_click(body), _seen(body)._replace(page=number))
        ack()

    return page


def filter_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.only.verdict` and `home.only.account`: back to the first page."""

    def narrow(body: Payload, action: Payload, ack: Ack) -> None:
        chosen = text(action, "selected_option", "value")
        wanted = "" if chosen == _ALL else chosen
        seen = _seen(body)._replace(page=0)
        of_verdict = text(action, "action_id") == "home.only.verdict"
        what = seen._replace(verdict=wanted) if of_verdict else seen._replace(account=wanted)
        sender.leave(place_of_click(body), what)
        ack()

    return narrow


def refresh_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.refresh`."""

    def refresh(body: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), _seen(body))
        ack()

    return refresh


def check_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `home.check`."""

    def check(body: Payload, action: Payload, ack: Ack) -> None:
        value, seen = value_of(action), _seen(body)
        what = HomeCheck(
            text(value, "account"),
            text(value, "budget"),
            seen.page,
            seen.verdict,
            seen.account,
            seen.hash,
        )
        sender.leave(place_of_click(body), what)
        ack()

    return check


def _seen(payload: Payload) -> Home:
    """What the person saw; the first page of everything where that was nothing yet."""
    metadata = text(payload, "view", "private_metadata", default="")
    try:
        return state_of(metadata, text(payload, "view", "hash", default=""))
    except ValueError as error:
        raise MalformedError("the home's metadata is not ours") from error
