"""The checks of `python -m bot doctor`: one file each, found by path. None of them writes.

A file has a `TITLE`, a `PLACE` in the order of the answer, and `check`, which yields findings. With
`ALWAYS = True` it also runs where the settings of a stage could not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.cli.doctoring._finding import Finding, Status, verdict
from bot.cli.doctoring._setup import Means, Setup, set_up
from bot.core.discovery import modules_of

__all__ = ["Check", "Finding", "Means", "Setup", "Status", "all_checks", "examined", "set_up"]
__all__ += ["verdict"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    title: str
    place: int
    always: bool
    run: Callable[[Setup], Iterator[Finding]]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of the answer."""
    found = (
        Check(module.TITLE, module.PLACE, getattr(module, "ALWAYS", False), module.check)
        for module in modules_of(__name__, __path__)
    )
    return tuple(sorted(found, key=lambda check: check.place))


def examined(setup: Setup, checks: Iterable[Check]) -> Iterator[tuple[str, Finding]]:
    """Every finding with its check's title."""
    for check in checks:
        if setup.known or check.always:
            for finding in check.run(setup):
                yield check.title, finding
