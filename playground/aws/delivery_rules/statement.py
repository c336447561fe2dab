"""One statement against one call: a list of parts, each true, false or a coin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playground.aws.delivery_rules.conditions import met
from playground.aws.delivery_rules.patterns import action_like, resource_like
from playground.aws.delivery_rules.request import OWNER, Call
from playground.aws.delivery_rules.worlds import Coin, World

Part = bool | Coin
EVERYONE = "whether an Allow for everyone lets a service in"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a policy text. `name` says where it stands, `variables` if `${` counts."""

    name: str
    body: Mapping[str, object]
    variables: bool

    @property
    def denies(self) -> bool:
        """True for a Deny."""
        return self.body["Effect"] == "Deny"

    def matches(self, call: Call, world: World) -> bool:
        """Whether the statement meets `call` in `world`. What is certain is looked at first."""
        parts = list(self._parts(call))
        if False in parts:
            return False
        return all(world.toss(part) for part in parts if isinstance(part, Coin))

    def _parts(self, call: Call) -> Iterator[Part]:
        yield self._action(call)
        yield self._resource(call)
        yield self._principal(call)
        for operator, tests in _mapping(self.body.get("Condition", {})).items():
            for key, values in _mapping(tests).items():
                yield self._condition(call, operator, key, texts(values))

    def _action(self, call: Call) -> Part:
        if "NotAction" in self.body:
            return self._coin("NotAction")
        return any(action_like(p, call.action) for p in texts(self.body.get("Action", [])))

    def _resource(self, call: Call) -> Part:
        if "NotResource" in self.body:
            return self._coin("NotResource")
        if "Resource" not in self.body:
            # KMS takes such a statement and gives it no effect; SNS is not documented.
            return False if call.system == "kms" else self._coin("no Resource")
        fits = [self._one_resource(p, call.resource) for p in texts(self.body["Resource"])]
        return True if True in fits else self._coin("Resource") if None in fits else False

    def _one_resource(self, pattern: str, resource: str) -> bool | None:
        if pattern == "*":
            return True
        return None if self._variable(pattern) else resource_like(pattern, resource)

    def _principal(self, call: Call) -> Part:
        if "Principal" not in self.body:
            return self._coin("NotPrincipal" if "NotPrincipal" in self.body else "no Principal")
        principal = self.body["Principal"]
        if principal == "*":
            return self._everyone(call)
        named = _mapping(principal)
        services = texts(named.get("Service", []))
        sender = call.situation.sender
        if sender.as_account:
            return self._account(call, texts(named.get("AWS", [])))
        abroad = not call.resource.startswith("arn:aws:")
        if abroad and any(name.startswith(sender.prefix) for name in services):
            return Coin(f"the name of the principal of {sender.name} in this partition")
        if sender.service in services:
            return True
        return self._everyone(call) if "*" in texts(named.get("AWS", [])) else False

    def _account(self, call: Call, named: tuple[str, ...]) -> Part:
        """Whoever comes as the account is in its default statement, for everyone."""
        account = call.situation.account
        if "*" in named:
            return True
        own = {account, f"arn:aws:iam::{account}:root"} & set(named)
        name = call.situation.sender.name
        return Coin(f"whether naming the account lets {name} in") if own else False

    def _everyone(self, call: Call) -> Part:
        # AWS's own examples of a Deny for everybody stop services too; of an Allow it is unproven.
        sender, assumed = call.situation.sender, call.situation.assumptions.everyone
        # An alarm was seen to pass SNS's old default statement (docs/facts.md 2.2).
        by_owner = sender.owner == "sent" and self._asks_for(OWNER)
        if self.denies or sender.as_account or by_owner:
            return True
        return Coin(EVERYONE) if assumed is None else assumed

    def _asks_for(self, key: str) -> bool:
        """Whether a condition names this key."""
        tests = map(_mapping, _mapping(self.body.get("Condition", {})).values())
        return any(name.lower() == key for test in tests for name in test)

    def _condition(self, call: Call, operator: str, key: str, values: tuple[str, ...]) -> Part:
        candidates = call.candidates(key, values)
        results = tuple(met(operator, values, candidate) for candidate in candidates)
        certain = tuple(result for result in results if result is not None)
        if not results or len(certain) < len(results) or any(map(self._variable, values)):
            return self._coin(f"{operator} {key} {', '.join(values)}")
        if len(set(certain)) == 1:
            return certain[0]
        return Coin(f"{key} on the {call.system.upper()} call", certain)

    def _variable(self, value: str) -> bool:
        return self.variables and "${" in value

    def _coin(self, what: str) -> Coin:
        return Coin(f"{what} ({self.name})")


class MalformedError(Exception):
    """A policy text that AWS would not have taken; the message says why."""


def texts(value: object) -> tuple[str, ...]:
    """A policy's value, alone or in a list, as strings. JSON booleans are "true" and "false"."""
    items = value if isinstance(value, list) else [value]
    return tuple(_text(item) for item in items)


def _text(item: object) -> str:
    if isinstance(item, bool):
        return str(item).lower()
    if isinstance(item, str | int | float):
        return str(item)
    raise MalformedError(f"{item!r} stands where a text should")


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise MalformedError(f"{value!r} stands where an object should")
    return value
