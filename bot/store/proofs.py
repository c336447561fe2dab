"""Proofs: one at a time on each topic, each step one transaction with its record in the log.

They stand in the table of the threads under keys of their own. Beside each proof stands a small
item under its topic, from the first step to the one that finds the temporary budget gone: who wants
to prove something meanwhile finds it there.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.core.change import Action
from bot.core.outgoing import Outgoing, Says
from bot.core.proving.run import NEXT, Outcome, Proof
from bot.errors import StoreError
from bot.store import outbox, records, tables
from bot.store.attributes import Item, Value, attributes, encode, parse, stamp
from bot.store.calls import CONDITION, Pause, reaching, transact
from bot.store.log import Log
from bot.store.paging import Page, Question, fetch

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_IS_OPEN = "proof"
"""Their own partition of the sparse index that the threads' reminders are found by."""
_MOST = 25


class Sets(TypedDict, total=False):
    """What a step may set."""

    outcome: Outcome
    made: bool
    removed: bool
    waited: bool
    stuck: bool
    seen_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Held:
    """Which proof holds a topic."""

    proof: str


def _nothing(_proof: Proof) -> tuple[Outgoing, ...]:
    return ()


class Proofs:
    """The proofs of every account. Every method raises StoreError."""

    def __init__(
        self,
        client: DynamoDBClient,
        names: tables.Tables,
        emit: records.Emit,
        pause: Pause = time.sleep,
    ) -> None:
        self._client = client
        self._tables = names
        self._table = names.threads
        self._log = Log(client, names, emit)
        self._emit = emit
        self._pause = pause

    def begin(self, proof: Proof, action: Action, due: datetime) -> bool:
        """Write a new one and its record; False where another holds the topic, or it is there.

        From here on the temporary budget may be made: by this record it is found again.
        """
        item = {**attributes(proof), **_key(proof.id), **_open(due)}
        held = {**attributes(_Held(proof.id)), **_topic_key(proof.topic)}
        writes = [self._new(item), self._new(held)]
        return self._write(writes, action) == ()

    def step(
        self,
        proof: Proof,
        action: Action,
        due: datetime | None,
        says: Says[Proof] = _nothing,
        **sets: Unpack[Sets],
    ) -> Proof | None:
        """Set something, if the proof still is as it was seen: the proof as it is then.

        None where it has moved on meanwhile, or never goes that way: read it again. `due` is when
        to look at it next; None once its budget is gone, which frees its topic. What `says` of the
        proof as it will be lies in the outbox with the same write.
        """
        new = replace(proof, version=proof.version + 1, **sets)
        if new.outcome is not proof.outcome and new.outcome not in NEXT[proof.outcome]:
            return None
        freed = [] if due else [self._free(proof)]
        said = outbox.puts(self._tables, says(new))
        codes = self._write([_update(self._table, proof, new, due), *freed, *said], action)
        return None if codes else new

    def postpone(self, proof: Proof, seen: datetime, until: datetime) -> bool:
        """Look again at `until`; False where somebody else did so first, or it has moved on."""
        values = {":seen": encode(seen), ":version": encode(proof.version)}
        with reaching(self._table):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(proof.id),
                    UpdateExpression="SET due = :until",
                    ConditionExpression="due = :seen AND version = :version",
                    ExpressionAttributeValues={":until": encode(until), **values},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def get(self, id: str) -> Proof | None:
        """The proof, read consistently; None where there is none."""
        item = self._item(_key(id))
        return parse(self._table, Proof, item) if item else None

    def on_topic(self, topic: str) -> Proof | None:
        """The proof that holds this topic (its ARN); None where it is free."""
        item = self._item(_topic_key(topic))
        return self.get(parse(self._table, _Held, item).proof) if item else None

    def due(
        self, now: datetime, limit: int = _MOST, cursor: str = ""
    ) -> Page[tuple[Proof, datetime]]:
        """One page of the proofs that are to be looked at, and since when, the longest first."""
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
        found = (self._due({"pk": item["pk"]}, now) for item in page.items)
        return Page(tuple(one for one in found if one), page.cursor)

    def _due(self, key: dict[str, Value], now: datetime) -> tuple[Proof, datetime] | None:
        """None where the index was behind."""
        item = self._item(key)
        at = item.get("due", {}).get("S")
        if at is None or str(at) > stamp(now):
            return None
        return parse(self._table, Proof, item), datetime.fromisoformat(str(at))

    def _write(self, writes: list[TransactWriteItemTypeDef], action: Action) -> tuple[str, ...]:
        """The writes and their record, all or none: `()` when they are written."""
        attempt = uuid.uuid4().hex
        items = [*writes, records.put(self._tables.log, action, attempt)]
        codes = transact(self._client, [self._table, self._tables.log], items, self._pause)
        if codes and records.written_by(attempt, self._log.find(action)):
            codes = ()
        if not codes:
            self._emit(records.line(action))
        elif CONDITION not in codes[: len(writes)]:
            raise StoreError(self._tables.log, f"holds a record {action.id!r} already.")
        return codes

    def _new(self, item: dict[str, Value]) -> TransactWriteItemTypeDef:
        return {
            "Put": {
                "TableName": self._table,
                "Item": item,
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        }

    def _free(self, proof: Proof) -> TransactWriteItemTypeDef:
        return {
            "Delete": {
                "TableName": self._table,
                "Key": _topic_key(proof.topic),
                "ConditionExpression": "proof = :id",
                "ExpressionAttributeValues": {":id": encode(proof.id)},
            }
        }

    def _item(self, key: dict[str, Value]) -> Item:
        with reaching(self._table):
            answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return answer.get("Item", {})


def _key(id: str) -> dict[str, Value]:
    return {"pk": encode(f"proof:{id}")}


def _topic_key(topic: str) -> dict[str, Value]:
    return {"pk": encode(f"proving:{topic}")}


def _open(due: datetime | None) -> dict[str, Value]:
    return {"open": encode(_IS_OPEN), "due": encode(due)} if due else {}


def _update(table: str, was: Proof, new: Proof, due: datetime | None) -> TransactWriteItemTypeDef:
    differs = [f.name for f in fields(new) if getattr(was, f.name) != getattr(new, f.name)]
    sets = {**{name: encode(getattr(new, name)) for name in differs}, **_open(due)}
    names = dict.fromkeys((*sets, "version", "open", "due"))
    removes = "" if due else " REMOVE #open, #due"
    return {
        "Update": {
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
    }
