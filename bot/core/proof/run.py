"""A proof that somebody asked for, and its life cycle: `PROOF_EVENTS` is the one list of what can
happen to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.change.change import ChangePlace
from bot.core.life_cycle import Due, Heard, Transition
from bot.core.proof.names import name_of

LIVES = timedelta(hours=24)
"""So long an alert is awaited; then the budget is removed."""
TRY_AGAIN = timedelta(hours=1)
"""How often it is tried to remove a budget that could not be."""
LOOK_AGAIN = timedelta(minutes=2)
_SETTLE_AFTER = timedelta(minutes=6)
"""Longer than the worker's time-out: what is not made by then was left by a worker that is gone."""
SAY_AFTER = timedelta(hours=1)


class Outcome(StrEnum):
    """How far a proof is. ENDED: by a person, before its time. FAILED: no budget could be made."""

    RUNNING = "running"
    ARRIVED = "arrived"
    EXPIRED = "expired"
    ENDED = "ended"
    FAILED = "failed"


PROOF_STANDS: Mapping[Outcome, str] = {
    Outcome.RUNNING: "its alert is awaited",
    Outcome.ARRIVED: "its alert has arrived",
    Outcome.EXPIRED: "no alert came in time",
    Outcome.ENDED: "it was ended",
    Outcome.FAILED: "its temporary budget could not be made",
}
"""What is said of it."""


class ProofEvent(StrEnum):
    """What can happen to a proof; the value is the end of the mark by which its line is found.

    BEGUN to MADE: its budget; FOUND: by who came after a worker that is gone. SEEN: an alert came
    in, ARRIVED: and AWS shows the ALARM. CLEANED, FREED, STUCK: whether its budget is gone.
    REFUSED: a right is missing.
    """

    BEGUN = "begun"
    MADE = "started"
    FOUND = "found"
    SEEN = "seen"
    WAITED = "waits"
    ARRIVED = "arrived"
    EXPIRED = "expired"
    ENDED = "ended"
    FAILED = "failed"
    CLEANED = "cleaned"
    FREED = "removed"
    STUCK = "stuck"
    REFUSED = "refused"

    @property
    def row(self) -> Transition[Outcome]:
        """What it does."""
        return PROOF_EVENTS[self]


def _look(after: timedelta | None) -> Due:
    return Due("look", LOOK_AGAIN, after)


_NOW, _AT_ITS_END = _look(timedelta()), _look(None)
_RUNNING = frozenset({Outcome.RUNNING})
_TO_CLEAN = frozenset({Outcome.ARRIVED, Outcome.EXPIRED, Outcome.ENDED})

PROOF_EVENTS: Mapping[ProofEvent, Transition[Outcome]] = {
    ProofEvent.BEGUN: Transition(
        to=Outcome.RUNNING,
        log="intends to make a temporary budget",
        due=_look(_SETTLE_AFTER),
    ),
    ProofEvent.MADE: Transition(
        _RUNNING,
        Outcome.RUNNING,
        "made the temporary budget",
        heard=Heard.THREAD,
        due=_look(SAY_AFTER),
    ),
    ProofEvent.FOUND: Transition(
        _RUNNING,
        Outcome.RUNNING,
        "found the temporary budget made",
        heard=Heard.THREAD,
        due=_look(SAY_AFTER),
    ),
    ProofEvent.SEEN: Transition(_RUNNING, Outcome.RUNNING, "got the proof's alert", due=_NOW),
    ProofEvent.WAITED: Transition(
        _RUNNING,
        Outcome.RUNNING,
        "waits for the proof's alert",
        heard=Heard.THREAD,
        due=_AT_ITS_END,
    ),
    ProofEvent.ARRIVED: Transition(
        _RUNNING,
        Outcome.ARRIVED,
        "proved: the alert arrived",
        heard=Heard.REQUESTER,
        due=_NOW,
    ),
    ProofEvent.EXPIRED: Transition(
        _RUNNING,
        Outcome.EXPIRED,
        "no alert came in time",
        heard=Heard.REQUESTER,
        due=_NOW,
    ),
    ProofEvent.ENDED: Transition(
        _RUNNING,
        Outcome.ENDED,
        "ended the proof",
        heard=Heard.THREAD,
        due=_NOW,
    ),
    ProofEvent.FAILED: Transition(
        _RUNNING,
        Outcome.FAILED,
        "could not make the temporary budget",
        heard=Heard.THREAD,
    ),
    ProofEvent.CLEANED: Transition(_TO_CLEAN, log="removed the temporary budget"),
    ProofEvent.FREED: Transition(
        _TO_CLEAN,
        log="removed the temporary budget",
        heard=Heard.REQUESTER,
    ),
    ProofEvent.STUCK: Transition(
        _TO_CLEAN,
        log="could not remove the temporary budget",
        heard=Heard.REQUESTER,
        due=_look(TRY_AGAIN),
    ),
    ProofEvent.REFUSED: Transition(log="refused"),
}
"""What is over stays as it is until its budget is removed; then nothing is due.

REQUESTER: who asked is mentioned, for nobody looks at the reply any more."""
STARTED = (ProofEvent.MADE, ProofEvent.FOUND)
"""The temporary budget is there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof. `budget` is the one that it is about, `name` the temporary one.

    `made` says that the temporary budget is known to be there, `removed` that it is known to be
    gone: only then another proof may run on the topic. `seen_at` is when its alert came in,
    `arrived_at` the same once AWS shows the notification in ALARM. `waited` says that people were
    told that it takes long, `stuck` that the budget could not be removed. `why` says why it did not
    begin, `ended_by` who ended it. `version` rises by one with each step.
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
    why: str = ""
    ended_by: str = ""

    @property
    def name(self) -> str:
        """The temporary budget's."""
        return name_of(self.id)

    @property
    def runs(self) -> bool:
        """Whether its alert is still awaited."""
        return self.outcome is Outcome.RUNNING

    def after(self, event: ProofEvent) -> Proof | None:
        """The proof once this happened to it; None where it cannot any more."""
        if self.outcome not in event.row.source:
            return None
        return replace(
            self,
            outcome=event.row.to or self.outcome,
            version=self.version + 1,
            made=self.made or event in STARTED,
            removed=self.removed or event.row.due is None,
            waited=self.waited or event is ProofEvent.WAITED,
            stuck=self.stuck or event is ProofEvent.STUCK,
        )

    def due(self, event: ProofEvent, at: datetime) -> datetime | None:
        """When it is to be looked at after this, which happened `at`; None once all is over."""
        due = event.row.due
        return due.at(at, self.until) if due else None
