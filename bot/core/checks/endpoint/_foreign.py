"""An endpoint of another account: neither its absence nor its policy can be told from here."""

from __future__ import annotations

from bot.core.arns import parse_arn
from bot.core.checks._unread import cannot_read
from bot.core.model.path import Path
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.topic import Topic
from bot.core.subscriptions.delivery import deliverers

_TELLING = (Cause.REFUSED, Cause.HIDDEN, Cause.FAILED)
"""What AWS answers about a resource of somebody else's. The other causes are about the call."""


def another_accounts(path: Path, topic: Topic, arn: str, kind: str) -> str:
    """That the endpoint is another account's, and what to ask its owner; "" where it is ours.

    `kind` is "function" or "queue". Lambda and SQS answer a stranger with a refusal or with "does
    not exist", whichever is true (docs/facts.md 11a).
    """
    parsed = parse_arn(arn)
    if parsed is None or parsed.account == path.account:
        return ""
    who = next(iter(deliverers(topic, arn)), "SNS")
    return (
        f"The {kind} is another account's ({parsed.account}), which IAM here alone cannot open. "
        f"Ask its owner whether it is there and lets {who} in for {topic.arn}."
    )


def not_read(path: Path, topic: Topic, arn: str, what: str, unread: ReadFailed) -> str:
    """Why `what` ("The queue", "The function's policy") of the endpoint was not read."""
    kind = what.split()[1].removesuffix("'s")
    foreign = another_accounts(path, topic, arn, kind) if unread.cause in _TELLING else ""
    return foreign or cannot_read(what, unread)
