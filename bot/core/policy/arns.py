"""ARNs and patterns of ARNs: six parts, split at the first five colons.

Case-sensitive; the last part may hold colons; a lone "*" is everything (docs/facts.md 4.2, rules 7
and 9). A star in a condition stays within its part. In Resource, one that is the last character of
a part "can expand to match beyond the colon boundaries" (IAM guide,
reference_policies_elements_resource).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.policy.patterns import (
    Matcher,
    Pattern,
    Token,
    Wild,
    matcher,
    pattern,
    tokens,
)
from bot.core.policy.variables import Variable

PARTS = ("arn", "partition", "service", "Region", "account", "resource")
"""What the six parts of an ARN are called, in their order."""
_LAST = len(PARTS) - 1
_IN_PART = {Wild.STAR: Wild.STAR_IN_PART, Wild.ONE: Wild.ONE_IN_PART}


def split(arn: str) -> tuple[str, ...] | None:
    """The six parts, None for a text with fewer: that is no ARN."""
    parts = tuple(arn.split(":", _LAST))
    return parts if len(parts) == len(PARTS) else None


def condition_pattern(text: str, *, expand: bool) -> Pattern:
    """A value of an Arn condition; its variables may stand in any part.

    A pattern of fewer than six parts is documented nowhere, so how far it reaches is in doubt.
    """
    found = tokens(text, wild=True, expand=expand)
    if found == (Wild.STAR,) or (len(found) == 1 and isinstance(found[0], Variable)):
        return pattern(found, lambda texts: matcher(found, texts))
    if _colons(found) < _LAST:
        varies = any(isinstance(token, Variable) for token in found)
        return pattern(found, lambda _: _nothing, reach=_reach(found), unreadable=varies)
    bounded = tuple(_bounded(found, spans=False))
    return pattern(found, lambda texts: matcher(bounded, texts))


def resource_pattern(text: str, *, expand: bool) -> Pattern:
    """A value of Resource; a variable before the fifth colon is not supported and has no text."""
    found = tokens(text, wild=True, expand=expand)
    if found == (Wild.STAR,):
        return pattern(found, lambda _: _everything)
    bounded = tuple(_bounded(found, spans=True))
    colons = _colons(found)
    # Without a star that can reach over a colon a short text is no ARN: it matches none.
    short = colons < _LAST and Wild.STAR not in bounded
    early = colons < _LAST or any(_early(found))
    return pattern(
        found,
        lambda texts: _nothing if short else _of_an_arn(matcher(bounded, texts)),
        unreadable=early and any(isinstance(token, Variable) for token in found),
    )


def _nothing(_: str) -> bool:
    return False


def _everything(_: str) -> bool:
    return True


def _of_an_arn(test: Matcher) -> Matcher:
    return lambda arn: arn.count(":") >= _LAST and test(arn)


def _reach(found: tuple[Token, ...]) -> Matcher | None:
    """What a short pattern matches if a wildcard of it may stand for anything."""
    plain = not any(isinstance(token, Wild) for token in found)
    varies = any(isinstance(token, Variable) for token in found)
    return None if plain or varies else _of_an_arn(matcher(found, {}))


def _colons(found: tuple[Token, ...]) -> int:
    """Those of the policy's own text: a variable's name and value may hold colons, never cut."""
    return sum(token.count(":") for token in found if isinstance(token, str))


def _early(found: tuple[Token, ...]) -> Iterator[bool]:
    """Of each variable, whether it stands before the fifth colon."""
    colons = 0
    for token in found:
        if isinstance(token, Variable):
            yield colons < _LAST
        elif isinstance(token, str):
            colons += token.count(":")


def _bounded(found: tuple[Token, ...], *, spans: bool) -> Iterator[Token]:
    """The tokens, wildcards before the fifth colon kept within their part.

    With `spans`, a run of stars that ends its part is not.
    """
    colons = 0
    for position, token in enumerate(found):
        if isinstance(token, str):
            colons += token.count(":")
            yield token
        elif isinstance(token, Wild) and colons < _LAST:
            over = spans and token is Wild.STAR and _ends_its_part(found, position)
            yield token if over else _IN_PART[token]
        else:
            yield token


def _ends_its_part(found: tuple[Token, ...], position: int) -> bool:
    after = next((token for token in found[position:] if token is not Wild.STAR), "")
    return isinstance(after, str) and (not after or after.startswith(":"))
