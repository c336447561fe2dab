"""BinaryEquals: the bytes behind two base64 texts."""

from __future__ import annotations

import base64
import binascii

from bot.core.policy.kleene import NO, is_so
from bot.core.policy.operators.values import TypedValue, Value


def binary(text: str, _: bool) -> Value:
    """A value of BinaryEquals."""
    wanted = _bytes(text)
    if wanted is None:
        return TypedValue(None)
    return TypedValue(
        lambda actual: NO if (found := _bytes(actual)) is None else is_so(found == wanted)
    )


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
