"""Conditions and updates in DynamoDB's expression language, from plain values.

In an expression `#name` stands for the attribute of that name, so that none is taken for a reserved
word, and `:name` for a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from bot.store.attributes import Value, encoded


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of the item that is there, or nothing is written."""

    expression: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


ALWAYS = Condition()
NEW = Condition("attribute_not_exists(pk)")


def seen(**attributes: object) -> Condition:
    """Each of these attributes still is as it was seen."""
    terms = (f"#{name} = :seen_{name}" for name in attributes)
    values = {f"seen_{name}": value for name, value in attributes.items()}
    return Condition(" AND ".join(terms), values)


@dataclass(frozen=True, slots=True)
class Update:
    """Which attributes to set and to remove, and to which numbers to add one (0 where absent)."""

    sets: Mapping[str, object]
    removes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """The UpdateExpression."""
        clauses = {
            "SET": [f"#{name} = :new_{name}" for name in self.sets],
            "REMOVE": [f"#{name}" for name in self.removes],
            "ADD": [f"#{name} :one" for name in self.counts],
        }
        return " ".join(f"{word} {', '.join(terms)}" for word, terms in clauses.items() if terms)

    @property
    def values(self) -> Mapping[str, object]:
        """What its placeholders stand for."""
        one = {"one": 1} if self.counts else {}
        return {**{f"new_{name}": value for name, value in self.sets.items()}, **one}


class Expressed(TypedDict, total=False):
    """What PutItem, UpdateItem and DeleteItem take beside the item or its key."""

    ConditionExpression: str
    ExpressionAttributeNames: Mapping[str, str]
    ExpressionAttributeValues: Mapping[str, Value]
    ReturnValuesOnConditionCheckFailure: Literal["ALL_OLD", "NONE"]  # never set: only for mypy


def expressed(condition: Condition, update: Update | None = None) -> Expressed:
    """DynamoDB refuses an empty map or text, so what is not needed is left out."""
    found: Expressed = {}
    if condition.expression:
        found["ConditionExpression"] = condition.expression
    text = f"{condition.expression} {update.expression if update else ''}"
    if named := names(text):
        found["ExpressionAttributeNames"] = named
    if filled := placeholders({**condition.values, **(update.values if update else {})}):
        found["ExpressionAttributeValues"] = filled
    return found


def names(expression: str) -> dict[str, str]:
    """The ExpressionAttributeNames that an expression needs."""
    return {f"#{name}": name for name in re.findall(r"#(\w+)", expression)}


def placeholders(values: Mapping[str, object]) -> dict[str, Value]:
    """ExpressionAttributeValues from plain values by name."""
    return {f":{name}": value for name, value in encoded(values).items()}
