"""A budget's button in a list of names."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack

from bot.core.jobs import Pick
from bot.slack.listeners.door import Door, Payload, place_of_click, text, value_of


def listener(door: Door) -> Callable[..., None]:
    """The listener of `budget.pick`."""

    def pick(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        door.leave(place_of_click(body), Pick(text(value, "account"), text(value, "budget")))
        ack()

    return pick
