"""Texts against patterns: actions, ARNs, and the wildcards `*` and `?` (docs/facts.md 4.2.6,
4.2.7).
"""

from __future__ import annotations

import re
from functools import lru_cache

PARTS = 6


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = {"*": ".*", "?": "."}
    return re.compile("".join(pieces.get(c, re.escape(c)) for c in pattern), re.DOTALL)


def like(pattern: str, text: str) -> bool:
    """True where `*` (any text, also none) and `?` (one character) make `pattern` fit `text`."""
    return _compiled(pattern).fullmatch(text) is not None


def action_like(pattern: str, action: str) -> bool:
    """True where an Action pattern covers `action`; upper and lower case are one."""
    return like(pattern.lower(), action.lower())


def arn_like(pattern: str, arn: str) -> bool | None:
    """True where each of the six parts of `pattern` fits its part of `arn`; case counts.

    None where `pattern` is no ARN of six parts: AWS does not document what that would match.
    """
    wanted, actual = pattern.split(":", PARTS - 1), arn.split(":", PARTS - 1)
    if len(wanted) != PARTS:
        return None
    return len(actual) == PARTS and all(map(like, wanted, actual))


def resource_like(pattern: str, arn: str) -> bool:
    """True where a pattern of a Resource covers `arn` (docs/facts.md 4.2.7); case counts.

    A star that ends a part can go on beyond the colon, any other one stays in its part; the last
    part holds colons itself. What is too short and ends in no star covers nothing.
    """
    return _reaching(pattern).fullmatch(arn) is not None


@lru_cache(maxsize=4096)
def _reaching(pattern: str) -> re.Pattern[str]:
    parts = pattern.split(":", PARTS - 1)
    return re.compile(":".join(_part(part, n == PARTS - 1) for n, part in enumerate(parts)), re.S)


def _part(part: str, last: bool) -> str:
    inside = "." if last else "[^:]"
    pieces = {"*": f"{inside}*", "?": inside}
    translated = [pieces.get(c, re.escape(c)) for c in part]
    if part.endswith("*"):
        translated[-1] = ".*"
    return "".join(translated)
