"""What changed between two verdicts that is worth telling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.findings import Status

_REACHES = {Status.OK, Status.AT_RISK}


class VerdictChange(StrEnum):
    """How a budget's verdict turned."""

    BROKE = "broke"
    MENDED = "mended"
    UNKNOWN = "unknown"
    KNOWN = "known"
    """It could not be told, and now it can: the alert arrives, or may."""


LOST = frozenset({VerdictChange.BROKE, VerdictChange.UNKNOWN})
"""After these somebody waits for an alert."""


@dataclass(frozen=True, slots=True)
class AffectedBudget:
    """A budget that turned. `says` is the finding that leads, `since` when it was last seen
    otherwise, `teller` the job that told it, `at` the time of its check. `group` is the user group
    that its route mentions, "" for none.
    """

    account: str
    budget: str
    turned: VerdictChange
    verdict: Status
    says: str
    since: datetime | None
    teller: str
    at: datetime
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    group: str = ""


def groups_of(members: Iterable[AffectedBudget]) -> tuple[str, ...]:
    """The user groups that their routes mention, each once."""
    return tuple(dict.fromkeys(one.group for one in members if one.group))


def verdict_change(before: Status | None, now: Status) -> VerdictChange | None:
    """How it turned; None for nothing new. `before` is None for a budget that nobody has judged.

    OK and AT_RISK are one here: the alert arrives, or may.
    """
    if now == before or (now in _REACHES and (before is None or before in _REACHES)):
        return None
    if now is Status.BROKEN:
        return VerdictChange.BROKE
    if now is Status.UNKNOWN:
        return VerdictChange.UNKNOWN
    return VerdictChange.MENDED if before is Status.BROKEN else VerdictChange.KNOWN
