"""The details view, closed or submitted: nothing to do but to say so."""

from __future__ import annotations

from slack_bolt import Ack


def acknowledge(ack: Ack) -> None:
    """Acknowledge; the view goes."""
    ack()
