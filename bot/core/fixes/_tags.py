"""Text in the form that AWS takes in tags and alias names."""

from __future__ import annotations

import re

CHANGE = "budget-check:change"
"""The tag that a key we made carries, with the id of the change: so it is found again."""

_NOT_IN_A_TAG = re.compile(r"[^A-Za-z0-9 _./=+\-@:]")
_NOT_IN_AN_ALIAS = re.compile(r"[^A-Za-z0-9_-]")


def clean(text: str) -> str:
    """A tag's value: 256 characters of those that every service takes."""
    return _NOT_IN_A_TAG.sub("-", text)[:256]


def alias(topic: str, change_id: str) -> str:
    """An alias of its own for each change: the key of an earlier one that was undone stays.

    It ends with the eight digits of the change that people see.
    """
    name, change = (_NOT_IN_AN_ALIAS.sub("-", text) for text in (topic, change_id))
    return f"alias/budget-check-{name[:160]}-{change.rpartition('-')[2][:8]}"
