"""Is it switched on?

What somebody has disabled tells nobody. Some services set their own notifications inactive after a
failure, and leave them so when the failure is mended (docs/facts.md 13.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subject import Subject

CODES = {
    "sender.disabled": Status.BROKEN,
    "sender.inactive": Status.BROKEN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Read the switch, and the status that the service gives its notifications."""
    subject, sender = path.subject, path.sender
    if not isinstance(subject, Subject):
        return
    if not subject.enabled:
        says = (
            f"The {sender.subject} is switched off, or its actions are, so it publishes nothing. "
            "Switch it on where that was not meant."
        )
        yield finding_factory("sender.disabled", subject.arn or path.name, says)
    if subject.inactive:
        says = (
            f"{sender.title} gives the notifications of this {sender.subject} the status "
            f"{subject.inactive}: it has stopped to publish. Mend what the other findings say, "
            f"then set them active again in the settings of the {sender.subject}."
        )
        yield finding_factory("sender.inactive", subject.arn or path.name, says)
