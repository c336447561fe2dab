"""The views that the front door shows itself: while a worker works, and after a submission.

They stand apart from what the worker draws, so that the front door loads none of the rules: its
cold start is most of an answer's time (docs/facts.md 8.3).
"""

from __future__ import annotations

from bot.core.texts import loading_views as words
from bot.slack.render.parts import Json, plain
from bot.slack.render.views import modal, note_view

DETAILS = "check.details"
DETAILS_TITLE = words.DETAILS_TITLE

BUDGETS = "watch.budgets"
BUDGETS_TITLE = words.BUDGETS_TITLE

PREVIEW = "change.preview"
PREVIEW_TITLE = words.PREVIEW_TITLE
OUTCOME_TITLE = words.OUTCOME_TITLE
DIFFERENCE = "change.difference"
DIFFERENCE_TITLE = words.DIFFERENCE_TITLE
REASON = "reason"
"""The action id of the input that asks why."""

REJECT = "change.reject"
REJECT_TITLE = words.REJECT_TITLE
_LONGEST = 500

TICKET = "ticket.new"
TICKET_TITLE = words.TICKET_TITLE
TICKET_TEXT = "ticket.text"
TITLE, NOTE, SEVERITY, SYSTEM = "title", "note", "severity", "ticket.system"
"""The action ids of its inputs."""
ASSIGNEE = "assignee."
"""With the system's name: who is typed in for one system is nobody in another."""

PULL_REQUEST = "pull_request.preview"
PULL_REQUEST_TITLE = words.PULL_REQUEST_TITLE

PROOF = "proof.new"
PROOF_TITLE = words.PROOF_TITLE
TYPED = "topic"
"""The action id of the input for the topic's name."""

SNOOZE = "snooze.new"
SNOOZE_TITLE = words.SNOOZE_TITLE
WHAT, SPAN, UNTIL = "what", "span", "until"
"""The action ids of its inputs, beside REASON."""

TABLE = "home.budgets"
TABLE_TITLE = words.TABLE_TITLE

LOG = "log.steps"
LOG_TITLE = words.LOG_TITLE


def reject_view(id: str, metadata: str) -> Json:
    """The question why, which is part of the answer. `metadata` comes back with it."""
    typed: Json = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "min_length": 3,
        "max_length": _LONGEST,
    }
    asked: Json = {"type": "input", "label": plain(words.REJECT_WHY), "element": typed}
    pressed, close = words.REJECT, words.CANCEL
    return modal(REJECT, REJECT_TITLE, [asked], id, submit=pressed, metadata=metadata, close=close)


def details_loading(id: str) -> Json:
    """While the worker reads the path again."""
    return note_view(DETAILS, DETAILS_TITLE, words.DETAILS, id)


def budgets_loading(id: str) -> Json:
    """While the worker looks up how they stand."""
    return note_view(BUDGETS, BUDGETS_TITLE, words.BUDGETS, id)


def preview_loading(id: str) -> Json:
    """While the worker works the change out: it cannot be submitted."""
    return note_view(PREVIEW, PREVIEW_TITLE, words.PREVIEW, id)


def difference_loading(id: str) -> Json:
    """While the worker looks the change up: it lies over the preview."""
    return note_view(DIFFERENCE, DIFFERENCE_TITLE, words.LOOKING, id)


def preview_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(PREVIEW, PREVIEW_TITLE, words.PREVIEW_WORKS, id)


def ticket_loading(id: str) -> Json:
    """While the worker draws the ticket up: it cannot be submitted."""
    return note_view(TICKET, TICKET_TITLE, words.TICKET, id)


def ticket_text_loading(id: str) -> Json:
    """While the worker draws it up once more: it lies over the dialog."""
    return note_view(TICKET_TEXT, TICKET_TITLE, words.TICKET_TEXT, id)


def ticket_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(TICKET, TICKET_TITLE, words.TICKET_WORKS, id)


def pull_request_loading(id: str) -> Json:
    """While the worker reads the file: it cannot be submitted."""
    return note_view(PULL_REQUEST, PULL_REQUEST_TITLE, words.PULL_REQUEST, id)


def pull_request_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(PULL_REQUEST, PULL_REQUEST_TITLE, words.PULL_REQUEST_WORKS, id)


def proof_loading(id: str) -> Json:
    """While the worker looks whom an alert would reach: it cannot be submitted."""
    return note_view(PROOF, PROOF_TITLE, words.PROOF, id)


def proof_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(PROOF, PROOF_TITLE, words.PROOF_WORKS, id)


def snooze_loading(id: str) -> Json:
    """While the worker looks what there is to snooze: it cannot be submitted."""
    return note_view(SNOOZE, SNOOZE_TITLE, words.LOOKING, id)


def table_loading(id: str) -> Json:
    """While the worker reads the last verdicts."""
    return note_view(TABLE, TABLE_TITLE, words.TABLE, id)


def snooze_working(id: str) -> Json:
    """What answers a submission."""
    return note_view(SNOOZE, SNOOZE_TITLE, words.WORKS, id)


def log_loading(id: str) -> Json:
    """While the worker reads the records."""
    return note_view(LOG, LOG_TITLE, words.LOOKING, id)


def not_taken_view(view: Json) -> Json:
    """The same modal, where the queue did not take its job."""
    title = view.get("title")
    said = str(title.get("text")) if isinstance(title, dict) else ""
    callback, id = str(view.get("callback_id") or ""), str(view.get("external_id") or "")
    return note_view(callback, said or "budget-check", words.NOT_TAKEN, id)
