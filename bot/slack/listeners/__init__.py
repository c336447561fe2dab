"""The listeners, one file per kind of request; this is only the table."""

from __future__ import annotations

import re

from slack_bolt import App

from bot.slack.listeners import again, closed, command, details, page, pick
from bot.slack.listeners.door import Door
from bot.slack.render.details import CALLBACK


def register(app: App, door: Door) -> None:
    """Tie each kind of request to its listener."""
    app.command("/budget-check")(command.listener(door))
    app.action("check.again")(again.listener(door))
    app.action("check.details")(details.listener(door))
    app.action("budget.pick")(pick.listener(door))
    app.action(re.compile(r"^list\.page"))(page.listener(door))
    app.view_closed(CALLBACK)(closed.acknowledge)
    app.view(CALLBACK)(closed.acknowledge)
