"""The two writes of a change: a new item, and a step from what was seen to what comes next."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.change import Change
from bot.store import records
from bot.store.attributes import Value, attributes, encode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

IS_OPEN = "open"
"""The one partition of the sparse index."""


def key(change: str) -> dict[str, Value]:
    """Where the change stands in its table."""
    return {"pk": encode(records.of_change(change))}


def creation(table: str, change: Change, due: datetime | None) -> TransactWriteItemTypeDef:
    """The change as a new item."""
    item = {**attributes(change), **key(change.id), **_touches(change), **_open(due)}
    return {
        "Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
    }


def step(table: str, was: Change, new: Change, due: datetime | None) -> TransactWriteItemTypeDef:
    """From `was`, if that is how the change still stands, to `new`. Writes only what differs.

    `due` None takes the change out of the sparse index: it is over.
    """
    sets = {**_differences(was, new), **_open(due)}
    removes = "" if due else " REMOVE #open, #due"
    names = dict.fromkeys((*sets, "state", "version", "open", "due"))
    return {
        "Update": {
            "TableName": table,
            "Key": key(was.id),
            "UpdateExpression": "SET " + ", ".join(f"#{n} = :{n}" for n in sets) + removes,
            "ConditionExpression": "#state = :was AND #version = :seen",
            "ExpressionAttributeNames": {f"#{name}": name for name in names},
            "ExpressionAttributeValues": {
                **{f":{name}": value for name, value in sets.items()},
                ":was": encode(was.state),
                ":seen": encode(was.version),
            },
        }
    }


def _differences(was: Change, new: Change) -> dict[str, Value]:
    differs = [f.name for f in fields(new) if getattr(was, f.name) != getattr(new, f.name)]
    changed = {name: encode(getattr(new, name)) for name in differs}
    return {**changed, **_touches(new)} if "plan" in changed else changed


def _touches(change: Change) -> dict[str, Value]:
    """Every resource that an open change is found by."""
    arns = dict.fromkeys((*change.plan.resources, change.plan.topic))
    return {"touches": encode(tuple(arns))}


def _open(due: datetime | None) -> dict[str, Value]:
    return {"open": encode(IS_OPEN), "due": encode(due)} if due else {}
