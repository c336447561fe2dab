"""The checks: one file each, found by path, each with the codes that it can say and a docstring.

A check reads one `Path` and yields findings; it yields nothing where it has nothing to say or where
its fact is not there. It never reads AWS, and it never takes `ReadFailed` for an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.core.discovery import modules_of
from bot.core.findings import Finding, Hop, Status, worst
from bot.core.model.path import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `name` is its place ("topic.policy"), `about` its docstring."""

    name: str
    about: str
    codes: Mapping[str, Status]
    run: Callable[[Path], Iterator[Finding]]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of the hops."""
    found = [
        Check(
            name=module.__name__.removeprefix(f"{__name__}."),
            about=module.__doc__ or "",
            codes=module.CODES,
            run=module.check,
        )
        for module in modules_of(__name__, __path__)
    ]
    hops = [hop.value for hop in Hop]
    return tuple(sorted(found, key=lambda check: hops.index(check.name.partition(".")[0])))


def worst_of(codes: Collection[str]) -> Status:
    """The worst status that one of these codes has."""
    declared = ((code, status) for check in all_checks() for code, status in check.codes.items())
    return worst(status for code, status in declared if code in codes)
