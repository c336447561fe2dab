"""One record of the action log: as an item, as a structured log line, and back.

The table's key is the change (or the budget, for what belongs to no change) and the record's id:
one id is written once, whatever its time. `order`, the time and then the id, is the order that
people see; records of one instant keep it on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.core.change import Action
from bot.store.attributes import Item, Value, attributes, encode, stamp

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

Emit = Callable[[Mapping[str, object]], None]
"""Takes one structured log line; its values are what JSON holds."""

NEW = "attribute_not_exists(pk)"


def of_change(change: str) -> str:
    """The partition of everything that happened to one change."""
    return f"change:{change}"


def of_budget(account: str, budget: str) -> str:
    """The partition of one budget. An account holds no colon, so no two budgets share it."""
    return f"budget:{account}:{budget}"


def of_account(account: str) -> str:
    """The partition of one account."""
    return f"account:{account}"


def key(action: Action) -> dict[str, Value]:
    """Where the record stands in the log."""
    budget = of_budget(action.account, action.budget)
    partition = of_change(action.change) if action.change else budget
    return {"pk": encode(partition), "sk": encode(f"action:{action.id}")}


def item(action: Action, attempt: str) -> dict[str, Value]:
    """The record's item. `attempt` tells one call's write, tried again, from another call's."""
    return {
        **attributes(action),
        **key(action),
        "by_budget": encode(of_budget(action.account, action.budget)),
        "by_account": encode(of_account(action.account)),
        "order": encode(f"{stamp(action.at)}#{action.id}"),
        "attempt": encode(attempt),
    }


def put(table: str, action: Action, attempt: str) -> TransactWriteItemTypeDef:
    """The record as one item of a transaction: only ever a new one."""
    return {
        "Put": {"TableName": table, "Item": item(action, attempt), "ConditionExpression": NEW},
    }


def written_by(attempt: str, found: Item | None) -> bool:
    """Whether this very attempt wrote the item: the answer to it was lost on the way."""
    return found is not None and found.get("attempt") == encode(attempt)


def line(action: Action) -> Mapping[str, object]:
    """The record as a structured log line."""
    return {"event": "action", **asdict(action), "at": stamp(action.at)}
