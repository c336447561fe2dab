"""Is there a topic behind the subscriber's address?

A sender keeps an address that leads nowhere and never says so again: a topic that was deleted, one
that never was, or an ARN that is not a topic's.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.checks._finding import Voice
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model import Absent, Notification, Path, Unread
from bot.core.senders import Sender

CODES = {
    "topic.missing": Status.BROKEN,
    "topic.unreadable": Status.UNKNOWN,
}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say whether GetTopicAttributes found it."""
    notification = path.notification
    address = notification.topic if isinstance(notification, Notification) else None
    if address is None:
        return
    if path.topic is None:
        yield say("topic.unreadable", address, "The topic was not read. Check again.")
    elif isinstance(path.topic, Unread):
        arn = parse_arn(address)
        if arn and path.account and arn.account != path.account:
            return  # `topic.account` has the answer, and no right to read it is wanted
        says = cannot_read("The topic", path.topic)
        yield say("topic.unreadable", address, says, evidence=said(path.topic))
    elif isinstance(path.topic, Absent):
        yield say("topic.missing", address, _missing(path.topic, path.sender))


def _missing(topic: Absent, sender: Sender) -> str:
    why = topic.detail.strip().rstrip(".") or "There is no such topic"
    whose = f"the {sender.subject}'s account"
    return f"{why}. Point the {sender.notifier} at an existing topic of {whose}."
