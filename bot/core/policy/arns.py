"""ARNs and patterns of ARNs: six parts, split at the first five colons.

Case-sensitive. A wildcard stays within its part; the last part may hold colons; a lone "*" is
everything (FACTS 4.2, rules 7 and 9).
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.policy.patterns import Matcher, Pattern, Texts, Token, Wild, matcher, pattern, tokens
from bot.core.policy.variables import Variable

PARTS = ("arn", "partition", "service", "Region", "account", "resource")
"""What the six parts of an ARN are called, in their order."""


def split(arn: str) -> tuple[str, ...] | None:
    """The six parts, None for a text with fewer: that is no ARN."""
    parts = tuple(arn.split(":", 5))
    return parts if len(parts) == 6 else None


def condition_pattern(text: str, *, expand: bool) -> Pattern:
    """A value of an Arn condition; its variables may stand in any part."""
    found = tokens(text, wild=True, expand=expand)
    return pattern(found, lambda texts: _arn_matcher(found, texts))


def resource_pattern(text: str, *, expand: bool) -> Pattern:
    """A value of Resource; a variable before the fifth colon is not supported and has no text."""
    found = tokens(text, wild=True, expand=expand)
    parts = split_tokens(found)
    early = [token for part in parts[:5] for token in part if isinstance(token, Variable)]
    made = pattern(found, lambda texts: _arn_matcher(found, texts))
    return replace(made, variables=(Variable(""),)) if early else made


def reach(text: str, *, expand: bool) -> Matcher | None:
    """How far a value of Resource may reach at the most; None where it reaches no further.

    AWS's page on Resource says that a star at the end of a part "can expand to match beyond the
    colon boundaries", FACTS (4.2, rule 7) that it stays within its part. So what matches only with
    such a star is in doubt. A value with variables is taken as FACTS says.
    """
    found = tokens(text, wild=True, expand=expand)
    if not _ENDS_A_PART.search(text) or any(isinstance(token, Variable) for token in found):
        return None
    return matcher(found, {})


_ENDS_A_PART = re.compile(r"\*(?::|$)")


def split_tokens(found: tuple[Token, ...]) -> list[list[Token]]:
    """The tokens cut at the first five colons of the policy's own text.

    A variable's name and its value may hold colons of their own; they never cut.
    """
    parts: list[list[Token]] = [[]]
    for token in found:
        if not isinstance(token, str):
            parts[-1].append(token)
            continue
        first, *rest = token.split(":", 6 - len(parts))
        parts[-1].append(first)
        parts.extend([text] for text in rest)
    return parts


def _arn_matcher(found: tuple[Token, ...], texts: Texts) -> Matcher:
    if len(found) == 1 and isinstance(found[0], Variable):
        return matcher(found, texts)
    if found == (Wild.STAR,):
        return lambda _: True
    parts = split_tokens(found)
    if len(parts) != 6:
        return lambda _: False
    tests = [matcher(part, texts) for part in parts]
    if all(isinstance(token, str) for part in parts[:5] for token in part):
        return _after(":".join("".join(map(str, part)) for part in parts[:5]) + ":", tests[5])
    return lambda arn: _all_parts(tests, split(arn))


def _after(head: str, last: Matcher) -> Matcher:
    """The usual pattern: five parts spelt out, so their colons can only be the ARN's own."""
    start = len(head)
    return lambda arn: arn.startswith(head) and last(arn[start:])


def _all_parts(tests: list[Matcher], parts: tuple[str, ...] | None) -> bool:
    return parts is not None and all(test(part) for test, part in zip(tests, parts, strict=True))
