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

from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown, first_unknown, items, unknowns

_GROUPS = ("Principal", "Action", "Resource")
_REACHING = ("Resource", "NotResource", "Condition")
_Hangs = Callable[[str], Unknown | None]
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
        return json.dumps(document, default=_written)
    listed = document.get("Statement")
    if isinstance(listed, Unknown):
        return json.dumps(_anything(identities, listed))
    compared = list(arns)
    several = [_statements(one, identities, compared) for one in items(listed)]
    # What is added stands at the end: findings count statements as their author does.
    made = [one[0] for one in several] + [more for one in several for more in one[1:]]
    rest = {k: v for k, v in document.items() if k in {"Version", "Id"} and isinstance(v, str)}
    return json.dumps({**rest, "Statement": made}, default=_written)


def _written(unknown: object) -> str:
    """What is unknown in a place where nothing can be read anyway."""
    return str(unknown)


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


def _open(identities: Identities, unknown: list[Unknown]) -> dict[str, dict[str, object]]:
    """Conditions on what is left open: an existence that nobody can tell."""
    keys = dict.fromkeys(identities.condition_key(one.expression) for one in unknown)
    return {"Null": dict.fromkeys(keys, "true")}


def _statements(found: object, identities: Identities, arns: list[str]) -> list[object]:
    """A statement, and what stands for what it may say besides."""
    if isinstance(found, Unknown):
        return _either(identities, found)
    if not isinstance(found, Mapping):
        return [found]
    effect = found.get("Effect")
    if isinstance(effect, Unknown):
        both = ({**found, "Effect": one, "": effect} for one in ("Allow", "Deny"))
        return [s for one in both for s in _statements(one, identities, arns)]
    doubted = _doubted(found, identities, arns)
    left = [*unknowns(doubted)]
    if not left:
        return [doubted]
    sure = _known_items(doubted)
    wide = {**_widened(doubted), "Condition": _conditions(doubted, _open(identities, left))}
    return [wide] if sure is None else [sure, wide]


def _doubted(
    found: Mapping[str, object], identities: Identities, arns: list[str]
) -> Mapping[str, object]:
    """The statement with an unknown for each pattern whose reach cannot be told."""
    hanging = list(_hangs(identities, arns))
    if not hanging:
        return found
    parts = {n: _patterns(v, hanging) for n, v in found.items() if n in _REACHING}
    return {**found, **parts}


def _known_items(found: Mapping[str, object]) -> Mapping[str, object] | None:
    """The statement for what its lists say for sure; None where that is not a statement."""
    made = {name: _items(value) for name, value in found.items()}
    if isinstance(made.get("Sid"), Unknown):
        del made["Sid"]
    negated = any(first_unknown(found.get(f"Not{group}")) for group in _GROUPS)
    return None if negated or first_unknown(made) or made == found else made


def _items(value: object) -> object:
    """A list without its unknown items; as it was where nothing is left."""
    if isinstance(value, list):
        return [one for one in value if not isinstance(one, Unknown)] or value
    return value


def _widened(found: Mapping[str, object]) -> dict[str, object]:
    """The statement with its unknown parts as wide as they can be, without conditions."""
    made = {k: v for k, v in found.items() if first_unknown(v) is None and k != "Condition"}
    for group in _GROUPS:
        if first_unknown([found.get(group), found.get(f"Not{group}")]) is not None:
            made.pop(f"Not{group}", None)
            made[group] = "*"
    return made


def _conditions(
    found: Mapping[str, object], extra: Mapping[str, Mapping[str, object]]
) -> Mapping[str, object]:
    """The conditions that are known, and the one for what is left open."""
    told = found.get("Condition")
    known = dict(_known_conditions(told)) if isinstance(told, Mapping) else {}
    nulls = known.get("Null")
    own = nulls if isinstance(nulls, Mapping) else {}
    return {**known, "Null": {**own, **extra["Null"]}}


def _known_conditions(condition: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for operator, keys in condition.items():
        if isinstance(keys, Mapping):
            known = {k: v for k, v in keys.items() if first_unknown(v) is None}
            if known:
                yield operator, known
        elif not isinstance(keys, Unknown):
            yield operator, keys


def _hangs(identities: Identities, arns: list[str]) -> Iterator[_Hangs]:
    """What a text may hang on: for each a function that says so, or None."""
    if not identities.account:
        yield partial(_on, _ACCOUNT, identities, identities.hint)
    if not identities.region:
        yield partial(_on, _REGION, identities, identities.region_hint)
    made = [arn for arn in arns if identities.is_made(arn)]
    if made:
        yield partial(_on_a_name, made, identities)


def _on(pattern: re.Pattern[str], identities: Identities, hint: str, words: str) -> Unknown | None:
    return Unknown(hint) if _names(pattern, identities, words) else None


def _on_a_name(made: list[str], identities: Identities, words: str) -> Unknown | None:
    if not any(c in words for c in "*?"):
        return None
    found = next((arn for arn in made if _may_be(arn, words)), None)
    return Unknown(f"the name that AWS will give {identities.shown(found)}") if found else None


def _names(pattern: re.Pattern[str], identities: Identities, words: str) -> bool:
    """Whether it names one, and not by a name that was made up here."""
    return bool(pattern.search(identities.without_made(words)))


def _patterns(value: object, hanging: list[_Hangs]) -> object:
    """The same with an unknown in the place of each text that hangs on something."""
    if isinstance(value, str):
        return next((found for hangs in hanging if (found := hangs(value))), value)
    if isinstance(value, Mapping):
        return {name: _patterns(one, hanging) for name, one in value.items()}
    return [_patterns(one, hanging) for one in value] if isinstance(value, list) else value


def _may_be(arn: str, pattern: str) -> bool:
    """Whether a pattern that does not match the ARN would match it under another name."""
    if _matches(pattern, arn):
        return False
    parts, own = pattern.split(":", 5), arn.split(":", 5)
    if len(parts) < len(own):
        return pattern.startswith(("arn", "*"))
    return all(map(_matches, parts[:5], own[:5])) and any(c in parts[5] for c in "*?")


def _matches(pattern: str, words: str) -> bool:
    return fnmatchcase(words, pattern.replace("[", "[[]"))
