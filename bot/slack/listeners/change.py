"""The buttons of a change: Approve, Reject, Undo with its own preview, and the exact difference."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.changes import Approve, PreviewUndo, Reject, ShowDifference
from bot.slack.listeners.job_sender import JobSender, Payload, place_of_click, text, value_of
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.render.loading_views import difference_loading, preview_loading

_FORMS = ("difference", "terraform", "cloudformation")


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("change.approve")(approve_listener(sender))
    app.action("change.reject")(reject_listener(sender))
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


def reject_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `change.reject`."""

    def reject(body: Payload, action: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), Reject(text(value_of(action), "change")))
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
