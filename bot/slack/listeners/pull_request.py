"""The button that opens a pull request, and its preview once it is submitted."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.pull_requests import OpenPullRequest, PreviewPullRequest
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    id_of,
    message_of_click,
    number,
    row_of,
    text,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import SHOWN_AFTER, ids_of, place_of
from bot.slack.render.loading_views import (
    PULL_REQUEST,
    pull_request_loading,
    pull_request_working,
)


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("pull_request.open")(preview_listener(sender))
    app.view(PULL_REQUEST)(submit_listener(sender))


def preview_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `pull_request.open`."""

    def pressed(body: Payload, action: Payload, ack: Ack) -> None:
        answer, row = row_of(action)
        ts = message_of_click(body)
        leave_with_view(
            *(sender, body, pull_request_loading),
            lambda view: PreviewPullRequest(answer, row, view, ts),
        )
        ack()

    return pressed


def submit_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `pull_request.preview`."""

    def submitted(body: Payload, ack: Ack) -> None:
        ids, view = ids_of(body), text(body, "view", "id")
        seen, mend, ts = text(ids, "fingerprint"), text(ids, "mend"), text(ids, "ts")
        what = OpenPullRequest(text(ids, "answer"), number(ids, "row"), seen, view, ts, mend)
        sender.leave(place_of(body, ids), what, id_of(body), SHOWN_AFTER)
        id = text(body, "view", "external_id")
        ack(response_action="update", view=dict(pull_request_working(id)))

    return submitted
