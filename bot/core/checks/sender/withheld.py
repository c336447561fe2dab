"""Does it tell all that it is there for?

What is switched on and let in may have stopped all the same to look at what it would tell of.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subject import Subject

CODES = {"sender.tells-part": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say what its reader found that it withholds."""
    subject = path.subject
    if isinstance(subject, Subject) and subject.withheld:
        yield finding_factory("sender.tells-part", subject.arn or path.name, subject.withheld)
