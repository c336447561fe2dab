"""The pull requests of ours: one at a time of each mend, in the index `open` by when they are due.

They stand in the table of the threads under keys of their own. The one that is over stays until the
next of its mend takes its place.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Outgoing, Says
from bot.core.pull_requests.run import PullRequestEvent, PullRequestRun
from bot.store import records
from bot.store.calls import CONDITION, Pause
from bot.store.expressions import NEW, seen
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.pages import Page
from bot.store.steps import Steps
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MOST = 25


class PullRequestSets(TypedDict, total=False):
    """What a step may set beside what its event does."""

    merged_at: datetime
    who: str


class PullRequests:
    """The pull requests of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        table = definitions(names).threads
        self._runs = Scheduled(client, table, PullRequestRun, "pull-request")
        self._steps = Steps(client, names, self._runs, emit, pause)
        self._log = Log(client, names, emit)
        self._outbox = Outbox(client, names)
        self._pause = pause

    def begin(self, run: PullRequestRun, action: LogRecord, messages: Sequence[Outgoing]) -> bool:
        """Keep a new one, its record and what is said of it, in the place of one that is over.

        False where one of its mend goes on already, or the log has the record.
        """
        was = self.get(run.id)
        if was and not was.stage.is_over:
            return False
        new = replace(run, version=was.version + 1) if was else run
        keys = {**_key(run.id), **self._runs.indexed(new.due(PullRequestEvent.OPENED, action.at))}
        as_seen = seen(version=was.version) if was else NEW
        put = self._runs.transact_put(keys, new, as_seen)
        writes = [put, *self._outbox.transact_puts(messages)]
        return not self._log.put_with(writes, action, self._pause)

    def advance(
        self,
        run: PullRequestRun,
        event: PullRequestEvent,
        action: LogRecord,
        says: Says[PullRequestRun],
        **sets: Unpack[PullRequestSets],
    ) -> PullRequestRun | None:
        """What the event does, if it still is as it was seen: the pull request as it is then.

        None where it has moved on meanwhile, or never goes that way. What `says` of it as it will
        be lies in the outbox with the same write.
        """
        after = run.after(event)
        if after is None:
            return None
        new = replace(after, **sets)
        due = new.due(event, action.at)
        codes = self._steps.advance(_key(run.id), run, new, due, action, says(new))
        return None if CONDITION in codes else new

    def postpone(self, run: PullRequestRun, at: datetime, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first, or it has moved on."""
        return self._runs.postpone(_key(run.id), run.version, at, until)

    def get(self, id: str) -> PullRequestRun | None:
        """The last one of a mend, read consistently; None where there was none."""
        return self._runs.get(_key(id))

    def open(self) -> tuple[PullRequestRun, ...]:
        """Those that somebody still looks at, the next to be looked at first; a moment behind."""
        return self._runs.all(self._runs.open)

    def due(self, now: datetime, cursor: str = "") -> Page[tuple[PullRequestRun, datetime]]:
        """One page of those that are to be looked at, and since when, the longest first."""
        return self._runs.due(now, _MOST, cursor)


def _key(id: str) -> Keys:
    return {"pk": f"pull-request:{id}"}
