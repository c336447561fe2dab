"""What a policy document says before anything is evaluated: whom a statement names, what it lacks.

The evaluator answers for one request; these answer what somebody meant. Indexes are those of
`StatementResult.index`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping

from bot.core.policy.patterns import matcher, tokens


def statements(document: str) -> tuple[Mapping[str, object], ...]:
    """The statements of a policy's text; none where it cannot be read as a policy."""
    try:
        parsed = json.loads(document)
    except (ValueError, RecursionError):
        return ()
    found = parsed.get("Statement") if isinstance(parsed, dict) else None
    listed = found if isinstance(found, list) else [found] if found is not None else []
    return tuple(s if isinstance(s, dict) else {} for s in listed)


def names_everyone(statement: Mapping[str, object]) -> bool:
    """True for the principal "*", written either way."""
    return statement.get("Principal") == "*" or "*" in _named(statement, "AWS")


def _named(statement: Mapping[str, object], kind: str) -> tuple[object, ...]:
    principal = statement.get("Principal")
    value = principal.get(kind) if isinstance(principal, dict) else None
    return tuple(value) if isinstance(value, list) else (value,)


def allowing(document: str, action: str, names: Collection[str]) -> bool:
    """Whether an Allow names one of these principals, under "AWS", for the action.

    What its conditions ask for, and what a Deny says, is left out.
    """
    return any(
        one.get("Effect") == "Allow"
        and any(name in names for name in _named(one, "AWS"))
        and any(
            matcher(tokens(text, wild=True, expand=False), {}, fold=True)(action)
            for text in _actions(one)
        )
        for one in statements(document)
    )


def _covers(pattern: str, action: str) -> bool:
    return matcher(tokens(pattern, wild=True, expand=False), {}, fold=True)(action)


def _actions(statement: Mapping[str, object]) -> Iterator[str]:
    value = statement.get("Action")
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one


def conditions(document: str) -> Iterator[tuple[str, str]]:
    """Each condition key of the document with each of its values, as written."""
    for statement in statements(document):
        block = statement.get("Condition")
        for tests in block.values() if isinstance(block, dict) else ():
            for key, values in tests.items() if isinstance(tests, dict) else ():
                for value in values if isinstance(values, list) else [values]:
                    yield key, str(value)


def without_effect(statement: Mapping[str, object]) -> tuple[str, ...]:
    """Of "Action" and "Resource" those that a KMS statement lacks; KMS then ignores it."""
    return tuple(
        part for part in ("Action", "Resource") if not {part, f"Not{part}"} & statement.keys()
    )


def with_parts(document: str, index: int, parts: Mapping[str, object]) -> dict[str, object]:
    """The document with `parts` set in the statement at `index`."""
    parsed = dict(json.loads(document))
    changed = [dict(s) for s in statements(document)]
    changed[index] |= parts
    return parsed | {"Statement": changed}


def without_everyone(document: str, service: str) -> dict[str, object]:
    """The document without the Allow statements for everybody that do not name the service too."""

    def goes(one: Mapping[str, object]) -> bool:
        named = service in _named(one, "Service")
        return one.get("Effect") == "Allow" and names_everyone(one) and not named

    kept = [one for one in statements(document) if not goes(one)]
    return dict(json.loads(document)) | {"Statement": kept}
