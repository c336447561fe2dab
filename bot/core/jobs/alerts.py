"""The buttons under an alert; what AWS tells of alerts is `bot.core.jobs.alert_threads`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class AlertAgain(NamedTuple):
    """The button Check again under an alert: draw it anew from what is there now."""

    thread: str


class Acknowledge(NamedTuple):
    """The button Acknowledge under an alert."""

    thread: str


What = AlertAgain | Acknowledge
KINDS = kinds(
    {
        "alert.again": JobKind(AlertAgain, needs="tables"),
        "alert.acknowledge": JobKind(Acknowledge, needs="tables"),
    }
)
"""By the name that travels."""
