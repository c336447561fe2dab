"""What is counted of the work: checks, verdicts, changes, seconds."""

from __future__ import annotations

from typing import Protocol

from bot.core.findings import Status


class Measures(Protocol):
    """Where the figures go: CloudWatch on Lambda, nowhere on a laptop."""

    def checked(self, verdict: Status) -> None:
        """A budget was checked."""

    def acted(self, what: str) -> None:
        """A record of the action log was written; `what` is that of `LogRecord`."""

    def worked(self, kind: str, seconds: float) -> None:
        """A job of this kind was worked on for so long."""


class Unmeasured:
    """Measures that go nowhere."""

    def checked(self, verdict: Status) -> None:
        """Nothing."""

    def acted(self, what: str) -> None:
        """Nothing."""

    def worked(self, kind: str, seconds: float) -> None:
        """Nothing."""
