"""What is true of any key, a topic's or a queue's."""

from __future__ import annotations

from typing import TypeGuard

from bot.core.model.key import AnyKey, Key, PredefinedAlias

WORKING = ("Enabled", "Updating")
"""The key states in which KMS answers (docs/facts.md 3.1)."""


def is_aws_managed(key: AnyKey | None) -> TypeGuard[Key | PredefinedAlias]:
    """True for a key whose policy AWS wrote, known by its alias's name or by its manager."""
    return isinstance(key, PredefinedAlias) or (isinstance(key, Key) and key.manager == "AWS")
