"""The jobs of the outbox: say one thing that is kept there, and look for what nobody has said."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


class Send(NamedTuple):
    """Say what the outbox keeps under this id, if nobody has.

    With `revision` only while that one is the newest: what takes its place has a job of its own.
    """

    message: str
    revision: str = ""


class SendDue(NamedTuple):
    """Say what should have been said by now: its worker is gone, or Slack did not take it."""


What = Send | SendDue
KINDS = {
    "message.send": JobKind(Send, "nobody", needs="tables"),
    "message.due": JobKind(SendDue, "nobody", needs="tables"),
}
"""By the name that travels."""
