"""A change: a plan that somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.affected import Dependent
from bot.core.change.events import DUE, Chore, EventType
from bot.core.change.state import State
from bot.core.plan import Plan

_ENDS_BY_ITSELF = EventType.LAPSED.row.source | EventType.EXPIRED.row.source


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where in Slack a change lives: the channel, the answer's message, its thread. `home`: it was
    asked for in the App Home, which showed `seen`, as its metadata has it; "" in old records.
    """

    channel: str
    message: str = ""
    thread: str = ""
    home: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One mender's yes to one fingerprint."""

    user: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A plan that somebody asked for. `version` rises by one with each transition.

    `undoes` is the id of the change that this one takes back, "" for a first change. `since` is
    when it came to where it stands, None in old records; `decided_by` who rejected it; `outcome`
    what came of it, in a sentence. With `asking` who asked may not mend: it runs by the right of
    those who approve it. `affected` are the other budgets whose alerts hang on what it mends.
    """

    id: str
    plan: Plan
    state: State
    version: int
    requester: str
    reason: str
    place: ChangePlace
    created: datetime
    expires: datetime
    approvals: tuple[Approval, ...] = ()
    undoes: str = ""
    ticket: str = ""
    outcome: str = ""
    since: datetime | None = None
    decided_by: str = ""
    asking: bool = False
    affected: tuple[Dependent, ...] = ()

    def approvals_needed(self, setting: int) -> int:
        """How many others must approve it, where APPROVALS says `setting`."""
        return max(setting, 1) if self.asking else setting

    def approved_by(self) -> tuple[str, ...]:
        """Who said yes to the plan as it is now: an approval of another fingerprint is void."""
        now = self.plan.fingerprint
        return tuple(dict.fromkeys(a.user for a in self.approvals if a.fingerprint == now))

    def after(self, event: EventType, at: datetime) -> Change:
        """The change once this happened to it; ValueError where it cannot."""
        row = event.row
        if row.to is None or self.state not in row.source:
            raise ValueError(f"{event} does not happen to what is {self.state}")
        expires = at + row.lasts if row.lasts else self.expires
        return replace(self, state=row.to, version=self.version + 1, expires=expires, since=at)

    def due(self, event: EventType, at: datetime) -> datetime | None:
        """When it is due that this event brought here `at`; None for what is over."""
        due = event.row.due
        return self._in_time(due.at(at, self.expires)) if due else None

    def due_again(self, now: datetime) -> datetime:
        """When what is due `now` is looked at again, should nothing come of it."""
        return self._in_time(now + DUE[self.state].every)

    def chore(self, now: datetime) -> Chore:
        """What an open change that is due `now` needs."""
        over = self.state in _ENDS_BY_ITSELF and self.expires <= now
        return Chore.EXPIRE if over else Chore(DUE[self.state].chore)

    def _in_time(self, at: datetime) -> datetime:
        return min(at, self.expires) if self.state in _ENDS_BY_ITSELF else at
