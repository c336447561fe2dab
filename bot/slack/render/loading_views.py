"""The views that the front door shows itself: while a worker works, and after a submission.

They stand apart from what the worker draws, so that the front door loads none of the rules: its
cold start is most of an answer's time (docs/facts.md 8.3).
"""

from __future__ import annotations

from bot.slack.render.parts import Json, plain
from bot.slack.render.views import modal, note_view

DETAILS = "check.details"
DETAILS_TITLE = "What was found"

BUDGETS = "watch.budgets"
BUDGETS_TITLE = "The budgets"

PREVIEW = "change.preview"
PREVIEW_TITLE = "Preview of the change"
OUTCOME_TITLE = "What came of it"
DIFFERENCE = "change.difference"
DIFFERENCE_TITLE = "The exact difference"
REASON = "reason"
"""The action id of the input that asks why."""

REJECT = "change.reject"
REJECT_TITLE = "Reject the change"
_LONGEST = 500

TICKET = "ticket.new"
TICKET_TITLE = "Change ticket"
TICKET_TEXT = "ticket.text"
TITLE, NOTE = "title", "note"
"""The action ids of its inputs."""

PROOF = "proof.new"
PROOF_TITLE = "Proof by a real alert"
TYPED = "topic"
"""The action id of the input for the topic's name."""

SNOOZE = "snooze.new"
SNOOZE_TITLE = "Snooze"
WHAT, SPAN, UNTIL = "what", "span", "until"
"""The action ids of its inputs, beside REASON."""

TABLE = "home.budgets"
TABLE_TITLE = "Budgets"

LOG = "log.steps"
LOG_TITLE = "The steps"

NOT_TAKEN = (
    "budget-check could not take this: its queue did not answer. If nothing comes of it within a "
    "minute, do it again; if it stays so, whoever runs budget-check finds the reason in the log."
)

_AGAIN = "If nothing comes, close this and press the button once more."


def reject_view(id: str, metadata: str) -> Json:
    """The question why, which is part of the answer. `metadata` comes back with it."""
    typed: Json = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "min_length": 3,
        "max_length": _LONGEST,
    }
    why = "Why? Whoever asked for it reads this, and it goes into the log"
    asked: Json = {"type": "input", "label": plain(why), "element": typed}
    return modal(
        REJECT, REJECT_TITLE, [asked], id, submit="Reject", metadata=metadata, close="Cancel"
    )


def details_loading(id: str) -> Json:
    """While the worker reads the path again."""
    text = "Reading the path again. If nothing comes, close this and press Details once more."
    return note_view(DETAILS, DETAILS_TITLE, text, id)


def budgets_loading(id: str) -> Json:
    """While the worker looks up how they stand."""
    return note_view(BUDGETS, BUDGETS_TITLE, f"Looking up how they stand. {_AGAIN}", id)


def preview_loading(id: str) -> Json:
    """While the worker works the change out: it cannot be submitted."""
    text = (
        "Reading the path again and working the change out. "
        f"Nothing is written before you say so. {_AGAIN}"
    )
    return note_view(PREVIEW, PREVIEW_TITLE, text, id)


def difference_loading(id: str) -> Json:
    """While the worker looks the change up: it lies over the preview."""
    return note_view(DIFFERENCE, DIFFERENCE_TITLE, f"Looking it up. {_AGAIN}", id)


def preview_working(id: str) -> Json:
    """What answers a submission."""
    text = (
        "Working. This changes when it is done; you may close it, the thread tells the story as "
        "well."
    )
    return note_view(PREVIEW, PREVIEW_TITLE, text, id)


def ticket_loading(id: str) -> Json:
    """While the worker draws the ticket up: it cannot be submitted."""
    text = f"Drawing the ticket up. Nothing is opened before you say so. {_AGAIN}"
    return note_view(TICKET, TICKET_TITLE, text, id)


def ticket_text_loading(id: str) -> Json:
    """While the worker draws it up once more: it lies over the dialog."""
    return note_view(TICKET_TEXT, TICKET_TITLE, f"Drawing the ticket up. {_AGAIN}", id)


def ticket_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(TICKET, TICKET_TITLE, "Opening the ticket. This changes when it is done.", id)


def proof_loading(id: str) -> Json:
    """While the worker looks whom an alert would reach: it cannot be submitted."""
    text = f"Looking whom an alert would reach. Nothing is sent before you say so. {_AGAIN}"
    return note_view(PROOF, PROOF_TITLE, text, id)


def proof_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(PROOF, PROOF_TITLE, "Working. This changes when it has begun.", id)


def snooze_loading(id: str) -> Json:
    """While the worker looks what there is to snooze: it cannot be submitted."""
    return note_view(SNOOZE, SNOOZE_TITLE, f"Looking it up. {_AGAIN}", id)


def table_loading(id: str) -> Json:
    """While the worker reads the last verdicts."""
    return note_view(TABLE, TABLE_TITLE, f"Listing the budgets. {_AGAIN}", id)


def snooze_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(SNOOZE, SNOOZE_TITLE, "Working.", id)


def log_loading(id: str) -> Json:
    """While the worker reads the records."""
    return note_view(LOG, LOG_TITLE, f"Looking it up. {_AGAIN}", id)


def not_taken_view(view: Json) -> Json:
    """The same modal, where the queue did not take its job."""
    title = view.get("title")
    words = str(title.get("text")) if isinstance(title, dict) else ""
    callback, id = str(view.get("callback_id") or ""), str(view.get("external_id") or "")
    return note_view(callback, words or "budget-check", NOT_TAKEN, id)
