"""What the doctor says of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DoctorStatus(StrEnum):
    """How a thing stands. A warning works today; it is no reason to fail."""

    FINE = "fine"
    WARNING = "warning"
    WRONG = "wrong"
    UNKNOWN = "could not tell"


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """`about` names the thing, `says` is one sentence, `do` what to do about it ("" for nothing).

    `lines` are shown as they are, one by one: ready to be copied.
    """

    status: DoctorStatus
    about: str
    says: str
    do: str = ""
    lines: tuple[str, ...] = ()


def fine(about: str, says: str, *lines: str) -> DoctorFinding:
    """All is well."""
    return DoctorFinding(DoctorStatus.FINE, about, says, "", lines)


def warning(about: str, says: str, do: str, *lines: str) -> DoctorFinding:
    """It works, and should be better."""
    return DoctorFinding(DoctorStatus.WARNING, about, says, do, lines)


def wrong(about: str, says: str, do: str, *lines: str) -> DoctorFinding:
    """It does not work."""
    return DoctorFinding(DoctorStatus.WRONG, about, says, do, lines)


def unknown(about: str, says: str, do: str) -> DoctorFinding:
    """Could not tell."""
    return DoctorFinding(DoctorStatus.UNKNOWN, about, says, do)


def verdict(findings: Iterable[DoctorFinding]) -> DoctorStatus:
    """The worst of them; what is wrong comes before what could not be told."""
    there = {finding.status for finding in findings}
    worst = (DoctorStatus.WRONG, DoctorStatus.UNKNOWN, DoctorStatus.WARNING)
    return next((status for status in worst if status in there), DoctorStatus.FINE)


def count(number: int, noun: str) -> str:
    """The number with its noun, as in "1 job" and "2 jobs"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
