"""Finds the scenarios: every constant of this package's modules that is one."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from playground.scenarios.model import Scenario

_OURS = {"catalog", "expected", "load", "model", "policies", "table"}
FIRST = ("aws-managed-key", "no-encryption", "customer-key", "customer-key-without-budgets")


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All of them: the reported pair first, the public incidents next, the rest by name."""
    here = iter_modules([str(Path(__file__).parent)])
    files = [m.name for m in here if not m.ispkg and m.name not in _OURS]
    constants = [vars(import_module(f"playground.scenarios.{name}")) for name in files]
    found = [value for each in constants for value in each.values() if isinstance(value, Scenario)]
    return tuple(sorted(found, key=_place))


def _place(scenario: Scenario) -> tuple[int, str]:
    if scenario.name in FIRST:
        return FIRST.index(scenario.name), ""
    return len(FIRST) + (not scenario.name.startswith("incident-")), scenario.name


def names() -> tuple[str, ...]:
    """Every scenario's name."""
    return tuple(scenario.name for scenario in scenarios())


def find(name: str) -> Scenario:
    """The scenario of that name. ValueError: there is none; it lists the known names."""
    for scenario in scenarios():
        if scenario.name == name:
            return scenario
    near = get_close_matches(name, names(), n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"There is no scenario {name!r}.{hint} Known are: {', '.join(names())}.")
