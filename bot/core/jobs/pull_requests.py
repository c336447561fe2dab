"""The jobs of pull requests: previewed, opened, and looked at until the alert arrives again."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class PreviewPullRequest(NamedTuple):
    """The button Open a pull request of an answer's row: show what it would change.

    `view` is the loading view's id, empty where none opened; `ts` the answer's.
    """

    answer: str
    row: int
    view: str = ""
    ts: str = ""


class OpenPullRequest(NamedTuple):
    """A preview that was submitted; `fingerprint` is that of the change that the person saw, and
    `mend` the id of what it mends, "" where none was worked out. `waited` counts how often it came
    again, because somebody else was opening one.
    """

    answer: str
    row: int
    fingerprint: str
    view: str
    ts: str
    mend: str = ""
    waited: int = 0


class LookAtPullRequests(NamedTuple):
    """Leave a job for each pull request that is to be looked at by now."""


class LookAtPullRequest(NamedTuple):
    """Ask how one stands, and once it is merged whether the alert arrives; `mend` is its id."""

    mend: str


What = PreviewPullRequest | OpenPullRequest | LookAtPullRequests | LookAtPullRequest
KINDS = kinds(
    {
        "pull-request.preview": JobKind(
            PreviewPullRequest, needs="sources", about="answer", view="pull request"
        ),
        "pull-request.open": JobKind(
            OpenPullRequest, needs="sources", about="answer", view="pull request"
        ),
        "pull-request.due": JobKind(LookAtPullRequests, "nobody", "alerts", "tables"),
        "pull-request.look": JobKind(LookAtPullRequest, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
