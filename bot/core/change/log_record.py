"""A record of the append-only log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.change.change import ChangePlace


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One record of the append-only log: a transition, a sub-step, a refusal, a ticket.

    `what` are the `log` words of a life cycle's table, or a feature's own; `step` the number of
    the sub-step for writes (0: not a sub-step); `before` and `after` are the exact texts, "" where
    there are none. `call` is the sub-step's API call ("kms:PutKeyPolicy"); `undoes` the change that
    this one takes back, "" for a first change.
    """

    id: str
    at: datetime
    who: str
    what: str
    account: str
    budget: str
    change: str = ""
    fix: str = ""
    resource: str = ""
    step: int = 0
    before: str = ""
    after: str = ""
    why: str = ""
    place: ChangePlace | None = None
    ticket: str = ""
    call: str = ""
    undoes: str = ""
