"""One step of a life cycle: the record's conditional write, its words in the log, and what has to
be said of it. All of it is written, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from bot.core.change.log_record import LogRecord
from bot.core.outgoing import Outgoing
from bot.store.calls import CONDITION, Pause
from bot.store.expressions import seen
from bot.store.log import Log
from bot.store.outbox import Outbox
from bot.store.records import Emit
from bot.store.table import Keys, Scheduled
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef as Item


class Versioned(Protocol):
    """What has a life cycle: `version` rises by one with each step."""

    @property
    def version(self) -> int:
        """Which of its states this is."""


_Record = TypeVar("_Record", bound=Versioned)


class Steps(Generic[_Record]):
    """The steps of the records of one table.

    Both methods give `()` where it is written, else the code of each part as `transact` tells it:
    the record's own first, then those of `also`. They raise StoreError, also where a record of this
    id is in the log already.
    """

    def __init__(
        self,
        client: DynamoDBClient,
        names: Tables,
        records: Scheduled[_Record],
        emit: Emit,
        pause: Pause,
    ) -> None:
        self._records = records
        self._log = Log(client, names, emit)
        self._outbox = Outbox(client, names)
        self._pause = pause

    def begin(
        self, keys: Keys, new: _Record, action: LogRecord, also: Sequence[Item] = ()
    ) -> tuple[str, ...]:
        """Write a new one. `keys` are those of its indexes too."""
        return self._write([self._records.transact_put_new(keys, new), *also], action)

    def advance(  # noqa: PLR0913, PLR0917 (the parts of one transaction)
        self,
        keys: Keys,
        was: _Record,
        now: _Record,
        due: datetime | None,
        action: LogRecord,
        messages: Sequence[Outgoing] = (),
        also: Sequence[Item] = (),
    ) -> tuple[str, ...]:
        """From what it was to what it is now, if it still is as it was seen.

        `keys` may hold, beside its key, what else finds it.
        """
        key = {"pk": keys["pk"]}
        found_by = {name: value for name, value in keys.items() if name not in key}
        update = self._records.step(was, now, due, found_by)
        step = self._records.transact_update(key, update, seen(version=was.version))
        return self._write([step, *also, *self._outbox.transact_puts(messages)], action)

    def record(self, action: LogRecord, messages: Sequence[Outgoing]) -> None:
        """What changes no state: its words in the log, and what has to be said of it."""
        self._write(self._outbox.transact_puts(messages), action)

    def _write(self, writes: Sequence[Item], action: LogRecord) -> tuple[str, ...]:
        codes = self._log.put_with(writes, action, self._pause)
        if codes and CONDITION not in codes[:-1]:
            raise self._log.taken(action)
        return codes[:-1]
