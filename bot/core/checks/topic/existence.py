"""Is there a topic behind the subscriber's address?

A sender keeps an address that leads nowhere and never says so again: a topic that was deleted, one
that never was, or an ARN that is not a topic's.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.senders import Sender

CODES = {
    "topic.missing": Status.BROKEN,
    "topic.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say whether GetTopicAttributes found it."""
    address = path.address
    if address is None:
        return
    if path.topic is None:
        yield finding_factory("topic.unreadable", address, "The topic was not read. Check again.")
    elif isinstance(path.topic, ReadFailed):
        arn = parse_arn(address)
        if arn and path.account and arn.account != path.account:
            return  # `topic.account` has the answer, and no right to read it is wanted
        says = cannot_read("The topic", path.topic)
        yield finding_factory("topic.unreadable", address, says, evidence=said(path.topic))
    elif isinstance(path.topic, NotFound):
        yield finding_factory("topic.missing", address, _missing(path.topic, path.sender))


def _missing(topic: NotFound, sender: Sender) -> str:
    why = topic.detail.strip().rstrip(".") or "There is no such topic"
    whose = f"the {sender.subject}'s account"
    return f"{why}. Point the {sender.notifier} at an existing topic of {whose}."
