"""The button Details: a loading view at once, which the worker fills.

The view must be opened here: its trigger lives 3 s (FACTS 7). Where that fails the worker answers
with a message instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt import Ack

from bot.core.jobs import Details
from bot.errors import SlackError
from bot.slack.listeners.door import Door, Payload, place_of_click, text, value_of
from bot.slack.render.details import loading_view

_log = logging.getLogger(__name__)


def listener(door: Door) -> Callable[..., None]:
    """The listener of `check.details`."""

    def details(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        id = door.new_id()
        view = _open(door, text(body, "trigger_id"), id)
        what = Details(text(value, "account"), text(value, "budget"), view)
        door.leave(place_of_click(body), what, id)
        ack()

    return details


def _open(door: Door, trigger: str, id: str) -> str:
    try:
        return door.slack.open_view(trigger, loading_view(id))
    except SlackError as error:
        _log.warning("No loading view: %s", error)
        return ""
