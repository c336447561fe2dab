"""Statements, read from JSON. Nothing here depends on a request.

What is wrong with a statement is kept with it, for AWS would have refused the document and nobody
can say what it does: an Allow part that cannot be read never lets anybody in, the same part of a
Deny may keep somebody out. So a broken statement can spoil an answer and never make one OK.

Each part is compiled when it is first asked for: most statements are settled by their principal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot.core.policy.arns import resource_pattern
from bot.core.policy.conditions import Condition, FixedOutcome, condition
from bot.core.policy.decision import Match
from bot.core.policy.groups import ActionElement, PrincipalElement, ResourceElement
from bot.core.policy.kleene import NO, UNKNOWN
from bot.core.policy.patterns import Matcher, doubt, matcher, tokens

Part = TypeVar("Part")
Value = TypeVar("Value")
Read = tuple[Part | None, str]
"""A part of a statement, and what is wrong where it cannot be read."""

_PRINCIPALS = frozenset({"AWS", "Service", "Federated", "CanonicalUser"})
_GROUPS = ("Principal", "Action", "Resource")
_ELEMENTS = frozenset(
    {"Sid", "Effect", "Condition", *_GROUPS, *(f"Not{group}" for group in _GROUPS)}
)
EFFECTS = frozenset({"Allow", "Deny"})


class _once(Generic[Value]):  # noqa: N801 (a decorator, as cached_property is)
    """A property worked out once. cached_property takes a lock on Python 3.11, half of its time."""

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, owner: object, kind: type | None = None) -> Value:
        made = owner.__dict__[self._name] = self._work(owner)
        return made


class Statement:
    """A statement. A group is None where it is missing or cannot be read.

    `missing` names the groups, of Principal, Action and Resource, of which there is no trace: KMS
    takes a statement without the last two. `broken` is what a group that cannot be read counts
    for. `clouded` is true where the statement as a whole says something that nobody can read.
    """

    def __init__(self, index: int, found: Mapping[str, object], expand: bool) -> None:
        """The statement at `index`; `expand` where the policy's Version has variables."""
        effect = found.get("Effect")
        self.index = index
        self.effect = effect if isinstance(effect, str) else ""
        # "allow" is no Allow, and nothing suggests that it could be a Deny.
        self.broken: Match = NO if self.effect.lower() == "allow" else UNKNOWN
        self.clouded = not found.keys() <= _ELEMENTS
        self._found = found
        self._expand = expand

    @property
    def sid(self) -> str | None:
        """Its Sid, where that is a text."""
        sid = self._found.get("Sid")
        return sid if isinstance(sid, str) else None

    @property
    def principal(self) -> PrincipalElement | None:
        """Whom it names."""
        return self._principal[0]

    @property
    def action(self) -> ActionElement | None:
        """Which actions it covers."""
        return self._action[0]

    @property
    def resource(self) -> ResourceElement | None:
        """Which resources it covers."""
        return self._resource[0]

    @property
    def conditions(self) -> tuple[Condition | FixedOutcome, ...]:
        """Its conditions; one that nobody can read is settled as `broken`."""
        return self._conditions[0]

    def condition_keys(self) -> Iterator[str]:
        """The lower-case names of the condition keys that it reads, in variables too."""
        for one in self.conditions:
            yield from one.keys
        if self.resource is not None:
            yield from self.resource.keys

    @_once
    def missing(self) -> frozenset[str]:
        """The groups of which there is no trace."""
        found = self._found
        return frozenset(n for n in _GROUPS if n not in found and f"Not{n}" not in found)

    @_once
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it, a sentence each."""
        groups = (self._principal[1], self._action[1], self._resource[1])
        found = (self._odd_effect(), self._odd_element(), *groups, *self._conditions[1])
        return tuple(problem for problem in found if problem)

    def _odd_effect(self) -> str:
        if self.effect in EFFECTS:
            return ""
        return f'Its Effect is "{self.effect}": only "Allow" and "Deny", spelt so, are effects.'

    def _odd_element(self) -> str:
        extra = sorted(self._found.keys() - _ELEMENTS)
        return f'Its element "{extra[0]}" is none that AWS knows.' if extra else ""

    @_once
    def _principal(self) -> Read[PrincipalElement]:
        value, negated, problem = self._pick("Principal")
        if value is None:
            return None, problem
        if negated and self.effect != "Deny":
            return None, "It has NotPrincipal without Deny, which AWS does not accept."
        if value == "*":
            return PrincipalElement(frozenset(), True, negated, ("*",)), ""
        listed = _principals(value)
        if listed is None:
            return None, "Its Principal cannot be read."
        services, others = frozenset(listed.get("Service", ())), listed.get("AWS", ())
        near = _near(services) if self._wary else ()
        return PrincipalElement(services, "*" in others, negated, others, near), ""

    @_once
    def _action(self) -> Read[ActionElement]:
        texts, negated, problem = self._texts("Action")
        return (_actions(texts, negated) if texts else None), problem

    @_once
    def _resource(self) -> Read[ResourceElement]:
        texts, negated, problem = self._texts("Resource")
        if not texts:
            return None, problem
        return _resources(texts, negated, expand=self._expand, wary=self._wary), ""

    @_once
    def _conditions(self) -> tuple[tuple[Condition | FixedOutcome, ...], tuple[str, ...]]:
        block = self._found.get("Condition")
        if block is None and "Condition" not in self._found:
            return (), ()
        found: list[Condition | FixedOutcome] = []
        problems: list[str] = []
        for label, key, values in _asked(block):
            one, problem = self._condition(label, key, values)
            found.append(one)
            problems.append(problem)
        return tuple(found), tuple(problems)

    def _condition(
        self, label: str, key: str, values: object
    ) -> tuple[Condition | FixedOutcome, str]:
        texts = _values(values)
        if texts is None:
            problem = f"Its condition {label} {key}".rstrip() + " cannot be read."
            return FixedOutcome(label, key, (), self.broken), problem
        if label.startswith("ForAllValues:") and key.lower().startswith("kms:encryptioncontext:"):
            # It would hold for every request without a context, so KMS refuses it.
            problem = f"It tests {key} by ForAllValues, which KMS does not accept."
            return FixedOutcome(label, key, texts, self.broken), problem
        return condition(label, key, texts, expand=self._expand, wary=self._wary), ""

    @property
    def _wary(self) -> bool:
        """Whether a part that AWS gives no meaning may keep somebody out."""
        return self.broken is UNKNOWN

    def _pick(self, name: str) -> tuple[object, bool, str]:
        """The value of the element or of its negation, and which it was; or what is wrong."""
        plain, negated = name in self._found, f"Not{name}" in self._found
        if plain and negated:
            return None, False, f"It has both {name} and Not{name}."
        if not plain and not negated:
            return None, False, ""
        value = self._found[f"Not{name}" if negated else name]
        return (_NULL if value is None else value), negated, ""

    def _texts(self, name: str) -> tuple[tuple[str, ...], bool, str]:
        value, negated, problem = self._pick(name)
        if value is None:
            return (), False, problem
        texts = _strings(value)
        if not texts:
            return (), False, f"Its {name} is neither a text nor a list of texts."
        return texts, negated, ""


_NULL = object()
"""JSON's null, which is a value that cannot be read, and not one that is missing."""


def statement(index: int, found: object, expand: bool) -> Statement:
    """The statement at `index`; what is no object at all may say anything."""
    return Statement(index, found, expand) if isinstance(found, dict) else _NoObject(index)


class _NoObject(Statement):
    """An item of the list that is no object."""

    def __init__(self, index: int) -> None:
        super().__init__(index, {}, False)
        self.clouded = True

    @_once
    def missing(self) -> frozenset[str]:
        """Nothing is known to be missing."""
        return frozenset()

    @_once
    def problems(self) -> tuple[str, ...]:
        """The one thing that is wrong."""
        return ("It is no object.",)


@lru_cache(maxsize=1024)
def _actions(texts: tuple[str, ...], negated: bool) -> ActionElement:
    names = frozenset(text.lower() for text in texts)
    wild = sorted(name for name in names if "*" in name or "?" in name)
    tests = (matcher(tokens(name, wild=True, expand=False), {}) for name in wild)
    return ActionElement(names.difference(wild), tuple(tests), negated, texts)


@lru_cache(maxsize=1024)
def _resources(
    texts: tuple[str, ...], negated: bool, *, expand: bool, wary: bool
) -> ResourceElement:
    patterns = tuple(resource_pattern(text, expand=expand) for text in texts)
    keys = (variable.key for pattern in patterns for variable in pattern.variables)
    unsure = doubt(negated=negated, wary=wary)
    return ResourceElement(patterns, negated, tuple(dict.fromkeys(keys)), texts, unsure)


def _asked(block: object) -> Iterator[tuple[str, str, object]]:
    """Each operator, key and value of a Condition; what has another form as one without value."""
    if not isinstance(block, dict):
        yield "Condition", "", _NULL
        return
    for label, keys in block.items():
        if isinstance(keys, dict):
            yield from ((label, key, values) for key, values in keys.items())
        else:
            yield label, "", _NULL


def _near(services: frozenset[str]) -> tuple[Matcher, ...]:
    """Tests of a lower-case name for each service that is not written as services are."""
    odd = sorted(name for name in services if "*" in name or "?" in name or name != name.lower())
    return tuple(matcher(tokens(name.lower(), wild=True, expand=False), {}) for name in odd)


def _principals(value: object) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not value.keys() <= _PRINCIPALS:
        return None
    listed: dict[str, tuple[str, ...]] = {}
    for kind, names in value.items():
        texts = _strings(names)
        if texts is None:
            return None
        listed[kind] = texts
    return listed


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    items = value if isinstance(value, list) else [value]
    texts = tuple(item for item in items if isinstance(item, str))
    return texts if len(texts) == len(items) else None


def _values(value: object) -> tuple[str, ...] | None:
    """Condition values: texts, numbers (here as texts) and booleans, one or a list."""
    if isinstance(value, str):
        return (value,)
    items = value if isinstance(value, list) else [value]
    texts = tuple(_text(item) for item in items if isinstance(item, str | bool))
    return texts if len(texts) == len(items) else None


def _text(value: str | bool) -> str:
    return value if isinstance(value, str) else str(value).lower()
