"""Under which Sid our statement goes into a document.

Our Sids are fixed and tell who wrote them. Where a statement of ours is already there but was cut
short, or narrowed until it no longer works, it is corrected in place; a statement that says
anything else under our Sid is somebody else's, is left alone, and ours gets a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from bot.core.policy.edit.spans import layout
from bot.core.policy.patterns import matcher, tokens

Statement = Mapping[str, object]


def with_our_sid(text: str, statement: Statement) -> dict[str, object]:
    """The statement under its own Sid, or under the first that is free with a number behind it.

    EditError where the text is no policy.
    """
    found = layout(text)
    ours = str(statement["Sid"])
    for number in count(1):
        sid = ours if number == 1 else f"{ours}{number}"
        same = [found.statements[place].value for place in found.places(sid)]
        if not same or (len(same) == 1 and _gives_no_more(same[0], statement)):
            return {**statement, "Sid": sid}
    raise AssertionError  # count() does not end


def _gives_no_more(existing: object, ours: Statement) -> bool:
    """True if whoever `existing` lets in, `ours` lets in too: then nobody loses by the change."""
    if not isinstance(existing, dict) or existing.get("Effect") != "Allow":
        return False
    if existing.keys() - {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}:
        return False
    return (
        existing.get("Principal") == ours["Principal"]
        and _within(existing.get("Action", []), ours["Action"])
        and existing.get("Resource", ours["Resource"]) == ours["Resource"]
        and _tests_all(existing.get("Condition"), ours.get("Condition"))
    )


def _within(actions: object, ours: object) -> bool:
    tests = [matcher(tokens(a.lower(), wild=True, expand=False), {}) for a in _texts(ours)]
    return all(any(test(action.lower()) for test in tests) for action in _texts(actions))


def _tests_all(existing: object, ours: object) -> bool:
    """True if every test of ours stands in the other one, however many more it has."""
    return _pairs(ours) <= _pairs(existing)


def _pairs(condition: object) -> set[tuple[str, str, tuple[str, ...]]]:
    if not isinstance(condition, dict):
        return set()
    return {
        (label, key.lower(), tuple(sorted(_texts(values))))
        for label, keys in condition.items()
        if isinstance(keys, dict)
        for key, values in keys.items()
    }


def _texts(value: object) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value])]
