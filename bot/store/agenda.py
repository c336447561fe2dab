"""Reading changes: one by its id, those that are going on, those whose time has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.change import OPEN, Change
from bot.store import steps, tables
from bot.store.attributes import Item, Value, encode, parse, stamp
from bot.store.calls import reaching
from bot.store.due import Due, why
from bot.store.paging import Page, Question, everything, fetch

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Agenda:
    """What `Changes` can tell. The index only finds; what is told is read consistently."""

    def __init__(self, client: DynamoDBClient, names: tables.Tables) -> None:
        self._client = client
        self._tables = names
        self._table = names.changes

    def get(self, change: str) -> Change | None:
        """The change of this id as it is now (a consistent read); None where there is none."""
        item = self._item(steps.key(change))
        return parse(self._table, Change, item) if item else None

    def open_changes(self, resource: str = "") -> tuple[Change, ...]:
        """The changes that are going on, or those that touch this topic or key (an ARN).

        Found by an index that is a moment behind, so a brand-new one can be missing: the leases
        keep two changes apart, this only tells people of them.
        """
        question = self._open_question()
        if resource:
            values = {":resource": resource}
            question = replace(question, filter="contains(touches, :resource)", values=values)
        items = (self._item({"pk": item["pk"]}) for item in everything(self._client, question))
        changes = (parse(self._table, Change, item) for item in items if item)
        return tuple(change for change in changes if change.state in OPEN)

    def due(self, now: datetime, limit: int = 25, cursor: str = "") -> Page[Due]:
        """One page of the changes whose time has come, the longest waiting first."""
        question = replace(self._open_question(), where="due <= :now", values={":now": stamp(now)})
        page = fetch(self._client, question, limit, cursor)
        items = (self._item({"pk": item["pk"]}) for item in page.items)
        found = (self._due(item, now) for item in items if item)
        return Page(tuple(due for due in found if due), page.cursor)

    def postpone(self, due: Due, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first or the change moved on.

        Of two schedules that see the same reminder due, the one that gets True sends it.
        """
        seen = {":at": encode(due.at), ":version": encode(due.change.version)}
        with reaching(self._table):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=steps.key(due.change.id),
                    UpdateExpression="SET due = :until",
                    ConditionExpression="due = :at AND version = :version",
                    ExpressionAttributeValues={":until": encode(until), **seen},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def _open_question(self) -> Question:
        return Question(self._table, "open", steps.IS_OPEN, ("due", "pk"), tables.OPEN)

    def _due(self, item: Item, now: datetime) -> Due | None:
        """None where the index was behind: the change has moved on."""
        at = item.get("due", {}).get("S")
        if at is None or str(at) > stamp(now):
            return None
        change = parse(self._table, Change, item)
        return Due(change, datetime.fromisoformat(str(at)), why(change, now))

    def _item(self, key: dict[str, Value]) -> Item:
        with reaching(self._table):
            answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return answer.get("Item", {})
