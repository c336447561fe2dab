"""The shape of a life cycle: one table, with one row for each event.

`bot/core/change/events.py` has the table of a change, `bot/core/proof/run.py` that of a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Generic, TypeVar

_State = TypeVar("_State")


class Heard(IntEnum):
    """Who hears of an event beside whoever called: these, and all before them.

    ANSWERS: what shows where it stands is drawn anew. THREAD: a line in its thread. REQUESTER: who
    asked, in the view that waits.
    """

    NOBODY = 0
    ANSWERS = 1
    THREAD = 2
    REQUESTER = 3


@dataclass(frozen=True, slots=True)
class Due:
    """What the schedule does next: `after` this time, and from then on `every` so often.

    `after` None: when its own time is over.
    """

    chore: str
    every: timedelta
    after: timedelta | None = None

    def at(self, now: datetime, over: datetime) -> datetime:
        """When it is due for the first time, for what began `now` and is over at `over`."""
        return over if self.after is None else now + self.after


@dataclass(frozen=True, slots=True)
class Transition(Generic[_State]):
    """What one event does.

    It leads from one of the states of `source` (none: it begins) to `to`; None: nothing moves, it
    is only told or logged. `log` are its words in the log, "" for what is not logged; `headline`
    the first ones in the thread. `due` is what the schedule does where nothing happens, `lasts` how
    long the state lasts by itself (None: as long as it did before). What `fades` is told only while
    it still stands where the event left it: after what came of it, it would be wrong.
    """

    source: frozenset[_State] = frozenset()
    to: _State | None = None
    log: str = ""
    headline: str = ""
    heard: Heard = Heard.NOBODY
    due: Due | None = None
    lasts: timedelta | None = None
    fades: bool = False

    @property
    def left_in(self) -> frozenset[_State]:
        """Where it stands after the event."""
        return self.source if self.to is None else frozenset({self.to})
