"""A pull request of ours and its life cycle: `PULL_REQUEST_EVENTS` is the one list of what can
happen to it.

That it is merged mends nothing: only a check says that the alert arrives again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.change.change import ChangePlace
from bot.core.life_cycle import Due, Heard, Transition
from bot.core.pull_requests.statements import AddedStatement

LOOK_EVERY = timedelta(minutes=10)
"""How often the host is asked, and once it is merged the path is checked."""
OPEN_FOR = timedelta(days=90)
"""After that nobody looks any more whether an open one is merged."""
LOOKED_FOR = timedelta(days=14)
"""So long after the merge the deployment is waited for."""


class Stage(StrEnum):
    """How far it has come. LATE: it is merged, and its time for the deployment is over. NOT_ENOUGH:
    it is deployed, and the alert does not arrive all the same. The last three are over.
    """

    OPEN = "open"
    MERGED = "merged"
    LATE = "late"
    NOT_ENOUGH = "not enough"
    ARRIVES = "arrives"
    CLOSED = "closed"
    LEFT = "left"

    @property
    def is_over(self) -> bool:
        """Whether nobody looks at it any more."""
        return self in {Stage.ARRIVES, Stage.CLOSED, Stage.LEFT}


class PullRequestEvent(StrEnum):
    """What can happen to it; the value is the end of the mark by which its line is found.

    ALREADY: it was merged, and a live write had the alert arrive. MENDED: it was merged, and the
    alert arrives without its statement. FORGOTTEN: it is still open after
    OPEN_FOR. ABANDONED: LOOKED_FOR is over, and the alert does not arrive.
    """

    OPENED = "opened"
    MERGED = "merged"
    CLOSED = "closed"
    LATE = "late"
    NOT_ENOUGH = "not enough"
    ARRIVES = "arrives"
    ALREADY = "already"
    MENDED = "mended"
    FORGOTTEN = "forgotten"
    ABANDONED = "abandoned"

    @property
    def row(self) -> Transition[Stage]:
        """What it does."""
        return PULL_REQUEST_EVENTS[self]


_LOOK = Due("look", LOOK_EVERY, LOOK_EVERY)
_OPEN = frozenset({Stage.OPEN})
_MERGED = frozenset({Stage.MERGED, Stage.LATE, Stage.NOT_ENOUGH})


def _told(
    source: frozenset[Stage], to: Stage, log: str, due: Due | None = None
) -> Transition[Stage]:
    return Transition(source, to, log, heard=Heard.THREAD, due=due)


PULL_REQUEST_EVENTS: Mapping[PullRequestEvent, Transition[Stage]] = {
    PullRequestEvent.OPENED: _told(frozenset(), Stage.OPEN, "opened a pull request", _LOOK),
    PullRequestEvent.MERGED: _told(_OPEN, Stage.MERGED, "a pull request was merged", _LOOK),
    PullRequestEvent.CLOSED: _told(_OPEN, Stage.CLOSED, "a pull request was closed"),
    PullRequestEvent.LATE: _told(
        frozenset({Stage.MERGED}), Stage.LATE, "a merged pull request is not deployed", _LOOK
    ),
    PullRequestEvent.NOT_ENOUGH: _told(
        frozenset({Stage.MERGED, Stage.LATE}),
        Stage.NOT_ENOUGH,
        "a pull request is deployed, and the alert does not arrive",
        _LOOK,
    ),
    PullRequestEvent.ARRIVES: _told(
        _MERGED, Stage.ARRIVES, "a pull request is deployed, and the alert arrives"
    ),
    PullRequestEvent.ALREADY: _told(
        _OPEN | _MERGED, Stage.ARRIVES, "a pull request was merged, and the alert arrives already"
    ),
    PullRequestEvent.MENDED: _told(
        _MERGED, Stage.ARRIVES, "a pull request was merged, and the alert arrives in another way"
    ),
    PullRequestEvent.FORGOTTEN: _told(_OPEN, Stage.LEFT, "a pull request is looked at no more"),
    PullRequestEvent.ABANDONED: _told(
        _MERGED, Stage.LEFT, "a merged pull request is looked at no more"
    ),
}


@dataclass(frozen=True, slots=True)
class PullRequestRun:
    """One pull request, from its opening to the alert that arrives again.

    `id` is that of the mend (`statements.mend_id`): there is one pull request of it at a time.
    `host` is the host's file, `pull_request` the host's own id, `repository` and `path` say which
    file it changes. `statements` are what it adds, `clears` the finding codes that are gone once it
    is deployed, `fault` and `cause_id` what a ticket's are.
    `requester` asked for it, and `opener` is their name. `merged_at` and `who` are the host's words
    of the merge, or of the closing. `version` rises by one with each step.
    """

    id: str
    host: str
    pull_request: str
    url: str
    repository: str
    path: str
    account: str
    budget: str
    topic: str
    statements: tuple[AddedStatement, ...]
    clears: tuple[str, ...]
    requester: str
    opener: str
    place: ChangePlace
    opened: datetime
    cause: str = ""
    fault: str = ""
    cause_id: str = ""
    stage: Stage = Stage.OPEN
    version: int = 1
    merged_at: datetime | None = None
    who: str = ""

    @property
    def resources(self) -> tuple[str, ...]:
        """The keys and topics whose policies it changes."""
        return tuple(dict.fromkeys(one.resource for one in self.statements))

    def after(self, event: PullRequestEvent) -> PullRequestRun | None:
        """What it is once this happened to it; None where it cannot any more."""
        row = event.row
        if self.stage not in row.source or row.to is None:
            return None
        return replace(self, stage=row.to, version=self.version + 1)

    def late_at(self, within: timedelta) -> datetime | None:
        """When it is late, where deployments come `within` this time; None before the merge."""
        return self.merged_at + within if self.merged_at else None

    def due(self, event: PullRequestEvent, at: datetime) -> datetime | None:
        """When it is to be looked at after this, which happened `at`; None once all is over."""
        due = event.row.due
        return due.at(at, at) if due else None
