"""CloudFormation's intrinsic functions, as far as their answer is known before it is deployed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.iac.identity import NO_ACCOUNT, NO_REGION, Identities, short
from bot.core.iac.value import Unknown, first_unknown, items, known, text
from bot.errors import UsageError

_SUB = re.compile(r"\$\{(!?)([^}]*)\}")
_DYNAMIC = re.compile(r"\{\{resolve:[^}]*\}\}")
_LEFT_OPEN = re.compile(rf"NotMadeYet[0-9a-f]{{24}}|{NO_ACCOUNT}|{NO_REGION}")


@dataclass(frozen=True, slots=True)
class _Nothing:
    """AWS::NoValue: the property is not there."""


_NOTHING = _Nothing()
Names = Callable[[str, str], object]
"""What `Ref` ("" as attribute) or `Fn::GetAtt` of a resource gives."""


class Resolver:
    """Values of one template. `names` answers for its resources."""

    def __init__(
        self,
        tree: Mapping[str, object],
        identities: Identities,
        given: Mapping[str, str],
        names: Names,
    ) -> None:
        """Take the template's parameters, mappings and conditions.

        Raises UsageError for a given parameter that the template does not have.
        """
        self._identities, self._names = identities, names
        self._parameters, self._mappings, self._conditions = (
            _object(tree.get(name)) for name in ("Parameters", "Mappings", "Conditions")
        )
        self._given = given
        self._decided: dict[str, bool | Unknown] = {}
        self._deciding: list[str] = []
        strange = sorted(given.keys() - self._parameters.keys())
        if strange:
            raise UsageError(f"The template has no parameter {strange[0]!r}.")

    def value(self, tree: object) -> object:
        """The value; Unknown leaves where it is not known, None for AWS::NoValue."""
        found = self._value(tree)
        return None if found is _NOTHING else found

    def condition(self, name: object) -> bool | Unknown:
        """Whether a condition of the template holds."""
        if not isinstance(name, str) or name not in self._conditions:
            return Unknown(f"condition {name}")
        if name in self._deciding:
            circle = " -> ".join([*self._deciding[self._deciding.index(name) :], name])
            raise UsageError(f"Circular conditions: {circle}.")
        if name not in self._decided:
            self._deciding.append(name)
            found = self._holds(self._conditions[name])
            self._decided[name] = Unknown(f"condition {name}") if _open(found) else found
            self._deciding.pop()
        return self._decided[name]

    def _value(self, tree: object) -> object:
        if isinstance(tree, Mapping):
            return self._object(tree)
        if isinstance(tree, list):
            found = [self._value(one) for one in tree]
            return [one for one in found if one is not _NOTHING]
        if isinstance(tree, str) and "{{resolve:" in tree:
            return Unknown(_DYNAMIC.findall(tree)[0] if _DYNAMIC.search(tree) else "{{resolve}}")
        return tree

    def _object(self, tree: Mapping[str, object]) -> object:
        if len(tree) == 1:
            name, argument = next(iter(tree.items()))
            if name == "Ref":
                return self._ref(argument)
            if name.startswith("Fn::"):
                function = _FUNCTIONS.get(name)
                return function(self, argument) if function else _unknown(name, argument)
        macro = next((one for one in tree if one.startswith("Fn::")), None)
        if macro:
            return _unknown(macro, tree[macro])
        found = {key: self._value(value) for key, value in tree.items()}
        return {key: value for key, value in found.items() if value is not _NOTHING}

    def _ref(self, name: object) -> object:
        if not isinstance(name, str):
            return _unknown("Ref", name)
        if name.startswith("AWS::"):
            return self._pseudo(name)
        return self._parameter(name) if name in self._parameters else self._names(name, "")

    def _pseudo(self, name: str) -> object:
        where = self._identities
        suffixes = {"aws-cn": "amazonaws.com.cn"}
        values: dict[str, Callable[[], object]] = {
            "AWS::AccountId": lambda: where.account_id,
            "AWS::Region": lambda: where.region_name,
            "AWS::Partition": lambda: where.partition,
            "AWS::URLSuffix": lambda: suffixes.get(where.partition, "amazonaws.com"),
            "AWS::StackName": lambda: where.name("AWS::StackName"),
            "AWS::NoValue": lambda: _NOTHING,
        }
        return values[name]() if name in values else Unknown(name)

    def _parameter(self, name: str) -> object:
        declared = _object(self._parameters[name])
        kind = str(declared.get("Type", "String"))
        if str(declared.get("NoEcho", "")).lower() == "true":
            return Unknown(f"parameter {name} (a secret)")
        if "AWS::SSM::Parameter::Value" in kind:
            return Unknown(f"parameter {name} (what the Parameter Store holds)")
        if name not in self._given and "Default" not in declared:
            return Unknown(f"parameter {name} (give --parameter {name}=...)")
        value = text(self._given.get(name, declared.get("Default"))) or ""
        if isinstance(value, Unknown):
            return value
        listed = kind == "CommaDelimitedList" or kind.startswith("List<")
        parts = [one.strip() for one in value.split(",")] if listed else value
        return self._value(parts)

    def _get_att(self, argument: object) -> object:
        parts = argument.split(".", 1) if isinstance(argument, str) else items(argument)
        if len(parts) != 2 or not isinstance(parts[0], str):
            return _unknown("Fn::GetAtt", argument)
        attribute = self._value(parts[1])
        if not isinstance(attribute, str):
            return _unknown("Fn::GetAtt", argument)
        return self._names(parts[0], attribute)

    def _sub(self, argument: object) -> object:
        template, own = (argument, {}) if not isinstance(argument, list) else _pair(argument)
        if not isinstance(template, str):
            return _unknown("Fn::Sub", argument)
        variables = _object(own)
        unknown: list[Unknown] = []

        def fill(found: re.Match[str]) -> str:
            if found[1]:
                return f"${{{found[2]}}}"
            value = text(self._variable(found[2].strip(), variables))
            if not isinstance(value, str):
                unknown.append(value if isinstance(value, Unknown) else Unknown(found[2]))
                return ""
            return value

        made = _SUB.sub(fill, template)
        return unknown[0] if unknown else self._value(made)

    def _variable(self, name: str, own: Mapping[str, object]) -> object:
        if name in own:
            return self._value(own[name])
        resource, dot, attribute = name.partition(".")
        return self._names(resource, attribute) if dot else self._ref(name)

    def _join(self, argument: object) -> object:
        parts = argument if isinstance(argument, list) and len(argument) == 2 else [None, None]
        glue, found = text(self._value(parts[0])), self._value(parts[1])
        unknown = first_unknown([glue, found])
        if unknown:
            return unknown
        if not isinstance(glue, str) or not isinstance(found, list):
            return _unknown("Fn::Join", argument)
        return self._value(glue.join(known(one) for one in found))

    def _split(self, argument: object) -> object:
        parts = argument if isinstance(argument, list) and len(argument) == 2 else [None, None]
        glue, found = text(self._value(parts[0])), text(self._value(parts[1]))
        if isinstance(found, Unknown):
            return found
        if not isinstance(glue, str) or not glue or not isinstance(found, str):
            return _unknown("Fn::Split", argument)
        return found.split(glue)

    def _select(self, argument: object) -> object:
        parts = argument if isinstance(argument, list) and len(argument) == 2 else [None, None]
        index, listed = known(self._value(parts[0])), self._value(parts[1])
        if isinstance(listed, Unknown):
            return listed
        if not isinstance(listed, list) or not index.isdecimal() or int(index) >= len(listed):
            return _unknown("Fn::Select", argument)
        return listed[int(index)]

    def _if(self, argument: object) -> object:
        if not isinstance(argument, list) or len(argument) != 3:
            return _unknown("Fn::If", argument)
        holds = self.condition(argument[0])
        if isinstance(holds, Unknown):
            one, other = self._value(argument[1]), self._value(argument[2])
            return one if one == other else holds
        return self._value(argument[1] if holds else argument[2])

    def _find_in_map(self, argument: object) -> object:
        keys = [self._value(one) for one in items(argument)[:3]]
        found: object = self._mappings
        for key in keys:
            if isinstance(key, Unknown):
                return key
            found = _object(found).get(known(key))
        return _unknown("Fn::FindInMap", argument) if found is None else self._value(found)

    def _to_json(self, argument: object) -> object:
        found = self._value(argument)
        return first_unknown(found) or json.dumps(found)

    def _holds(self, tree: object) -> bool | Unknown:
        if isinstance(tree, Mapping) and len(tree) == 1:
            name, argument = next(iter(tree.items()))
            if name == "Condition":
                return self.condition(argument)
            if name in {"Fn::And", "Fn::Or"}:
                each = [self._holds(one) for one in items(argument)]
                return _any(each) if name == "Fn::Or" else _not(_any([_not(one) for one in each]))
            if name == "Fn::Not":
                return _not(self._holds(next(iter(items(argument)), None)))
            if name == "Fn::Equals":
                return self._equal(argument)
        return _unknown("condition", tree)

    def _equal(self, argument: object) -> bool | Unknown:
        both = [self._value(one) for one in items(argument)]
        unknown = first_unknown(both)
        if unknown or len(both) != 2:
            return unknown or _unknown("Fn::Equals", argument)
        one, other = (json.dumps(value if (t := text(value)) is None else t) for value in both)
        if one != other and any(map(_LEFT_OPEN.search, (one, other))):
            return _unknown("Fn::Equals", argument)
        return one == other


_FUNCTIONS: Mapping[str, Callable[[Resolver, object], object]] = {
    "Fn::GetAtt": Resolver._get_att,
    "Fn::Sub": Resolver._sub,
    "Fn::Join": Resolver._join,
    "Fn::Split": Resolver._split,
    "Fn::Select": Resolver._select,
    "Fn::If": Resolver._if,
    "Fn::FindInMap": Resolver._find_in_map,
    "Fn::ToJsonString": Resolver._to_json,
}


def _unknown(name: str, argument: object) -> Unknown:
    written = argument if isinstance(argument, str) else json.dumps(argument, default=str)
    return Unknown(short(f"{name}: {written}"))


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _pair(value: list[object]) -> tuple[object, object]:
    return (value[0], value[1]) if len(value) == 2 else (None, None)


def _open(value: object) -> bool:
    return isinstance(value, Unknown)


def _not(value: bool | Unknown) -> bool | Unknown:
    return value if isinstance(value, Unknown) else not value


def _any(each: list[bool | Unknown]) -> bool | Unknown:
    if any(one is True for one in each):
        return True
    return next((one for one in each if isinstance(one, Unknown)), False)
