"""The outbox: what has to be said, written together with the state that makes it true.

Its records stand in the table of the threads under keys of their own, `message:ID`, and in a
partition of its sparse index of their own. A record goes when it is said. This is the pattern
"transactional outbox" of AWS's Prescriptive Guidance.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.outgoing import Outgoing
from bot.store import tables
from bot.store.attributes import Value, attributes, encode, parse, stamp
from bot.store.calls import reaching
from bot.store.paging import Page, Question, fetch

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

_UNSAID = "message"
"""Their own partition of the sparse index that the threads' reminders are found by."""
_PREFIX = "message:"
_MOST = 25


class Outbox:
    """What is not said yet. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: tables.Tables) -> None:
        self._client = client
        self._table = names.threads

    def put(self, message: Outgoing) -> None:
        """Keep it, for what changes no other record; in the place of an older one of its id."""
        with reaching(self._table):
            self._client.update_item(**_put(self._table, message))

    def claim(self, id: str, now: datetime, until: datetime) -> Outgoing | None:
        """The record, for whoever says it now: nobody else gets it until `until`.

        None where it is said, or somebody is at it. Its `tries` count this one.
        """
        with reaching(self._table):
            try:
                found = self._client.update_item(
                    TableName=self._table,
                    Key=_key(id),
                    UpdateExpression="SET held = :until, due = :until ADD tries :one",
                    ConditionExpression=(
                        "attribute_exists(pk) AND (attribute_not_exists(held) OR held <= :now)"
                    ),
                    ExpressionAttributeValues={
                        ":until": encode(until),
                        ":now": encode(now),
                        ":one": encode(1),
                    },
                    ReturnValues="ALL_NEW",
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return None
        return parse(self._table, Outgoing, found["Attributes"])

    def said(self, message: Outgoing) -> bool:
        """It is said; False where a newer one has taken its place, which is free from now on."""
        with reaching(self._table):
            try:
                self._client.delete_item(
                    TableName=self._table,
                    Key=_key(message.id),
                    ConditionExpression="attribute_not_exists(pk) OR revision = :revision",
                    ExpressionAttributeValues={":revision": encode(message.revision)},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                self.release(message, message.due)
                return False
        return True

    def release(self, message: Outgoing, due: datetime) -> None:
        """Leave it to the next who sends it, to the schedule not before `due`."""
        with reaching(self._table):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(message.id),
                    UpdateExpression="SET due = :due REMOVE held",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues={":due": encode(due)},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return  # said meanwhile

    def due(self, now: datetime, cursor: str = "") -> Page[str]:
        """One page of the ids of what should have been said by now, the longest waiting first."""
        question = Question(
            self._table,
            "open",
            _UNSAID,
            ("due", "pk"),
            tables.OPEN,
            where="due <= :now",
            values={":now": stamp(now)},
        )
        page = fetch(self._client, question, _MOST, cursor)
        ids = (str(item["pk"]["S"]).removeprefix(_PREFIX) for item in page.items)
        return Page(tuple(ids), page.cursor)


def puts(names: tables.Tables, messages: Iterable[Outgoing]) -> list[TransactWriteItemTypeDef]:
    """The messages as items of the transaction that makes them true."""
    return [{"Update": _put(names.threads, message)} for message in messages]


def _put(table: str, message: Outgoing) -> UpdateTypeDef:
    """An update, not a put: whoever is at an older one keeps hold of it, so that the newer one is
    said after it and not beside it.
    """
    fields = {**attributes(message), "open": encode(_UNSAID)}
    return {
        "TableName": table,
        "Key": _key(message.id),
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in fields),
        "ExpressionAttributeNames": {f"#{name}": name for name in fields},
        "ExpressionAttributeValues": {f":{name}": value for name, value in fields.items()},
    }


def _key(id: str) -> dict[str, Value]:
    return {"pk": encode(f"{_PREFIX}{id}")}
