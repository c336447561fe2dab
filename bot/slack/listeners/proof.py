"""A proof by a real alert: its button, its preview submitted, and the button that ends it."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs.proofs import EndProof, PreviewAnswerProof, PreviewProof, Prove
from bot.slack.listeners.job_sender import (
    JobSender,
    Payload,
    message_of_click,
    place_of_click,
    row_of,
    text,
    value_of,
)
from bot.slack.listeners.loading_view import leave_with_view
from bot.slack.listeners.submission import SHOWN_AFTER, ids_of, place_of, typed_in
from bot.slack.render.loading_views import PROOF, TYPED, proof_loading, proof_working


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.action("proof.preview")(listener(sender))
    app.action("proof.answer")(answer_listener(sender))
    app.action("proof.end")(end_listener(sender))
    app.view(PROOF)(new_listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `proof.preview`."""

    def preview(body: Payload, action: Payload, ack: Ack) -> None:
        value = value_of(action)
        account, budget, topic = (text(value, name) for name in ("account", "budget", "topic"))
        thread = _thread(body)
        leave_with_view(
            sender,
            body,
            proof_loading,
            lambda view: PreviewProof(account, budget, topic, view, thread),
        )
        ack()

    return preview


def answer_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `proof.answer`, in the menu of an answer's row."""

    def preview(body: Payload, action: Payload, ack: Ack) -> None:
        (answer, row), thread = row_of(action), _thread(body)
        leave_with_view(
            sender,
            body,
            proof_loading,
            lambda view: PreviewAnswerProof(answer, row, view, thread),
        )
        ack()

    return preview


def new_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the modal `proof.new`."""

    def submitted(body: Payload, ack: Ack) -> None:
        ids = ids_of(body)
        what = Prove(
            proof=text(ids, "proof"),
            account=text(ids, "account"),
            budget=text(ids, "budget"),
            topic=text(ids, "topic"),
            fingerprint=text(ids, "fingerprint"),
            thread=text(ids, "ts"),
            typed=typed_in(body, TYPED),
            view=text(body, "view", "id"),
        )
        id = text(body, "view", "external_id")
        sender.leave(place_of(body, ids), what, delay_seconds=SHOWN_AFTER)
        ack(response_action="update", view=dict(proof_working(id)))

    return submitted


def end_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `proof.end`."""

    def end(body: Payload, action: Payload, ack: Ack) -> None:
        sender.leave(place_of_click(body), EndProof(text(action, "value")))
        ack()

    return end


def _thread(body: Payload) -> str:
    """The thread that the message is in, or begins."""
    return text(body, "message", "thread_ts", default="") or message_of_click(body)
