"""The jobs of a change that people press; its own are `bot.core.jobs.change_steps`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class Preview(NamedTuple):
    """The button of a fix: `row` counts an answer's rows of buttons from 0.

    `view` is the loading view's id, empty where none opened; `ts` the answer's. `home` is what the
    App Home showed where it was pressed there, as its metadata has it.
    """

    answer: str
    row: int
    fix: str
    view: str = ""
    ts: str = ""
    home: str = ""


class PreviewUndo(NamedTuple):
    """The button Undo of an applied change."""

    change: str
    view: str = ""


class ShowDifference(NamedTuple):
    """A button of the preview: the exact difference, or the change as another tool's text.

    `form` is "difference", "more", or the tool in small letters; `view` the id of the view pushed
    over it.
    """

    change: str
    form: str
    view: str = ""


class Submit(NamedTuple):
    """A preview that was submitted; `reason` is what the person typed.

    `fingerprint` is that of the plan that they saw.
    """

    change: str
    fingerprint: str
    reason: str
    view: str


class Approve(NamedTuple):
    """The button Approve under a request; `fingerprint` is that of the plan it is about."""

    change: str
    fingerprint: str


class Reject(NamedTuple):
    """The modal behind the button Reject, submitted with the reason that the person typed."""

    change: str
    why: str = ""


What = Preview | PreviewUndo | ShowDifference | Submit | Approve | Reject
KINDS = kinds(
    {
        "change.preview": JobKind(Preview, "person", "mend", "engine", "answer", "preview"),
        "change.undo": JobKind(PreviewUndo, "person", "mend", "engine", "change", "preview"),
        "change.difference": JobKind(
            ShowDifference, needs="tables", about="change", view="difference"
        ),
        "change.submit": JobKind(Submit, "person", "mend", "engine", "change", "preview", "change"),
        "change.approve": JobKind(Approve, "person", "mend", "engine", "change"),
        "change.reject": JobKind(Reject, "person", "mend", "engine", "change"),
    }
)
"""By the name that travels."""
