"""Which policies decide on a path: those of topic and key, or also a role's that nobody reads."""

from __future__ import annotations

from bot.core.model.path import Path
from bot.core.model.subject import Subject


def role_of(path: Path) -> str:
    """The ARN of the role of the customer's that makes the call; "" where the service does."""
    return path.subject.role if isinstance(path.subject, Subject) else ""


def uses_keys(path: Path) -> bool:
    """Whether the policies of the topic's key decide if the sender itself gets in."""
    return path.sender.encrypted_topics and not role_of(path)
