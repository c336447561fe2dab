"""One line of the log: a change or a proof with all its records, or one act of its own.

What became of a change is read off its records alone, so that the line is true of what was written
down, whatever else is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.proof.alarm_run import AlarmProofEvent
from bot.core.proof.names import FIX
from bot.core.proof.run import ProofEvent

_Event = TypeVar("_Event", bound=StrEnum)
_REFUSED = EventType.REFUSED.row.log
_ASKED = frozenset({EventType.ASKED, EventType.SUBMITTED})
_PROOF_ENDS = (
    *(ProofEvent.ARRIVED, ProofEvent.EXPIRED, ProofEvent.ENDED, ProofEvent.FAILED),
    *(AlarmProofEvent.ACCEPTED, AlarmProofEvent.REJECTED, AlarmProofEvent.UNSEEN),
    *(AlarmProofEvent.FAILED, AlarmProofEvent.NOT_SET, AlarmProofEvent.ABANDONED),
)
TICKET_ASKED = "asked for a ticket"
"""What the log says before a ticket is opened; another record says what came of it."""
PULL_REQUEST_ASKED = "asked for a pull request"
"""The same before a pull request is."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """The records, oldest first. `change` is the change that they are of; None for another act,
    and where it is not kept any more.
    """

    records: tuple[LogRecord, ...]
    change: Change | None = None

    @property
    def newest(self) -> LogRecord:
        """What happened last: its time is the line's."""
        return self.records[-1]

    @property
    def at(self) -> datetime:
        """When it came to where it stands."""
        return self.newest.at

    @property
    def who(self) -> str:
        """Who asked for it."""
        return self.records[0].who

    @property
    def refused(self) -> bool:
        """Whether it is an act that a right was missing for."""
        return self.newest.what == _REFUSED

    @property
    def proof(self) -> bool:
        """Whether it is a proof by a real alert."""
        return self.newest.fix == FIX and not self.refused

    @property
    def people(self) -> frozenset[str]:
        """Everybody who had a part in it."""
        return frozenset(record.who for record in self.records)

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who said yes, in order."""
        yes = (one.who for one in self.records if one.what == EventType.APPROVED.row.log)
        return tuple(dict.fromkeys(yes))

    @property
    def writes(self) -> int:
        """How many writes of the plan are made."""
        done = {EventType.WROTE.row.log, EventType.FOUND.row.log}
        return len({record.step for record in self.records if record.what in done})

    def event(self) -> EventType | None:
        """What happened last to the change; None for what is none."""
        return _event(EventType, self.newest)

    def proof_ended(self) -> LogRecord | None:
        """The record of what became of the proof; None while its alert is awaited."""
        ends = {one.row.log for one in _PROOF_ENDS}
        return next((one for one in reversed(self.records) if one.what in ends), None)


def acts_of(records: Sequence[LogRecord]) -> tuple[LogRecord, ...]:
    """What happened to a change or a proof, without what was refused to somebody.

    Nothing for a preview that nobody submitted.
    """
    acts = tuple(record for record in records if record.what != _REFUSED)
    asked = any(one.fix == FIX or _event(EventType, one) in _ASKED for one in acts)
    return acts if asked else ()


def stands_alone(record: LogRecord) -> bool:
    """Whether the record is a line by itself."""
    return record.what == _REFUSED or not record.change


def _event(of: type[_Event], record: LogRecord) -> _Event | None:
    """The event whose name the record's id begins with, after that of its change."""
    name = record.id.removeprefix(f"{record.change}.").partition(".")[0]
    return of[name] if name in of.__members__ else None
