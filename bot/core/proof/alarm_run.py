"""A proof by a temporary alarm, and its life cycle: `ALARM_PROOF_EVENTS` is the one list of what
can happen to it.

The alarm is set once at most: that it will be is written down before, and who comes after a worker
that died never sets it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.arns import parse_arn
from bot.core.change.change import ChangePlace
from bot.core.life_cycle import Due, Heard, Transition
from bot.core.proof.names import name_of
from bot.core.proof.subject import alarm_in

WAITS = timedelta(minutes=2)
"""So long the alarm's history is asked, once it is set."""
ASK_AGAIN = 5
"""Seconds between two looks at it."""
ALARM_TRY_AGAIN = timedelta(hours=1)
"""How often it is tried to remove an alarm that could not be."""
ALARM_LOOK_AGAIN = timedelta(minutes=2)
LEFT_AFTER = timedelta(minutes=6)
"""Longer than the worker's time-out: what is not set by then was left by a worker that is gone."""


class AlarmOutcome(StrEnum):
    """How far a proof is. UNSEEN: AWS did not show what became of the message. FAILED: nothing was
    sent.
    """

    RUNNING = "running"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSEEN = "unseen"
    FAILED = "failed"


ALARM_PROOF_STANDS: Mapping[AlarmOutcome, str] = {
    AlarmOutcome.RUNNING: "it is under way",
    AlarmOutcome.ACCEPTED: "the topic accepted its message",
    AlarmOutcome.REJECTED: "its message was refused",
    AlarmOutcome.UNSEEN: "AWS did not show what became of its message",
    AlarmOutcome.FAILED: "nothing was sent",
}
"""What is said of it."""


class AlarmProofEvent(StrEnum):
    """What can happen to a proof; the value is the end of the mark by which its line is found.

    BEGUN to MADE: the alarm. INTENDED to SET: its state. ACCEPTED, REJECTED, UNSEEN: by its
    history. FAILED: no alarm was made; NOT_SET, ABANDONED: one is there, or may be, and nothing was
    sent. CLEANED, FREED, STUCK: whether it is gone. REFUSED: a right is missing.
    """

    BEGUN = "begun"
    MADE = "made"
    INTENDED = "intended"
    SET = "set"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSEEN = "unseen"
    FAILED = "failed"
    NOT_SET = "not set"
    ABANDONED = "abandoned"
    CLEANED = "cleaned"
    FREED = "removed"
    STUCK = "stuck"
    REFUSED = "refused"

    @property
    def row(self) -> Transition[AlarmOutcome]:
        """What it does."""
        return ALARM_PROOF_EVENTS[self]


def _look(after: timedelta) -> Due:
    return Due("look", ALARM_LOOK_AGAIN, after)


_NOW = timedelta()
_RUNNING = frozenset({AlarmOutcome.RUNNING})
_TO_CLEAN = frozenset(set(AlarmOutcome) - _RUNNING)


def _runs_on(log: str, after: timedelta) -> Transition[AlarmOutcome]:
    return Transition(_RUNNING, AlarmOutcome.RUNNING, log, due=_look(after))


def _ends(to: AlarmOutcome, log: str, due: Due | None = None) -> Transition[AlarmOutcome]:
    return Transition(_RUNNING, to, log, heard=Heard.REQUESTER, due=due)


ALARM_PROOF_EVENTS: Mapping[AlarmProofEvent, Transition[AlarmOutcome]] = {
    AlarmProofEvent.BEGUN: Transition(
        to=AlarmOutcome.RUNNING,
        log="intends to make a temporary alarm",
        due=_look(LEFT_AFTER),
    ),
    AlarmProofEvent.MADE: _runs_on("made the temporary alarm", LEFT_AFTER),
    AlarmProofEvent.INTENDED: _runs_on("intends to set the temporary alarm to ALARM", WAITS),
    AlarmProofEvent.SET: _runs_on("set the temporary alarm to ALARM", WAITS),
    AlarmProofEvent.ACCEPTED: _ends(
        AlarmOutcome.ACCEPTED, "proved: the topic accepted a real alarm", _look(_NOW)
    ),
    AlarmProofEvent.REJECTED: _ends(AlarmOutcome.REJECTED, "a real alarm was refused", _look(_NOW)),
    AlarmProofEvent.UNSEEN: _ends(
        AlarmOutcome.UNSEEN, "AWS did not show what became of a real alarm", _look(_NOW)
    ),
    AlarmProofEvent.FAILED: _ends(AlarmOutcome.FAILED, "could not make the temporary alarm"),
    AlarmProofEvent.NOT_SET: _ends(
        AlarmOutcome.FAILED, "could not set the temporary alarm", _look(_NOW)
    ),
    AlarmProofEvent.ABANDONED: _ends(
        AlarmOutcome.FAILED, "was interrupted before the temporary alarm was set", _look(_NOW)
    ),
    AlarmProofEvent.CLEANED: Transition(_TO_CLEAN, log="removed the temporary alarm"),
    AlarmProofEvent.FREED: Transition(
        _TO_CLEAN, log="removed the temporary alarm", heard=Heard.REQUESTER
    ),
    AlarmProofEvent.STUCK: Transition(
        _TO_CLEAN,
        log="could not remove the temporary alarm",
        heard=Heard.REQUESTER,
        due=_look(ALARM_TRY_AGAIN),
    ),
    AlarmProofEvent.REFUSED: Transition(log="refused"),
}
"""What is over stays as it is until its alarm is removed; then nothing is due."""


@dataclass(frozen=True, slots=True)
class AlarmProof:
    """One proof. `budget` stands for the alarm that it is about, as in `bot.core.proof.subject`;
    `name` is the temporary one.

    `set_at` is when the alarm was about to be set, None before that; `told_at` when its message was
    accepted or refused, by AWS's own history. `removed` says that the temporary alarm is known to
    be gone: only then another proof may run on the topic. `stuck` says that it could not be
    removed. `why` is AWS's words, or why it came to nothing. `version` rises by one with each step.
    """

    id: str
    account: str
    budget: str
    topic: str
    requester: str
    place: ChangePlace
    begun: datetime
    outcome: AlarmOutcome = AlarmOutcome.RUNNING
    version: int = 1
    set_at: datetime | None = None
    told_at: datetime | None = None
    removed: bool = False
    stuck: bool = False
    why: str = ""

    @property
    def name(self) -> str:
        """The temporary alarm's."""
        return name_of(self.id)

    @property
    def region(self) -> str:
        """Where the alarms are."""
        arn = parse_arn(alarm_in(self.budget))
        return arn.region if arn else ""

    @property
    def runs(self) -> bool:
        """Whether what became of its message is still to be told."""
        return self.outcome is AlarmOutcome.RUNNING

    def after(self, event: AlarmProofEvent) -> AlarmProof | None:
        """The proof once this happened to it; None where it cannot any more."""
        if self.outcome not in event.row.source:
            return None
        return replace(
            self,
            outcome=event.row.to or self.outcome,
            version=self.version + 1,
            removed=self.removed or event.row.due is None,
            stuck=self.stuck or event is AlarmProofEvent.STUCK,
        )

    def due(self, event: AlarmProofEvent, at: datetime) -> datetime | None:
        """When it is to be looked at after this, which happened `at`; None once all is over."""
        due = event.row.due
        return due.at(at, at) if due else None
