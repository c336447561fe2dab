"""What a value of Resource covers, read off the rule character by character.

It shares nothing with the evaluator. docs/facts.md 4.2, rule 7, after AWS's page on Resource:
wildcards stand "within the individual segments of an ARN", so neither `*` nor `?` is a colon before
the last part, which may hold colons; but "if the * wildcard is the last character of a resource ARN
segment, it can expand to match beyond the colon boundaries".
"""

from __future__ import annotations

from functools import cache

_LAST = 5
"""The colons before the last part."""


def covers(pattern: str, arn: str) -> bool:
    """Whether the pattern covers the ARN."""

    @cache
    def rest(at: int, text: int) -> bool:
        if at == len(pattern):
            return text == len(arn)
        wanted, found = pattern[at], arn[text : text + 1]
        if wanted == "*":
            more = found != "" and (_far(pattern, at) or found != ":") and rest(at, text + 1)
            return more or rest(at + 1, text)
        if wanted == "?":
            fits = found != "" and (_in_the_last_part(pattern, at) or found != ":")
        else:
            fits = found == wanted
        return fits and rest(at + 1, text + 1)

    return rest(0, 0)


def _far(pattern: str, at: int) -> bool:
    """Whether the star there takes colons too: it ends its part, or stands in the last one."""
    return pattern[at + 1 : at + 2] in {"", ":"} or _in_the_last_part(pattern, at)


def _in_the_last_part(pattern: str, at: int) -> bool:
    return pattern.count(":", 0, at) >= _LAST
