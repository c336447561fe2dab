"""A snooze: somebody knows that a budget does not alert, and wants to hear of it later.

It is about one root cause, so it never hides another one; and it silences what the bot says by
itself, never the verdict in an answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.root_cause import RootCause

LONGEST = timedelta(days=90)
SPANS: Mapping[str, timedelta] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
"""What can be chosen, by the word that travels."""


@dataclass(frozen=True, slots=True)
class SnoozedCause:
    """What is snoozed: a code and the key or topic that decides, of one budget; of every budget of
    the account that it breaks where `budget` is "".
    """

    account: str
    budget: str
    code: str
    resource: str

    @property
    def id(self) -> str:
        """The same for the same cause."""
        parts = "\n".join((self.account, self.code, self.resource, self.budget))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Snooze:
    """One that runs `until` then. `first` is the budget at which it was asked for, `by` who asked.

    `revision` tells it from another one of the same cause.
    """

    of: SnoozedCause
    first: str
    by: str
    reason: str
    at: datetime
    until: datetime
    revision: str


def causes_of(account: str, budget: str, cause: RootCause) -> tuple[SnoozedCause, ...]:
    """What has to be snoozed for a budget with this cause to be silent: itself, or its cause."""
    own = SnoozedCause(account, budget, cause.code, cause.resource)
    shared = SnoozedCause(account, "", cause.code, cause.resource)
    return (own, shared) if cause.resource else (own,)


def end_of(span: str, until: int, now: datetime) -> datetime | None:
    """When it ends: at `until`, seconds since 1970, else after the span. None for a moment that
    has passed or is too far, and for a span that is none.
    """
    if until:
        latest = int((now + LONGEST).timestamp())
        return datetime.fromtimestamp(until, UTC) if now.timestamp() < until <= latest else None
    return now + SPANS[span] if span in SPANS else None
