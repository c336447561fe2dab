"""The expressions of a configuration: what stands behind a value that is not known yet.

The configuration in a plan says which things an expression names, not how it puts them together. So
an argument that names one attribute of one resource is taken for that attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.core.iac.value import items, members

_STEP = re.compile(r"module\.([\w-]+)((?:\[(?:\"(?:[^\"\\]|\\.)*\"|\d+)\])?)\.?")


class Configuration:
    """The configuration's modules and resources."""

    def __init__(self, root: Mapping[str, object]) -> None:
        """Index the resources of every module."""
        self._modules: dict[tuple[str, ...], Mapping[str, object]] = {}
        self._resources: dict[tuple[tuple[str, ...], str], Mapping[str, object]] = {}
        waiting: list[tuple[tuple[str, ...], Mapping[str, object]]] = [((), root)]
        while waiting:
            path, module = waiting.pop()
            self._modules[path] = module
            for one in map(members, items(module.get("resources"))):
                self._resources[path, str(one.get("address", ""))] = one
            for name, call in members(module.get("module_calls")).items():
                waiting.append(((*path, name), members(members(call).get("module"))))

    def resource(self, module: str, local: str) -> Mapping[str, object] | None:
        """A resource's block by its module's address and its own there; None if it is not there."""
        return self._resources.get((names(module), local))

    def output(self, module: str, name: str) -> Mapping[str, object]:
        """The expression of an output of a module."""
        found = members(self._modules.get(names(module), {}).get("outputs")).get(name)
        return members(members(found).get("expression"))

    def argument(self, module: str, name: str) -> Mapping[str, object]:
        """The expression that a module's variable gets from its caller."""
        path = names(module)
        if not path:
            return {}
        calls = members(self._modules.get(path[:-1], {}).get("module_calls"))
        return members(members(members(calls.get(path[-1])).get("expressions")).get(name))


def names(module: str) -> tuple[str, ...]:
    """The names of the modules on the way to a module's address."""
    return tuple(found[1] for found in _STEP.finditer(module))


def parent(module: str) -> tuple[str, str]:
    """The address of the module that calls this one, and the key of the call ("" without)."""
    steps = list(_STEP.finditer(module))
    if not steps:
        return "", ""
    return module[: steps[-1].start()].rstrip("."), steps[-1][2]


def wholes(named: Iterable[str]) -> list[str]:
    """The things that an expression names, without those that others are parts of."""
    found = list(dict.fromkeys(named))
    parts = {one for one in found if any(o.startswith((f"{one}.", f"{one}[")) for o in found)}
    return [one for one in found if one not in parts]


def references(expression: object) -> Iterator[str]:
    """The things that an expression names."""
    return (str(one) for one in items(members(expression).get("references")))
