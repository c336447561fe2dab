"""A Deny that hits, as it is written, and the changes of one part of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.policy.decision import ConditionResult, Request, StatementResult
from bot.core.policy.reach import Reach

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A change of one Deny that spares the sender.

    `how` says what to do up to the text ("add "1" to that list"), `text` is the part of the
    statement as it then reads, `statement` the whole of it.
    """

    how: str
    text: str
    statement: Json


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that hits, as written, with how it met the first of the requests that it hits."""

    policy: Json
    index: int
    result: StatementResult
    requests: tuple[Request, ...]

    @property
    def written(self) -> Json:
        """The statement as it stands in the document."""
        return self.statements[self.index]

    @property
    def statements(self) -> list[Json]:
        """All statements of the document."""
        found = self.policy.get("Statement")
        listed = found if isinstance(found, list) else [found]
        return [one if isinstance(one, Mapping) else {} for one in listed]

    @property
    def request(self) -> Request:
        """The request that `result` is about."""
        return self.requests[0]

    @property
    def condition(self) -> dict[str, object]:
        """The Condition block; empty where there is none."""
        block = self.written.get("Condition")
        return dict(block) if isinstance(block, Mapping) else {}

    @property
    def reach(self) -> Reach:
        """Whom else it hits."""
        return Reach(self.policy, self.written, self.request, self.result.conditions)

    def with_statement(self, statement: Json) -> dict[str, object]:
        """The document with this statement in the place of the one that hits."""
        changed = [*self.statements[: self.index], statement, *self.statements[self.index + 1 :]]
        return {**self.policy, "Statement": changed}


def with_values(hit: Hit, found: ConditionResult, value: object, how: str) -> Exemption:
    """Other values of a condition's key."""
    block = {**tests(hit, found.operator), found.key: value}
    condition = {**hit.condition, found.operator: block}
    return with_condition(hit, condition, as_text(found.operator, block), how)


def with_key(hit: Hit, found: ConditionResult, meant: str) -> Exemption:
    """Another key of a condition."""
    block = tests(hit, found.operator)
    named = {meant if key == found.key else key: value for key, value in block.items()}
    condition = {**hit.condition, found.operator: named}
    return with_condition(hit, condition, as_text(found.operator, named), "Name the key right:")


def with_operator(hit: Hit, found: ConditionResult, operator: str) -> Exemption:
    """Another operator of a condition."""
    block = tests(hit, found.operator)
    moved = {**tests(hit, operator), found.key: block.pop(found.key, None)}
    rest = {name: one for name, one in hit.condition.items() if name != found.operator}
    condition = {**rest, **({found.operator: block} if block else {}), operator: moved}
    how = f"{operator} expands the star:"
    return with_condition(hit, condition, as_text(operator, moved), how)


def with_condition(hit: Hit, condition: Json, text: str, how: str) -> Exemption:
    """Another Condition, of which `text` is what changes."""
    return Exemption(how, text, {**hit.written, "Condition": condition})


def with_element(hit: Hit, name: str, value: object, how: str) -> Exemption:
    """Another value of an element."""
    return Exemption(how, as_text(name, value), {**hit.written, name: value})


def tests(hit: Hit, operator: str) -> dict[str, object]:
    """The keys and values under an operator; empty where there are none."""
    block = hit.condition.get(operator)
    return dict(block) if isinstance(block, Mapping) else {}


def as_list(value: object) -> list[object]:
    """One value or several as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def as_text(name: str, value: object) -> str:
    """A member of a JSON object as it would be written."""
    return f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
