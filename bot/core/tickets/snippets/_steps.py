"""What of a plan belongs into the source of a stack, in the words of no tool."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.plan import Plan, Write
from bot.core.policy.edit import statement_with_sid


@dataclass(frozen=True, slots=True)
class StatementIn:
    """A statement that belongs into the policy of a key or topic; `out` takes it out."""

    on_key: bool
    statement: Mapping[str, object]
    out: bool = False


@dataclass(frozen=True, slots=True)
class NewKeyFor:
    """A key of its own for the topic, with these statements."""

    statements: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a `kind` ("topic", "key", "subscription"); `value` "" takes it away."""

    kind: str
    name: str
    value: str


Step = StatementIn | NewKeyFor | Attribute

_KINDS = {
    "KmsMasterKeyId": "topic",
    "KeyState": "key",
    "RawMessageDelivery": "subscription",
    "FilterPolicy": "subscription",
}


def steps(plan: Plan) -> Iterator[Step]:
    """The steps of a plan; tags, aliases and confirmations are left out."""
    makes_a_key = any(write.action == "kms:CreateKey" for write in plan.writes)
    for write in plan.writes:
        step = _step(plan, write)
        # The new key's ARN on the topic comes with the key.
        if step is not None and not (makes_a_key and isinstance(step, Attribute)):
            yield step


def _step(plan: Plan, write: Write) -> Step | None:
    if write.action == "kms:CreateKey":
        return NewKeyFor(tuple(json.loads(write.after)["Statement"]))
    if write.attribute == "Policy":
        statement = json.loads(plan.statement)
        out = statement_with_sid(write.after, str(statement["Sid"])) != statement
        return StatementIn(write.action == "kms:PutKeyPolicy", statement, out)
    kind = _KINDS.get(write.attribute)
    # CancelKeyDeletion is only the way to Enabled.
    if kind is None or write.after == "Disabled":
        return None
    return Attribute(kind, write.attribute, "" if write.after == "{}" else write.after)
