"""The threads about budgets' alerts: found by what began them, by their place, by their budget.

Beside each thread that has been posted stands a small item under its place in Slack, so that a
mention in a thread finds what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.thread import Stage, Thread
from bot.store import records, tables
from bot.store.attributes import Value, attributes, encode, parse, stamp
from bot.store.calls import reaching
from bot.store.paging import Page, Question, fetch

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import UpdateItemInputTypeDef

_IS_OPEN = "open"
"""The one partition of the sparse index."""
_MOST = 25
_ATTEMPTS = 4


class Step(TypedDict, total=False):
    """What a step may set."""

    ts: str
    text: str
    stage: Stage
    acknowledged_by: str
    changed_at: datetime | None
    broke_at: datetime | None
    moved_to: str
    stands_for: str
    delivered_at: datetime | None
    posting: datetime | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Which thread hangs under a message."""

    thread: str


class Threads:
    """The threads of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: tables.Tables) -> None:
        self._client = client
        self._table = names.threads

    def begin(self, thread: Thread, due: datetime | None = None) -> bool:
        """Keep a new one; False where what began it has a thread already. `due`: when to remind."""
        item = {
            **attributes(thread),
            **_key(thread.id),
            "by_budget": encode(records.of_budget(thread.account, thread.budget)),
            "order": encode(f"{stamp(thread.opened)}#{thread.id}"),
            **_open(due),
        }
        with reaching(self._table):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        if thread.ts and not thread.group:  # several budgets: a mention there has to name one
            self._keep_place(thread)
        return True

    def step(
        self, thread: Thread, due: datetime | None = None, **sets: Unpack[Step]
    ) -> Thread | None:
        """Set something, if the thread still is as it was seen: the thread as it is then.

        None where it has moved on meanwhile: read it again. `due` None: no reminder any more.
        """
        new = replace(thread, version=thread.version + 1, **sets)
        with reaching(self._table):
            try:
                self._client.update_item(**_update(self._table, thread, new, due))
            except self._client.exceptions.ConditionalCheckFailedException:
                return None
        if new.ts and new.ts != thread.ts:
            self._keep_place(new)
        return new

    def insist(
        self,
        thread: Thread,
        done: Callable[[Thread], bool],
        due: Callable[[Thread], datetime | None] = lambda _: None,
        **sets: Unpack[Step],
    ) -> Thread:
        """Step, reading the thread anew wherever it moved on, until it is `done`.

        The thread as it is then. It is not done where it moved on each time.
        """
        for _ in range(_ATTEMPTS):
            if done(thread):
                break
            kept = self.step(thread, due(thread), **sets)
            if kept:
                return kept
            thread = self.get(thread.id) or thread
        return thread

    def get(self, id: str) -> Thread | None:
        """The thread that this began, read consistently; None where there is none."""
        with reaching(self._table):
            answer = self._client.get_item(TableName=self._table, Key=_key(id), ConsistentRead=True)
        item = answer.get("Item")
        return parse(self._table, Thread, item) if item else None

    def under(self, channel: str, ts: str) -> Thread | None:
        """The thread under that message; None where it is no thread of ours."""
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table, Key=_place_key(channel, ts), ConsistentRead=True
            )
        item = answer.get("Item")
        return self.get(parse(self._table, _Place, item).thread) if item else None

    def of_budget(self, account: str, budget: str, limit: int = _MOST) -> tuple[Thread, ...]:
        """The latest threads of a budget, the newest first. A new one shows within a moment."""
        question = Question(
            self._table,
            "by_budget",
            records.of_budget(account, budget),
            ("order", "pk"),
            tables.BY_BUDGET,
            newest_first=True,
        )
        found = fetch(self._client, question, limit).items
        return tuple(parse(self._table, Thread, item) for item in found)

    def due(self, now: datetime, limit: int = _MOST, cursor: str = "") -> Page[Thread]:
        """One page of the threads whose reminder is due, the longest waiting first."""
        question = Question(
            self._table,
            "open",
            _IS_OPEN,
            ("due", "pk"),
            tables.OPEN,
            where="due <= :now",
            values={":now": stamp(now)},
        )
        page = fetch(self._client, question, limit, cursor)
        found = (self.get(str(item["pk"]["S"]).removeprefix("thread:")) for item in page.items)
        return Page(tuple(thread for thread in found if thread), page.cursor)

    def _keep_place(self, thread: Thread) -> None:
        item = {**attributes(_Place(thread.id)), **_place_key(thread.channel, thread.ts)}
        with reaching(self._table):
            self._client.put_item(TableName=self._table, Item=item)


def _key(id: str) -> dict[str, Value]:
    return {"pk": encode(f"thread:{id}")}


def _place_key(channel: str, ts: str) -> dict[str, Value]:
    return {"pk": encode(f"place:{channel}:{ts}")}


def _open(due: datetime | None) -> dict[str, Value]:
    return {"open": encode(_IS_OPEN), "due": encode(due)} if due else {}


def _update(table: str, was: Thread, new: Thread, due: datetime | None) -> UpdateItemInputTypeDef:
    sets = {**attributes(new), **_open(due)}
    names = dict.fromkeys((*sets, "open", "due"))
    removes = "" if due else " REMOVE #open, #due"
    return {
        "TableName": table,
        "Key": _key(was.id),
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in sets) + removes,
        "ConditionExpression": "#version = :seen",
        "ExpressionAttributeNames": {f"#{name}": name for name in names},
        "ExpressionAttributeValues": {
            **{f":{name}": value for name, value in sets.items()},
            ":seen": encode(was.version),
        },
    }
