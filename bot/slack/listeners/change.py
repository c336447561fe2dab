"""The buttons of a change: Approve, Reject, Undo with its own preview, and the exact difference."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.changes import Approve, PreviewUndo, Reject, ShowDifference
from bot.core.jobs.home import Home
from bot.errors import SlackError
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    id_of,
    place_of_click,
    text,
    value_of,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import ids_of, place_of, typed_in
from bot.slack.render.loading_views import (
    REASON,
    REJECT,
    difference_loading,
    preview_loading,
    reject_view,
)
from bot.slack.values import pack

_AFTER = 3
"""Seconds, within which what was decided is done."""
_log = logging.getLogger(__name__)
_FORMS = ("more", "difference", "terraform", "cloudformation")


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("change.approve")(approve_listener(sender))
    app.action("change.reject")(ask_why_listener(sender))
    app.view(REJECT)(reject_listener(sender))
    app.action("change.undo")(undo_listener(sender))
    for form in _FORMS:
        app.action(f"change.{form}")(difference_listener(sender, form))


def approve_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `change.approve`."""

    def approve(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        what = Approve(text(value, "change"), text(value, "fingerprint"))
        sender.leave(place_of_click(body), what)
        ack()

    return approve


def ask_why_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the button `change.reject`: it asks why."""

    def ask_why(body: Payload, action: Payload, ack: Ack) -> None:
        change, place = text(value_of(action), "change"), place_of_click(body)
        home = int(text(body, "view", "type", default="") == "home")
        id, ids = sender.new_id(), pack(change=change, channel=place.channel, home=home)
        try:
            sender.slack.open_view(text(body, "trigger_id"), reject_view(id, ids))
        except SlackError as error:
            _log.warning("No question why: %s", error)
            sender.leave(place, Reject(change))
        ack()

    return ask_why


def reject_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `change.reject`. Pressed in the App Home, it draws that anew."""

    def reject(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        place = place_of(body, ids)
        sender.leave(place, Reject(text(ids, "change"), typed_in(body, REASON)), id_of(body))
        if ids.get("home") == 1:
            sender.leave(place, Home(0, "", "", ""), delay_seconds=_AFTER)
        ack()

    return reject


def undo_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `change.undo`."""

    def undo(body: Payload, action: Payload, ack: Ack) -> None:
        change = text(action, "value")
        leave_with_view(sender, body, preview_loading, lambda view: PreviewUndo(change, view))
        ack()

    return undo


def difference_listener(sender: JobSender, form: str) -> Callable[..., None]:
    """The listener of `change.difference`, or of another form of it."""

    def difference(body: Payload, action: Payload, ack: Ack) -> None:
        change = text(action, "value")
        leave_with_view(
            sender, body, difference_loading, lambda view: ShowDifference(change, form, view)
        )
        ack()

    return difference
