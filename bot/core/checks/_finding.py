"""How a check says something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.findings import Finding, Hop, Status


@dataclass(frozen=True, slots=True)
class FindingFactory:
    """Makes a check's findings, each with the status that the check's CODES give its code."""

    codes: Mapping[str, Status]

    def __call__(
        self,
        code: str,
        resource: str,
        says: str,
        *,
        evidence: Iterable[str] = (),
        via: str | None = None,
    ) -> Finding:
        """A finding on the hop that its code starts with."""
        hop = Hop(code.partition(".")[0])
        return Finding(hop, code, self.codes[code], resource, says, tuple(evidence), via)
