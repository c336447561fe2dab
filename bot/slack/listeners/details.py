"""The button Details: a loading view at once, which the worker fills."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack

from bot.core.jobs import Details
from bot.slack.listeners.door import Door, Payload, place_of_click, text, value_of
from bot.slack.listeners.loading import open_loading
from bot.slack.render.details import loading_view


def listener(door: Door) -> Callable[..., None]:
    """The listener of `check.details`."""

    def details(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        id = door.new_id()
        view = open_loading(door, body, loading_view(id))
        what = Details(text(value, "account"), text(value, "budget"), view)
        door.leave(place_of_click(body), what, id)
        ack()

    return details
