"""Which key a check may judge."""

from __future__ import annotations

from bot.core.arns import parse_arn
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.senders import SOURCE_ACCOUNT, Sender


def customer_key(path: Path) -> Key | None:
    """The topic's key, if it is a customer managed one that could be read."""
    key = path.key
    return key if isinstance(key, Key) and key.manager != "AWS" else None


def own_key(path: Path) -> Key | None:
    """The same, if it belongs to the topic's account: only then can its policy be read."""
    key = customer_key(path)
    return (
        key if key and isinstance(path.topic, Topic) and key.account == path.topic.account else None
    )


def certain(sender: Sender, before: str = "") -> str:
    """The key statement that is known to let the sender in, as a clause.

    `before` goes before aws:SourceAccount, where that may be asked for.
    """
    if SOURCE_ACCOUNT in sender.key_sources:
        return f"{before}aws:SourceAccount alone is known to work"
    return "a statement without a condition is known to work"


def foreign_owner(path: Path) -> str | None:
    """The account of another account's key, which its ARN tells even where DescribeKey does not."""
    if not isinstance(path.topic, Topic):
        return None
    named = parse_arn(path.topic.key_reference or "")
    account = path.key.account if isinstance(path.key, Key) else named.account if named else ""
    return account if account and account != path.topic.account else None
