"""What is chosen in an overflow menu is the press of the button that it stands for.

An option's value begins with that button's id, then a blank and its value (docs/architecture.md,
"Slack ids"): so each act has one listener, wherever it is offered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse

from bot.slack.listeners.job_sender import JobSender


def register(app: App, _sender: JobSender) -> None:
    """Tie it before every listener."""
    app.middleware(as_button)


def as_button(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
    """Put the button in the menu's place; every other request goes on as it is."""
    actions = body.get("actions")
    if isinstance(actions, list):
        body["actions"] = [_button(one) for one in actions]
    return next()


def _button(action: object) -> object:
    if not isinstance(action, dict) or action.get("type") != "overflow":
        return action
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, dict) else None
    if not isinstance(value, str):
        return action
    id, _, carried = value.partition(" ")
    return {**action, "type": "button", "action_id": id, "value": carried}
