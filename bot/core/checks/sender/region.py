"""Is the topic in the Region of what publishes to it?

Not every sender publishes to another Region, whatever the policies say (`Sender.across_regions`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subject import Subject

CODES = {"sender.other-region": Status.BROKEN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare Regions; the ARN tells it even where the topic itself cannot be read."""
    subject, sender, address = path.subject, path.sender, path.address
    if not isinstance(subject, Subject) or not address or sender.across_regions:
        return
    arn = parse_arn(address) if is_topic_arn(address) else None
    if arn and subject.region and arn.region != subject.region:
        says = (
            f"The topic is in {arn.region}, the {sender.subject} in {subject.region}: "
            f"{sender.title} does not publish to another Region. Point the {sender.notifier} at a "
            f"topic in {subject.region}."
        )
        yield finding_factory("sender.other-region", address, says)
