"""Which key a check may judge."""

from __future__ import annotations

from bot.core.model import Key, Path, Topic


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
