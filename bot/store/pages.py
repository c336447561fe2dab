"""What a Query asks for, and the opaque word that asks for its next page."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.errors import UsageError
from bot.store.attributes import Item, encoded
from bot.store.expressions import names, placeholders
from bot.store.tables import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import QueryInputTypeDef

_Thing = TypeVar("_Thing")
_Other = TypeVar("_Other")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Thing]):
    """What was asked for, and `cursor` for the next page: "" where this is the last."""

    items: tuple[_Thing, ...]
    cursor: str = ""

    def map(self, of: Callable[[_Thing], _Other]) -> Page[_Other]:
        """The same page of something else."""
        return Page(tuple(of(item) for item in self.items), self.cursor)


def every(read: Callable[[str], Page[_Thing]]) -> Iterator[_Thing]:
    """What stands on all pages, each read when it is needed; `read` takes the page's cursor."""
    cursor = ""
    while True:
        page = read(cursor)
        yield from page.items
        cursor = page.cursor
        if not cursor:
            return


@dataclass(frozen=True, slots=True)
class Question:
    """A Query: everything of one partition, of the table or of `index`, in the sort key's order.

    `where` (a KeyConditionExpression), `filter` (a FilterExpression) and their `values` narrow it.
    """

    partition: str
    index: str = ""
    newest_first: bool = False
    where: str = ""
    filter: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def ask(self, table: Table, cursor: str) -> QueryInputTypeDef:
        """What Query takes, but for the limit. Raises UsageError for a cursor that is none."""
        wanted = self._narrowed(table)
        wanted["ScanIndexForward"] = not self.newest_first
        if self.index:
            wanted["IndexName"] = self.index
        else:
            wanted["ConsistentRead"] = True
        if cursor:
            partition, *position = table.position(self.index)
            # The partition is the question's own: a cursor cannot lead into another one.
            start = {partition: self.partition, **_position(position, cursor)}
            wanted["ExclusiveStartKey"] = encoded(start)
        return wanted

    def _narrowed(self, table: Table) -> QueryInputTypeDef:
        key = f"#{table.position(self.index)[0]} = :partition"
        key = f"{key} AND {self.where}" if self.where else key
        wanted: QueryInputTypeDef = {
            "TableName": table.name,
            "KeyConditionExpression": key,
            "ExpressionAttributeNames": names(f"{key} {self.filter}"),
            "ExpressionAttributeValues": placeholders({"partition": self.partition, **self.values}),
        }
        if self.filter:
            wanted["FilterExpression"] = self.filter
        return wanted

    def cursor(self, table: Table, last: Item) -> str:
        """What asks for the page after this item."""
        where = [last[name]["S"] for name in table.position(self.index)[1:]]
        return base64.urlsafe_b64encode(json.dumps(where).encode()).decode()


def _position(names: Sequence[str], cursor: str) -> dict[str, str]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, binascii.Error):
        parts = None
    fits = isinstance(parts, list) and len(parts) == len(names)
    if not fits or not all(isinstance(part, str) and part for part in parts):
        raise UsageError("This page cannot be shown any more. Ask again from the first one.")
    return dict(zip(names, parts, strict=True))
