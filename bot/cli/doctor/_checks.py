"""The checks of `python -m bot doctor`: one file each, found by path. None of them writes.

A file has a `TITLE`, a `PLACE` in the order of the answer, and `check`, which yields findings. With
`ALWAYS = True` it also runs where the settings of a stage could not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.cli.doctor._finding import DoctorFinding, DoctorStatus, verdict
from bot.cli.doctor._setup import DoctorClients, Setup, set_up
from bot.core.discovery import modules_of

__all__ = [
    "DoctorCheck",
    "DoctorClients",
    "DoctorFinding",
    "DoctorStatus",
    "Setup",
    "all_checks",
    "examined",
    "set_up",
]
__all__ += ["verdict"]


@dataclass(frozen=True, slots=True)
class DoctorCheck:
    """One check."""

    title: str
    place: int
    always: bool
    run: Callable[[Setup], Iterator[DoctorFinding]]


@cache
def all_checks() -> tuple[DoctorCheck, ...]:
    """Every check, in the order of the answer."""
    found = (
        DoctorCheck(module.TITLE, module.PLACE, getattr(module, "ALWAYS", False), module.check)
        for module in modules_of("bot.cli.doctor", [str(Path(__file__).parent)])
    )
    return tuple(sorted(found, key=lambda check: check.place))


def examined(setup: Setup, checks: Iterable[DoctorCheck]) -> Iterator[tuple[str, DoctorFinding]]:
    """Every finding with its check's title."""
    for check in checks:
        if setup.known or check.always:
            for finding in check.run(setup):
                yield check.title, finding
