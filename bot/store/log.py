"""The append-only action log: written down first (docs/architecture.md, "Rules of a fix").

Only PutItem under `attribute_not_exists` and Query ever touch this table, and its IAM role needs no
more: what is written stays as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.change.log_record import LogRecord
from bot.errors import StoreError
from bot.store import records
from bot.store.attributes import encode, stamp
from bot.store.calls import Pause, transact
from bot.store.pages import Page, Question
from bot.store.table import AppendOnly
from bot.store.tables import BY_ACCOUNT, BY_BUDGET, Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class Log:
    """The log. Each new record also goes to `emit` as one structured log line."""

    def __init__(self, client: DynamoDBClient, tables: Tables, emit: records.Emit) -> None:
        self._client = client
        self._actions = AppendOnly(client, definitions(tables).log, LogRecord)
        self._emit = emit

    def put(self, action: LogRecord) -> bool:
        """Write a record. False where its id is there already: then nothing is changed.

        Raises StoreError; after a StoreSilentError the record may be there or not, and putting it
        again is safe.
        """
        attempt = uuid.uuid4().hex
        new = self._actions.put_new(records.keys(action, attempt), action)
        if not new and not self._wrote(attempt, action):
            return False
        self._emit(records.line(action))
        return True

    def put_with(
        self,
        writes: Sequence[TransactWriteItemTypeDef],
        action: LogRecord,
        pause: Pause,
    ) -> tuple[str, ...]:
        """Write all of these and the record, or none: `()` when they are written.

        Else the code of each, as `transact` tells it, the record's last.
        """
        attempt = uuid.uuid4().hex
        record = self._actions.transact_put_new(records.keys(action, attempt), action)
        codes = transact(self._client, [*writes, record], pause)
        if codes and not self._wrote(attempt, action):
            return codes
        self._emit(records.line(action))
        return ()

    def taken(self, action: LogRecord) -> StoreError:
        """What to raise where it was the record that was not new."""
        return StoreError(self._actions.name, f"holds a record {action.id!r} already.")

    def of_change(self, change: str) -> tuple[LogRecord, ...]:
        """All records of one change, oldest first, read consistently: what was just written shows.

        What settles an intent without an outcome reads this.
        """
        actions = self._actions.all(Question(records.of_change(change)))
        return tuple(sorted(actions, key=lambda action: (action.at, action.id)))

    def of_budget(
        self,
        account: str,
        budget: str,
        limit: int = 20,
        cursor: str = "",
        since: datetime | None = None,
    ) -> Page[LogRecord]:
        """One page of a budget's records, newest first. A record shows up here within a moment."""
        return self._actions.page(_question(account, budget, since), limit, cursor)

    def of_account(
        self, account: str, limit: int = 20, cursor: str = "", since: datetime | None = None
    ) -> Page[LogRecord]:
        """One page of an account's records, newest first. UsageError for a cursor that is none."""
        return self._actions.page(_question(account, None, since), limit, cursor)

    def cursor_after(self, record: LogRecord, *, of_budget: bool) -> str:
        """The cursor of the page after this record: of its budget's records, or its account's."""
        question = _question(record.account, record.budget if of_budget else None, None)
        return self._actions.cursor(question, records.keys(record, ""))

    def _wrote(self, attempt: str, action: LogRecord) -> bool:
        """Whether this very attempt wrote the record: the answer to it was lost on the way."""
        key = records.key(action)
        question = Question(str(key["pk"]), where="sk = :sk", values={"sk": key["sk"]})
        found = self._actions.items(question, limit=1).items
        return any(item.get("attempt") == encode(attempt) for item in found)


def _question(account: str, budget: str | None, since: datetime | None) -> Question:
    partition, index = records.of_account(account), BY_ACCOUNT
    if budget is not None:
        partition, index = records.of_budget(account, budget), BY_BUDGET
    if since is None:
        return Question(partition, index, newest_first=True)
    values = {"since": stamp(since)}
    return Question(partition, index, newest_first=True, where="#order >= :since", values=values)
