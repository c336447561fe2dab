"""The listeners, one file per kind of request; this is only the table."""

from __future__ import annotations

import re

from slack_bolt import App

from bot.slack.listeners import (
    again,
    alert,
    change,
    closed,
    command,
    details,
    events,
    fix,
    home,
    log,
    message_shortcut,
    page,
    pick,
    proof,
    submission,
)
from bot.slack.listeners.door import Door
from bot.slack.render.waiting import DETAILS, PREVIEW, PROOF, TICKET


def register(app: App, door: Door) -> None:
    """Tie each kind of request to its listener."""
    app.command("/budget-check")(command.listener(door))
    app.action("check.again")(again.listener(door))
    app.action("check.details")(details.listener(door))
    app.action("budget.pick")(pick.listener(door))
    app.action(re.compile(r"^list\.page"))(page.listener(door))
    app.action(re.compile(r"^log\.page"))(log.listener(door))
    app.action(re.compile(r"^fix\."))(fix.listener(door))
    app.action("ticket.open")(fix.ticket_listener(door))
    app.action("change.approve")(change.approve_listener(door))
    app.action("change.reject")(change.reject_listener(door))
    app.action("change.undo")(change.undo_listener(door))
    app.event("app_home_opened")(home.opened_listener(door))
    app.action(re.compile(r"^home\.page"))(home.page_listener(door))
    app.action(re.compile(r"^home\.only"))(home.filter_listener(door))
    app.action("home.refresh")(home.refresh_listener(door))
    app.action("home.check")(home.check_listener(door))
    app.event("app_mention")(events.mention_listener(door))
    app.event("message")(events.message_listener(door))
    app.message_shortcut(message_shortcut.CHECK)(message_shortcut.listener(door))
    app.action("alert.acknowledge")(alert.acknowledge_listener(door))
    app.action("alert.again")(alert.again_listener(door))
    app.action("proof.preview")(proof.listener(door))
    app.action("proof.end")(proof.end_listener(door))
    app.view(PROOF)(proof.new_listener(door))
    app.view_closed(PROOF)(closed.acknowledge)
    app.view(PREVIEW)(submission.change_listener(door))
    app.view(TICKET)(submission.ticket_listener(door))
    app.view(DETAILS)(closed.acknowledge)
    for callback in (DETAILS, PREVIEW, TICKET):
        app.view_closed(callback)(closed.acknowledge)
