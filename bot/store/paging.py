"""One page of a Query, and the opaque word that asks for the next."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.errors import UsageError
from bot.store.attributes import Item
from bot.store.calls import reaching

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import QueryInputTypeDef

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Thing]):
    """What was asked for, and `cursor` for the next page: "" where this is the last."""

    items: tuple[_Thing, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A Query: everything whose attribute `partition` is `value`, in the order of the sort key.

    `position` names the other key attributes, the index's and the table's: they say where a page
    ends. `where`, `filter` and `values` narrow it as KeyConditionExpression and FilterExpression.
    """

    table: str
    partition: str
    value: str
    position: tuple[str, ...]
    index: str = ""
    newest_first: bool = False
    where: str = ""
    filter: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def ask(self) -> QueryInputTypeDef:
        """What Query takes, but for the page."""
        narrower = f" AND {self.where}" if self.where else ""
        values = {":partition": self.value, **self.values}
        wanted: QueryInputTypeDef = {
            "TableName": self.table,
            "KeyConditionExpression": f"#partition = :partition{narrower}",
            "ExpressionAttributeNames": {"#partition": self.partition},
            "ExpressionAttributeValues": {name: {"S": text} for name, text in values.items()},
            "ScanIndexForward": not self.newest_first,
        }
        if self.index:
            wanted["IndexName"] = self.index
        else:
            wanted["ConsistentRead"] = True
        if self.filter:
            wanted["FilterExpression"] = self.filter
        return wanted


def fetch(client: DynamoDBClient, question: Question, limit: int, cursor: str = "") -> Page[Item]:
    """At most `limit` items from `cursor` on.

    One more than `limit` is read, so that a page never announces an empty one. Raises StoreError,
    and UsageError for a cursor that is none.
    """
    wanted = question.ask()
    found: list[Item] = []
    if cursor:
        wanted["ExclusiveStartKey"] = _start(question, cursor)
    with reaching(question.table):
        while len(found) <= limit:
            wanted["Limit"] = limit + 1 - len(found)
            answer = client.query(**wanted)
            found.extend(answer["Items"])
            if "LastEvaluatedKey" not in answer:
                break
            wanted["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    more = len(found) > limit
    return Page(tuple(found[:limit]), _cursor(question, found[limit - 1]) if more else "")


def everything(client: DynamoDBClient, question: Question) -> tuple[Item, ...]:
    """All items that the question fits, for questions with few answers."""
    page = fetch(client, question, limit=100)
    found = list(page.items)
    while page.cursor:
        page = fetch(client, question, limit=100, cursor=page.cursor)
        found.extend(page.items)
    return tuple(found)


def _cursor(question: Question, last: Item) -> str:
    where = [last[name]["S"] for name in question.position]
    return base64.urlsafe_b64encode(json.dumps(where).encode()).decode()


def _start(question: Question, cursor: str) -> dict[str, dict[str, str]]:
    """The partition is the question's own, so a cursor cannot lead into another one."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, binascii.Error):
        parts = None
    fits = isinstance(parts, list) and len(parts) == len(question.position)
    if not fits or not all(isinstance(part, str) and part for part in parts):
        raise UsageError("This page cannot be shown any more. Ask again from the first one.")
    position = dict(zip(question.position, parts, strict=True))
    return {
        name: {"S": text} for name, text in {question.partition: question.value, **position}.items()
    }
