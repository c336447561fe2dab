"""Is the topic in the account of what publishes to it?

Not every sender publishes across accounts, whatever the policies say (`Sender.across_accounts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path

CODES = {
    "topic.other-account": Status.BROKEN,
    "topic.account-unproven": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare accounts; the ARN tells it even where the topic itself cannot be read."""
    address, sender = path.address, path.sender
    arn = parse_arn(address) if address and is_topic_arn(address) else None
    if sender.across_accounts or not address or not arn or not path.account:
        return
    if arn.account == path.account:
        return
    where = f"The topic is in account {arn.account}, the {sender.subject} in {path.account}: "
    if sender.across_accounts is None:
        says = f"{where}AWS does not say whether {sender.title} publishes across accounts."
        yield finding_factory("topic.account-unproven", address, says)
    else:
        says = (
            f"{where}{sender.title} does not publish across accounts. Point the "
            f"{sender.notifier} at a topic in {path.account}."
        )
        yield finding_factory("topic.other-account", address, says)
