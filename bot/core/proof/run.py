"""A proof that somebody asked for, and the states it goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.change import ChangePlace
from bot.core.proof.names import name_of

LIVES = timedelta(hours=24)
"""So long an alert is awaited; then the budget is removed."""


class Outcome(StrEnum):
    """How far a proof is."""

    RUNNING = "running"
    ARRIVED = "arrived"
    EXPIRED = "expired"
    ENDED = "ended"
    """By a person, before its time."""
    FAILED = "failed"
    """Its budget could not be made."""


NEXT: Mapping[Outcome, frozenset[Outcome]] = {
    Outcome.RUNNING: frozenset(Outcome) - {Outcome.RUNNING},
    **{over: frozenset() for over in Outcome if over is not Outcome.RUNNING},
}
"""The transitions that exist: what is over stays as it is, and its budget is removed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof. `budget` is the one that it is about, `name` the temporary one.

    `made` says that the temporary budget is known to be there, `removed` that it is known to be
    gone: only then another proof may run on the topic. `seen_at` is when its alert came in,
    `arrived_at` the same once AWS shows the notification in ALARM. `waited` says that people were
    told that it takes long, `stuck` that the budget could not be removed. `version` rises by one
    with each step.
    """

    id: str
    account: str
    budget: str
    topic: str
    unit: str
    requester: str
    place: ChangePlace
    begun: datetime
    until: datetime
    outcome: Outcome = Outcome.RUNNING
    version: int = 1
    made: bool = False
    removed: bool = False
    waited: bool = False
    stuck: bool = False
    seen_at: datetime | None = None
    arrived_at: datetime | None = None

    @property
    def name(self) -> str:
        """The temporary budget's."""
        return name_of(self.id)

    @property
    def runs(self) -> bool:
        """Whether its alert is still awaited."""
        return self.outcome is Outcome.RUNNING
