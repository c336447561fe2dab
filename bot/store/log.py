"""The append-only action log: written down first (docs/architecture.md, "Rules of a fix").

Only PutItem under `attribute_not_exists` and Query ever touch this table, and its IAM role needs no
more: what is written stays as it is.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from bot.core.change import Action
from bot.store import records
from bot.store.attributes import Item, parse
from bot.store.calls import reaching
from bot.store.paging import Page, Question, everything, fetch
from bot.store.tables import BY_ACCOUNT, BY_BUDGET, Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TABLE_KEYS = ("pk", "sk")


class Log:
    """The log. Each new record also goes to `emit` as one structured log line."""

    def __init__(self, client: DynamoDBClient, tables: Tables, emit: records.Emit) -> None:
        self._client = client
        self._table = tables.log
        self._emit = emit

    def put(self, action: Action) -> bool:
        """Write a record. False where its id is there already: then nothing is changed.

        Raises StoreError; after a StoreSilentError the record may be there or not, and putting it
        again is safe.
        """
        attempt = uuid.uuid4().hex
        with reaching(self._table):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=records.item(action, attempt),
                    ConditionExpression=records.NEW,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                if not records.written_by(attempt, self.find(action)):
                    return False
        self._emit(records.line(action))
        return True

    def find(self, action: Action) -> Item | None:
        """The item that holds a record of this id, as it is in the table; None without one."""
        key = records.key(action)
        with reaching(self._table):
            answer = self._client.query(
                TableName=self._table,
                KeyConditionExpression="pk = :pk AND sk = :sk",
                ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
                ConsistentRead=True,
            )
        return answer["Items"][0] if answer["Items"] else None

    def of_change(self, change: str) -> tuple[Action, ...]:
        """All records of one change, oldest first, read consistently: what was just written shows.

        What settles an intent without an outcome reads this.
        """
        question = Question(self._table, "pk", records.of_change(change), ("sk",))
        found = everything(self._client, question)
        actions = (parse(self._table, Action, item) for item in found)
        return tuple(sorted(actions, key=lambda action: (action.at, action.id)))

    def of_budget(
        self, account: str, budget: str, limit: int = 20, cursor: str = ""
    ) -> Page[Action]:
        """One page of a budget's records, newest first. A record shows up here within a moment."""
        return self._page(BY_BUDGET, "by_budget", records.of_budget(account, budget), limit, cursor)

    def of_account(self, account: str, limit: int = 20, cursor: str = "") -> Page[Action]:
        """One page of an account's records, newest first. UsageError for a cursor that is none."""
        return self._page(BY_ACCOUNT, "by_account", records.of_account(account), limit, cursor)

    def _page(
        self, index: str, partition: str, value: str, limit: int, cursor: str
    ) -> Page[Action]:
        position = ("order", *_TABLE_KEYS)
        question = Question(self._table, partition, value, position, index, newest_first=True)
        page = fetch(self._client, question, limit, cursor)
        found = tuple(parse(self._table, Action, item) for item in page.items)
        return Page(found, page.cursor)
