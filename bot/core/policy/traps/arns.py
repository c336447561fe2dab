"""Where a pattern of an ARN parts from the ARN that it is meant to match."""

from __future__ import annotations

from bot.core.policy.arns import PARTS, condition_pattern, split
from bot.core.policy.patterns import matcher, tokens
from bot.core.policy.traps.suspect import SuspectKind

_KINDS = {
    "partition": SuspectKind.PARTITION,
    "service": SuspectKind.ANOTHER_SOURCE,
    "Region": SuspectKind.REGION,
    "account": SuspectKind.ANOTHER_ACCOUNT,
    "resource": SuspectKind.ANOTHER_SOURCE,
}


def arn_matches(pattern: str, arn: str) -> bool:
    """Whether an ArnLike of this pattern, without variables, would match."""
    fixed = condition_pattern(pattern, expand=False).fixed
    return fixed is not None and fixed(arn)


def differing(pattern: str, arn: str) -> tuple[str, ...] | None:
    """The names of the parts that do not match; None where one of the two is no ARN."""
    wanted, actual = split(pattern), split(arn)
    if wanted is None or actual is None:
        return None
    return tuple(
        name
        for name, part, text in zip(PARTS, wanted, actual, strict=True)
        if not matcher(tokens(part, wild=True, expand=False), {})(text)
    )


def nearest(patterns: tuple[str, ...], arn: str) -> str:
    """The pattern that differs in the fewest parts."""

    def distance(pattern: str) -> int:
        parts = differing(pattern, arn)
        return len(PARTS) + 1 if parts is None else len(parts)

    return min(patterns, key=distance)


def differences(pattern: str, arn: str) -> list[tuple[SuspectKind, str]]:
    """Each mistake in a pattern that does not match: its kind, and a sentence's end.

    What the ARN carries is read off the request's own, so this holds for every sender: an ARN
    without a Region shows that a Region can never match (cds-snc/notification-terraform 2049).
    """
    wanted, actual, parts = split(pattern), split(arn), differing(pattern, arn)
    if wanted is None or actual is None or parts is None or "arn" in parts:
        says = f'"{pattern}" is not a whole ARN, which starts with "arn" and has six parts.'
        return [(SuspectKind.NOT_AN_ARN, says)]
    if arn_matches(pattern.lower(), arn.lower()):
        says = f'"{pattern}" differs from {arn} in upper and lower case.'
        return [(SuspectKind.CASE, says)]
    # A pattern for another service's ARNs was not meant for this one in its other parts either.
    told = ("service",) if "service" in parts else parts
    return [(_KINDS[name], _part(pattern, wanted, actual, PARTS.index(name))) for name in told]


def _part(pattern: str, wanted: tuple[str, ...], actual: tuple[str, ...], position: int) -> str:
    name, asked, has = PARTS[position], wanted[position], actual[position]
    if has:
        return f'"{pattern}" has the {name} {asked or "(empty)"} where the request has {has}.'
    right = ":".join((*wanted[:position], "", *wanted[position + 1 :]))
    return (
        f'"{pattern}" has the {name} {asked}, and ARNs of {actual[2]} carry no {name}: '
        f'it should be "{right}".'
    )
