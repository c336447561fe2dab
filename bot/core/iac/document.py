"""A policy with unknown parts as a text that the evaluator takes.

A statement with an unknown part is widened to all that the part could say, and gets one condition
more, on a key that stands for the expression: so it may match or not, and only where that decides
anything the answer is UNKNOWN. A statement whose reach into made-up names cannot be told, a pattern
as "alerts-*" beside a name that AWS will make up, is treated in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial

from bot.core.iac.identity import NO_ACCOUNT, NO_REGION, Identities
from bot.core.iac.value import Unknown, first_unknown, items, unknowns

_GROUPS = ("Principal", "Action", "Resource")
_ACCOUNT = re.compile(r"(?<!\d)(?:\d{12}|\d{3,11}[*?]|[*?]\d{3,11})(?!\d)")
_REGION = re.compile(r"(?<![a-z-])[a-z]{2}(?:-[a-z]+)+-(?:\d|\*)")


def policy_text(document: object, identities: Identities, arns: Iterable[str]) -> str:
    """The document's text. `arns` are those that its patterns are compared with: of what it is for,
    and of who may come in by it.
    """
    if isinstance(document, str):
        document = _parsed(document)
    if isinstance(document, str):
        return document
    if isinstance(document, Unknown):
        return json.dumps(_anything(identities, document))
    if not isinstance(document, Mapping):
        return json.dumps(document)
    listed = document.get("Statement")
    if isinstance(listed, Unknown):
        return json.dumps(_anything(identities, listed))
    compared = list(arns)
    made = [s for one in items(listed) for s in _statement(one, identities, compared)]
    rest = {k: v for k, v in document.items() if k in {"Version", "Id"} and isinstance(v, str)}
    return json.dumps({**rest, "Statement": made})


def _parsed(words: str) -> object:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return words
    return found if isinstance(found, dict) else words


def _anything(identities: Identities, unknown: Unknown) -> object:
    """A policy of which nothing is known."""
    return {"Version": "2012-10-17", "Statement": _either(identities, unknown)}


def _either(identities: Identities, unknown: Unknown) -> list[object]:
    everything = {"Principal": "*", "Action": "*", "Resource": "*"}
    condition = _open(identities, [unknown])
    return [
        {"Effect": effect, **everything, "Condition": condition} for effect in ("Allow", "Deny")
    ]


def _open(identities: Identities, unknown: list[Unknown]) -> dict[str, object]:
    """Conditions on what is left open: an existence that nobody can tell."""
    keys = dict.fromkeys(identities.condition_key(one.expression) for one in unknown)
    return {"Null": dict.fromkeys(keys, "true")}


def _statement(found: object, identities: Identities, arns: list[str]) -> list[object]:
    if isinstance(found, Unknown):
        return _either(identities, found)
    if not isinstance(found, Mapping):
        return [found]
    effect = found.get("Effect")
    if isinstance(effect, Unknown):
        return [
            s
            for one in ("Allow", "Deny")
            for s in _statement({**found, "Effect": one, "LeftOpen": effect}, identities, arns)
        ]
    known, left = _widened(found)
    left += _reach(known, identities, arns)
    if not left:
        return [known]
    condition = known.get("Condition")
    kept = condition if isinstance(condition, Mapping) else {}
    extra = _open(identities, left)
    nulls = {**_mapping(kept.get("Null")), **_mapping(extra["Null"])}
    return [{**known, "Condition": {**kept, "Null": nulls}}]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _widened(found: Mapping[str, object]) -> tuple[dict[str, object], list[Unknown]]:
    """The statement with its unknown parts as wide as they can be, and what they hang on."""
    left = [*unknowns(found)]
    made = {k: v for k, v in found.items() if first_unknown(v) is None}
    if not left:
        return made, left
    for group in _GROUPS:
        if first_unknown([found.get(group), found.get(f"Not{group}")]) is not None:
            made.pop(f"Not{group}", None)
            made[group] = "*"
    condition = found.get("Condition")
    if isinstance(condition, Mapping):
        made["Condition"] = dict(_known_conditions(condition))
    return made, left


def _known_conditions(condition: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for operator, keys in condition.items():
        if isinstance(keys, Mapping):
            known = {k: v for k, v in keys.items() if first_unknown(v) is None}
            if known:
                yield operator, known
        elif not isinstance(keys, Unknown):
            yield operator, keys


def _reach(
    statement: Mapping[str, object], identities: Identities, arns: list[str]
) -> list[Unknown]:
    """What patterns of it hang on: a name that AWS will make up, an account that nobody told."""
    found: list[Unknown] = []
    for words in _patterns(statement):
        for hangs, unknown in _hangs(identities, arns):
            if hangs(words) and unknown not in found:
                found.append(unknown)
    return found


def _hangs(
    identities: Identities, arns: list[str]
) -> Iterator[tuple[Callable[[str], bool], Unknown]]:
    if not identities.account:
        yield partial(_names, _ACCOUNT, NO_ACCOUNT), Unknown(identities.hint)
    if not identities.region:
        yield partial(_names, _REGION, NO_REGION), Unknown(identities.region_hint)
    for arn in filter(identities.is_made, arns):
        told = f"the name that AWS will give {identities.shown(arn)}"
        yield partial(_may_be, arn), Unknown(told)


def _names(pattern: re.Pattern[str], own: str, words: str) -> bool:
    """Whether it names one, and not the one that stands for what nobody told."""
    return bool(pattern.search(words.replace(own, "")))


def _patterns(statement: Mapping[str, object]) -> Iterator[str]:
    waiting = [statement.get(name) for name in ("Resource", "NotResource", "Condition")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _may_be(arn: str, pattern: str) -> bool:
    """Whether a pattern that does not match the ARN would match it under another name."""
    if not any(c in pattern for c in "*?") or _matches(pattern, arn):
        return False
    parts, own = pattern.split(":", 5), arn.split(":", 5)
    if len(parts) < len(own):
        return pattern.startswith(("arn", "*"))
    return all(map(_matches, parts[:5], own[:5])) and any(c in parts[5] for c in "*?")


def _matches(pattern: str, words: str) -> bool:
    return fnmatchcase(words, pattern.replace("[", "[[]"))
