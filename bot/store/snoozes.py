"""The snoozes that run: found by their cause, and in the index `open` by their end.

They stand in the table of the threads under keys of their own. One that is over is gone: the log
has it. Each step is one transaction with its record of the log, and with what is said of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Outgoing
from bot.core.snooze import Snooze, SnoozedCause
from bot.store import records
from bot.store.calls import Pause
from bot.store.expressions import seen
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.pages import Page
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MOST = 25


class Snoozes:
    """The snoozes of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        self._snoozes = Scheduled(client, definitions(names).threads, Snooze, "snooze")
        self._log = Log(client, names, emit)
        self._outbox = Outbox(client, names)
        self._pause = pause

    def put(self, snooze: Snooze, action: LogRecord, messages: Sequence[Outgoing] = ()) -> bool:
        """Keep it in the place of one of the same cause; False where the log has it already."""
        keys = {**_key(snooze.of), **self._snoozes.indexed(snooze.until)}
        return self._write(self._snoozes.transact_put(keys, snooze), action, messages)

    def end(self, snooze: Snooze, action: LogRecord, messages: Sequence[Outgoing] = ()) -> bool:
        """It is over; False where it is so already, or another one has taken its place."""
        as_seen = seen(revision=snooze.revision)
        gone = self._snoozes.transact_delete(_key(snooze.of), as_seen)
        return self._write(gone, action, messages)

    def get(self, of: SnoozedCause) -> Snooze | None:
        """The one that runs, read consistently; None where none does."""
        return self._snoozes.get(_key(of))

    def by_id(self, id: str) -> Snooze | None:
        """The same by the id of its cause."""
        return self._snoozes.get({"pk": f"snooze:{id}"})

    def silencing(self, causes: Iterable[SnoozedCause], now: datetime) -> Snooze | None:
        """Of these causes the first that is snoozed `now`; None where none is."""
        found = (self.get(one) for one in causes)
        return next((one for one in found if one and one.until > now), None)

    def running(self) -> tuple[Snooze, ...]:
        """Every one, the next to end first, as the index knows them: a moment behind."""
        return self._snoozes.all(self._snoozes.open)

    def due(self, now: datetime, cursor: str = "") -> Page[Snooze]:
        """One page of those whose end has come, the longest ago first."""
        return self._snoozes.due(now, _MOST, cursor).map(lambda found: found[0])

    def _write(
        self, step: TransactWriteItemTypeDef, action: LogRecord, messages: Sequence[Outgoing]
    ) -> bool:
        writes = [step, *self._outbox.transact_puts(messages)]
        return not self._log.put_with(writes, action, self._pause)


def _key(of: SnoozedCause) -> Keys:
    return {"pk": f"snooze:{of.id}"}
