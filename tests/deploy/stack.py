"""The compiled template, asked for what the tests want to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stack:
    """One compiled template."""

    template: Json

    def of(self, kind: str) -> dict[str, Json]:
        """The properties of the resources of one type, by their logical ids."""
        found = self.template["Resources"].items()
        return {name: one.get("Properties", {}) for name, one in found if one["Type"] == kind}

    def functions(self) -> dict[str, Json]:
        """The functions by the last part of their names."""
        found = self.of("AWS::Lambda::Function").values()
        return {one["FunctionName"].rpartition("-")[2]: one for one in found}

    def role(self, function: str) -> Json:
        """The properties of a function's role."""
        name = self.functions()[function]["Role"]["Fn::GetAtt"][0]
        return self.of("AWS::IAM::Role")[name]

    def statements(self, function: str, policy: str = "") -> list[Json]:
        """The statements of a function's role, or those of its one policy of this name."""
        return [
            statement
            for one in self.role(function)["Policies"]
            if policy in ("", one["PolicyName"])
            for statement in one["PolicyDocument"]["Statement"]
        ]


def actions(statements: Iterable[Json], effect: str = "Allow") -> set[str]:
    """What the statements with this effect name."""
    return {
        action for one in statements if one["Effect"] == effect for action in listed(one["Action"])
    }


def differences(held: Iterable[str], declared: Iterable[str]) -> Iterator[str]:
    """What a role lacks of what the code declares, and what it holds beyond: a sentence each."""
    held, declared = set(held), set(declared)
    yield from (f"the role lacks {action}" for action in sorted(declared - held))
    yield from (f"nothing declares {action}" for action in sorted(held - declared))


def listed(value: Any) -> list[Any]:
    """A list, of one where CloudFormation allows that to stand alone."""
    return value if isinstance(value, list) else [value]
