"""What changed between two verdicts that is worth telling."""

from __future__ import annotations

from enum import StrEnum

from bot.core.findings import Status

_REACHES = {Status.OK, Status.AT_RISK}


class Turn(StrEnum):
    """How a budget's verdict turned."""

    BROKE = "broke"
    MENDED = "mended"
    UNKNOWN = "unknown"
    KNOWN = "known"
    """It could not be told, and now it can: the alert arrives, or may."""


def turn(before: Status | None, now: Status) -> Turn | None:
    """How it turned; None for nothing new. `before` is None for a budget that nobody has judged.

    OK and AT_RISK are one here: the alert arrives, or may.
    """
    if now == before or (now in _REACHES and (before is None or before in _REACHES)):
        return None
    if now is Status.BROKEN:
        return Turn.BROKE
    if now is Status.UNKNOWN:
        return Turn.UNKNOWN
    return Turn.MENDED if before is Status.BROKEN else Turn.KNOWN
