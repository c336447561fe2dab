"""Where a pattern of an ARN parts from the ARN that it is meant to match."""

from __future__ import annotations

import re

from bot.core.policy.arns import PARTS, condition_pattern, split
from bot.core.policy.patterns import matcher, tokens
from bot.core.policy.traps.accounts import account_form
from bot.core.policy.traps.suspect import SuspectKind
from bot.core.policy.traps.unfilled import unfilled
from bot.core.texts.words import short

_KINDS = {
    "partition": SuspectKind.PARTITION,
    "service": SuspectKind.ANOTHER_SOURCE,
    "Region": SuspectKind.REGION,
    "account": SuspectKind.ANOTHER_ACCOUNT,
    "resource": SuspectKind.ANOTHER_SOURCE,
}
_SUBSCRIPTION = re.compile(r":[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")


def arn_matches(pattern: str, arn: str) -> bool:
    """Whether an ArnLike of this pattern, without variables, would match."""
    fixed = condition_pattern(pattern, expand=False).fixed
    return fixed is not None and fixed(arn)


def parts_of(pattern: str) -> tuple[str, ...] | None:
    """The six parts of a pattern; a star that ends a shorter one stands for all that follow."""
    found = pattern.split(":", 5)
    if len(found) < 6 and not pattern.endswith("*"):
        return None
    return (*found, *("*",) * (6 - len(found)))


def differing(pattern: str, arn: str) -> tuple[str, ...] | None:
    """The names of the parts that do not match; None where one of the two is no ARN."""
    wanted, actual = parts_of(pattern), split(arn)
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


def usual(arn: str) -> str:
    """The pattern that AWS's own examples have for the ARN of a source.

    A budget's ARN ends in its name, and AWS prints `:*` there; a topic's stands as it is.
    """
    parts = split(arn)
    return ":".join((*parts[:5], "*")) if parts and "/" in parts[5] else arn


def differences(pattern: str, arn: str, should: str = "") -> list[tuple[SuspectKind, str]]:
    """Each mistake in a pattern that does not match: its kind, and a sentence's end.

    `should` is the sentence on what to write where no part of the pattern is worth keeping.

    What the ARN carries is read off the request's own, so this holds for every sender: an ARN
    without a Region shows that a Region can never match (cds-snc/notification-terraform 2049).
    """
    wanted, actual, parts = split(pattern), split(arn), differing(pattern, arn)
    blank = unfilled(pattern)
    if blank:
        return [(SuspectKind.UNFILLED, f'"{short(pattern)}" is {blank}. {should or _should(arn)}')]
    if wanted is None or actual is None or parts is None or "arn" in parts:
        says = f'"{short(pattern)}" is not a whole ARN, which starts with "arn" and has six parts.'
        return [(SuspectKind.NOT_AN_ARN, f"{says} {should or _should(arn)}")]
    if arn_matches(pattern.lower(), arn.lower()):
        says = f'"{short(pattern)}" differs from {arn} in upper and lower case.'
        return [(SuspectKind.CASE, says)]
    if "service" in parts:
        # A pattern for another service's ARNs was not meant for this one in its other parts either.
        says = _service(pattern, wanted[2], arn)
        return [(SuspectKind.ANOTHER_SOURCE, f"{says} {should or _should(arn)}")]
    return [(_KINDS[name], _part(pattern, wanted, actual, PARTS.index(name))) for name in parts]


def _should(arn: str) -> str:
    return f'It should be "{usual(arn)}".'


def _service(pattern: str, service: str, arn: str) -> str:
    own = arn.split(":")[2]
    return (
        f'"{short(pattern)}" has the service {short(service)} where the request has {own}: '
        f"aws:SourceArn is the ARN of what the service acts for, one of {own}."
    )


def _part(pattern: str, wanted: tuple[str, ...], actual: tuple[str, ...], position: int) -> str:
    name, asked, has = PARTS[position], wanted[position], actual[position]
    right = ":".join((*wanted[:position], has, *wanted[position + 1 :]))
    if not has:
        return (
            f'"{short(pattern)}" has the {name} {short(asked)}, and ARNs of {actual[2]} carry no '
            f'{name}: it should be "{right}".'
        )
    told = f'"{short(pattern)}" has the {name} {asked or "(empty)"} where the request has {has}'
    form = account_form(asked, has) if name == "account" else None
    if name == "resource":
        form = beyond_the_name(asked, has)
        right = usual(":".join(actual))
    # Without a slip in it, it may be the right ARN of another source, which stays.
    return (
        f'{told}: {form}. It should be "{right}".' if form else f'{told}. It should have "{right}".'
    )


def beyond_the_name(asked: str, has: str) -> str | None:
    """What a resource part has after, or lacks of, the one that it should be."""
    if asked.strip() == has and asked != has:
        return "there is a blank before or after the name"
    if asked.startswith(f"{has}:") and _SUBSCRIPTION.search(asked):
        return "that is a subscription's ARN, and the topic's ends at its name"
    if asked in {f"{has}.fifo", has.removesuffix(".fifo")}:
        return "the name differs, for with .fifo it is another topic"
    return None
