"""The jobs of snoozes whose time is over."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class EndSnoozes(NamedTuple):
    """End those whose time has come."""


class TellAgain(NamedTuple):
    """Say that a budget still does not alert, though it is snoozed no more: `note` says how that
    came, `asked_by` whose snooze it was.
    """

    account: str
    budget: str
    note: str
    asked_by: str


What = EndSnoozes | TellAgain
KINDS = kinds(
    {
        "snooze.due": JobKind(EndSnoozes, "nobody", "alerts", "tables"),
        "snooze.over": JobKind(TellAgain, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
