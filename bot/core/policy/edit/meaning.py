"""When two texts say the same.

AWS does not give a policy back byte for byte: it may write a list of one as a text, an account as
its root, and the spaces anew. What is read back is compared by what it says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_ROOT = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):root")
_JSON_ATTRIBUTES = frozenset({"FilterPolicy", "RedrivePolicy", "Subscription", "Tags"})


def same_value(attribute: str, one: str, other: str) -> bool:
    """True if two texts of one attribute (`Write.attribute`) say the same."""
    if attribute == "Policy":
        return same_policy(one, other)
    if attribute in _JSON_ATTRIBUTES:
        return _json(one or "{}") == _json(other or "{}")
    return one == other or (one.lower() == other.lower() and one.lower() in {"true", "false"})


def same_policy(one: str, other: str) -> bool:
    """True if two policies hold the same statements, whatever their order and spelling.

    False where either is no JSON, unless both are the same text.
    """
    if one == other:
        return True
    first, second = _json(one), _json(other)
    if not isinstance(first, dict) or not isinstance(second, dict):
        return False
    return _document(first) == _document(second)


def statements_of(text: str) -> frozenset[str]:
    """What each statement of a policy says, spelled one way; nothing for what is no policy."""
    policy = _json(text)
    said = _document(policy)["Statement"] if isinstance(policy, dict) else []
    return frozenset(said)


def same_statement(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """True if two statements say the same under the same Sid."""
    return _statement(one) == _statement(other)


def _json(text: str) -> object:
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return text


def _document(policy: Mapping[str, object]) -> dict[str, Any]:
    statements = policy.get("Statement")
    listed = statements if isinstance(statements, list) else [statements]
    known = {"Version": policy.get("Version", "2008-10-17")}
    said = sorted(repr(_statement(s)) if isinstance(s, Mapping) else repr(s) for s in listed)
    return {**policy, **known, "Statement": said}


def _statement(statement: Mapping[str, object]) -> dict[str, object]:
    made = dict(sorted(statement.items()))
    for name in ("Principal", "NotPrincipal"):
        if name in made:
            made[name] = _principal(made[name])
    for name in ("Action", "NotAction"):
        if name in made:
            made[name] = sorted({text.lower() for text in _texts(made[name])})
    for name in ("Resource", "NotResource"):
        if name in made:
            made[name] = sorted(set(_texts(made[name])))
    if "Condition" in made:
        made["Condition"] = _condition(made["Condition"])
    if not made.get("Condition", True):
        del made["Condition"]
    return made


def _principal(value: object) -> object:
    named = value if isinstance(value, Mapping) else {"AWS": value}
    return {
        kind: sorted({_ROOT.sub(r"\1", text) for text in _texts(found)})
        for kind, found in sorted(named.items())
    }


def _condition(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {
        label: sorted([key.lower(), *sorted(set(_texts(found)))] for key, found in keys.items())
        if isinstance(keys, Mapping)
        else keys
        for label, keys in sorted(value.items())
    }


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, str) else json.dumps(item) for item in items]
