"""Statements, compiled from JSON. Nothing here depends on a request.

What is wrong with a statement is kept with it, for AWS would have refused the document and nobody
can say what it does: an Allow part that cannot be read never lets anybody in, the same part of a
Deny may keep somebody out. So a broken statement can spoil an answer and never make one OK.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.policy.arns import resource_pattern
from bot.core.policy.conditions import Condition, Settled, condition
from bot.core.policy.decision import Match
from bot.core.policy.groups import Action, Principal, Resource
from bot.core.policy.kleene import NO, UNKNOWN
from bot.core.policy.patterns import Matcher, doubt, matcher, tokens

_ELEMENTS = frozenset(
    {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"}
    | {"Resource", "NotResource", "Condition"}
)
_PRINCIPALS = frozenset({"AWS", "Service", "Federated", "CanonicalUser"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement. A group is None where it is missing or cannot be read.

    `missing` names the groups, of Action and Resource, of which there is no trace: KMS takes such
    a statement. `broken` is what a group that cannot be read counts for. `clouded` is true where
    the statement as a whole says something that nobody can read.
    """

    index: int
    sid: str | None
    effect: str
    broken: Match
    principal: Principal | None = None
    action: Action | None = None
    resource: Resource | None = None
    conditions: tuple[Condition | Settled, ...] = ()
    missing: frozenset[str] = frozenset()
    clouded: bool = False
    problems: tuple[str, ...] = ()

    def condition_keys(self) -> Iterator[str]:
        """The lower-case names of the condition keys that it reads."""
        for one in self.conditions:
            yield from one.keys
        if self.resource is not None:
            yield from self.resource.keys


@dataclass(frozen=True, slots=True)
class Document:
    """A policy, compiled. `problem` says why it cannot be judged at all.

    `expand` is true where its Version has variables. `keys` are the lower-case names of all
    condition keys that its outcome can turn on.
    """

    statements: tuple[Statement, ...]
    problem: str | None = None
    expand: bool = False
    keys: frozenset[str] = frozenset()


def statement(index: int, found: object, expand: bool) -> Statement:
    """The statement at `index`; `expand` where the policy's Version has variables."""
    if not isinstance(found, dict):
        return Statement(index, None, "", UNKNOWN, clouded=True, problems=("It is no object.",))
    return _Reader(found, expand).statement(index)


class _Reader:
    """Reads one statement and collects what is wrong with it."""

    def __init__(self, found: dict[str, object], expand: bool) -> None:
        self._found = found
        self._expand = expand
        self._problems: list[str] = []
        self._missing: set[str] = set()
        effect = found.get("Effect")
        self._effect = effect if isinstance(effect, str) else ""
        # "allow" is no Allow, and nothing suggests that it could be a Deny.
        self._broken = NO if self._effect.lower() == "allow" else UNKNOWN
        self._wary = self._broken is UNKNOWN

    def statement(self, index: int) -> Statement:
        sid = self._found.get("Sid")
        clouded = self._unclear()
        return Statement(
            index=index,
            sid=sid if isinstance(sid, str) else None,
            effect=self._effect,
            broken=self._broken,
            principal=self._principal(),
            action=self._action(),
            resource=self._resource(),
            conditions=self._conditions(),
            missing=frozenset(self._missing),
            clouded=clouded,
            problems=tuple(self._problems),
        )

    def _unclear(self) -> bool:
        if self._effect not in {"Allow", "Deny"}:
            self._problems.append(
                f'Its Effect is "{self._effect}": only "Allow" and "Deny", spelt so, are effects.'
            )
        extra = sorted(self._found.keys() - _ELEMENTS)
        if extra:
            self._problems.append(f'Its element "{extra[0]}" is none that AWS knows.')
        return bool(extra)

    def _pick(self, name: str) -> tuple[object, bool] | None:
        """The value of the element or of its negation, and which it was."""
        plain, negated = name in self._found, f"Not{name}" in self._found
        if plain and negated:
            self._problems.append(f"It has both {name} and Not{name}.")
            return None
        if not plain and not negated:
            self._missing.add(name)
            return None
        return self._found[f"Not{name}" if negated else name], negated

    def _principal(self) -> Principal | None:
        picked = self._pick("Principal")
        if picked is None:
            return None
        value, negated = picked
        if negated and self._effect != "Deny":
            self._problems.append("It has NotPrincipal without Deny, which AWS does not accept.")
            return None
        if value == "*":
            return Principal(frozenset(), True, negated, ("*",))
        listed = _principals(value)
        if listed is None:
            self._problems.append("Its Principal cannot be read.")
            return None
        services, others = frozenset(listed["Service"]), listed["AWS"]
        near = _near(services) if self._wary else ()
        return Principal(services, "*" in others, negated, others, near)

    def _texts(self, name: str) -> tuple[tuple[str, ...], bool] | None:
        picked = self._pick(name)
        if picked is None:
            return None
        texts = _strings(picked[0])
        if not texts:
            self._problems.append(f"Its {name} is neither a text nor a list of texts.")
            return None
        return texts, picked[1]

    def _action(self) -> Action | None:
        found = self._texts("Action")
        if found is None:
            return None
        names = frozenset(text.lower() for text in found[0])
        wild = sorted(name for name in names if "*" in name or "?" in name)
        tests = (matcher(tokens(name, wild=True, expand=False), {}) for name in wild)
        return Action(names.difference(wild), tuple(tests), found[1], found[0])

    def _resource(self) -> Resource | None:
        found = self._texts("Resource")
        if found is None:
            return None
        patterns = tuple(resource_pattern(text, expand=self._expand) for text in found[0])
        keys = (variable.key for pattern in patterns for variable in pattern.variables)
        unsure = doubt(negated=found[1], wary=self._wary)
        return Resource(patterns, found[1], tuple(dict.fromkeys(keys)), found[0], unsure)

    def _conditions(self) -> tuple[Condition | Settled, ...]:
        block = self._found.get("Condition", {})
        if not isinstance(block, dict):
            return (self._unreadable("Condition", ""),)
        return tuple(one for label, keys in block.items() for one in self._operator(label, keys))

    def _operator(self, label: str, keys: object) -> list[Condition | Settled]:
        if not isinstance(keys, dict):
            return [self._unreadable(label, "")]
        return [self._condition(label, key, values) for key, values in keys.items()]

    def _condition(self, label: str, key: str, values: object) -> Condition | Settled:
        texts = _values(values)
        if texts is None:
            return self._unreadable(label, key)
        if label.startswith("ForAllValues:") and key.lower().startswith("kms:encryptioncontext:"):
            # It would hold for every request without a context, so KMS refuses it.
            self._problems.append(f"It tests {key} by ForAllValues, which KMS does not accept.")
            return Settled(label, key, texts, self._broken)
        return condition(label, key, texts, expand=self._expand, wary=self._wary)

    def _unreadable(self, label: str, key: str) -> Settled:
        self._problems.append(f"Its condition {label} {key}".rstrip() + " cannot be read.")
        return Settled(label, key, (), self._broken)


def _near(services: frozenset[str]) -> tuple[Matcher, ...]:
    """Tests of a lower-case name for each service that is not written as services are."""
    odd = sorted(name for name in services if "*" in name or "?" in name or name != name.lower())
    return tuple(matcher(tokens(name.lower(), wild=True, expand=False), {}) for name in odd)


def _principals(value: object) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not value.keys() <= _PRINCIPALS:
        return None
    listed: dict[str, tuple[str, ...]] = {"AWS": (), "Service": ()}
    for kind, names in value.items():
        texts = _strings(names)
        if texts is None:
            return None
        listed[kind] = texts
    return listed


def _strings(value: object) -> tuple[str, ...] | None:
    items = value if isinstance(value, list) else [value]
    texts = tuple(item for item in items if isinstance(item, str))
    return texts if len(texts) == len(items) else None


def _values(value: object) -> tuple[str, ...] | None:
    """Condition values: texts, numbers (here as texts) and booleans, one or a list."""
    items = value if isinstance(value, list) else [value]
    texts = tuple(_text(item) for item in items if isinstance(item, str | bool))
    return texts if len(texts) == len(items) else None


def _text(value: str | bool) -> str:
    return value if isinstance(value, str) else str(value).lower()
