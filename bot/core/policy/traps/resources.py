"""A Resource that is not the one that the request is about, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.policy.arns import PARTS, split
from bot.core.policy.decision import Match
from bot.core.policy.traps.accounts import account_form
from bot.core.policy.traps.arns import (
    arn_matches,
    beyond_the_name,
    differing,
    nearest,
    parts_of,
)
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.policy.traps.unfilled import unfilled
from bot.core.texts.words import quoted, short

_KEY_ID = re.compile(r"(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})")
_OWN_NOUNS = {"topic": "a topic's name", "queue": "a queue's name", "function": "a function's name"}

Found = tuple[SuspectKind, str]
"""A kind, and a sentence's end without what it should be."""


def resource_trap(clue: Clue) -> Iterator[Suspect]:
    """Another Resource than the request's; nothing where it fits, or is missing."""
    resource = clue.statement.resource
    if resource is None or clue.result.resource is not Match.NO:
        return
    if resource.negated:
        says = f"leaves this {clue.noun} out: its NotResource is {quoted(resource.texts)}."
        right = "*" if clue.kms else clue.request.resource
        says = f'{says} Write "Resource": "{right}" instead.'
        yield clue.suspect(SuspectKind.ANOTHER_RESOURCE, says)
        return
    near = nearest(resource.texts, clue.request.resource)
    kind, says = _other(clue, near)
    named = not clue.kms and clue.request.resource in says
    yield clue.suspect(kind, says if named else f"{says} {_should(clue)}")


def _should(clue: Clue) -> str:
    """On a key "*" is this key, and AWS's own statement has it (docs/facts.md 1.1, 3.2)."""
    return 'It should be "*".' if clue.kms else f'It should be "{clue.request.resource}".'


def _other(clue: Clue, near: str) -> Found:
    if found := _by_form(clue, near):
        return found
    if "${" in near:
        return SuspectKind.VARIABLE, _variable(clue, near)
    parts, actual = parts_of(near), split(clue.request.resource)
    if parts is None or actual is None or parts[0].lower() != "arn":
        says = f'has the Resource "{short(near)}", and {_no_arn(clue, near)}.'
        return SuspectKind.NOT_AN_ARN, says
    if arn_matches(near.lower(), clue.request.resource.lower()):
        case = f"differs from {clue.request.resource} in upper and lower case"
        return SuspectKind.CASE, f"has the Resource {short(near)}, which {case}."
    return SuspectKind.ANOTHER_RESOURCE, _differs(clue, near, parts, actual)


def _by_form(clue: Clue, near: str) -> Found | None:
    """What is no ARN of anything yet, or was pasted with a blank."""
    if blank := unfilled(near):
        return SuspectKind.UNFILLED, f'has the Resource "{short(near)}", {blank}.'
    if near.strip() == clue.request.resource:
        says = f'has the Resource "{near}", with a blank before or after it.'
        return SuspectKind.NOT_AN_ARN, says
    return _of_a_key(near) if clue.kms else None


def _of_a_key(near: str) -> Found | None:
    parts = near.split(":", 5)
    if parts[-1].startswith("alias/"):
        says = f"has the alias {short(near)} as Resource, which never matches a key."
        return SuspectKind.ALIAS_AS_RESOURCE, says
    if _KEY_ID.fullmatch(near) or near.startswith("key/"):
        says = f'has the Resource "{near}", and a bare key id is no ARN and never matches.'
        return SuspectKind.NOT_AN_ARN, says
    return None


def _variable(clue: Clue, near: str) -> str:
    if not clue.expand:
        return (
            f'has the Resource "{short(near)}" as it stands: the policy\'s Version is 2008-10-17, '
            "and only 2012-10-17 has variables."
        )
    return (
        f'has the Resource "{short(near)}", whose variable does not give this {clue.noun}: AWS '
        "takes variables in the last part alone, and only keys that the request carries."
    )


def _no_arn(clue: Clue, near: str) -> str:
    name = clue.request.resource.rpartition(":")[2]
    if near == name and clue.noun in _OWN_NOUNS:
        return f"{_OWN_NOUNS[clue.noun]} is no ARN"
    return 'that is no ARN, which starts with "arn" and has six parts'


def _differs(clue: Clue, near: str, parts: tuple[str, ...], actual: tuple[str, ...]) -> str:
    names = differing(near, clue.request.resource) or ()
    start = f"has a Resource that is about {short(near)}, not about {clue.request.resource}"
    if "service" in names:
        return f"{start}: {_service(clue, parts, actual[2])}."
    told = [_part(clue, n, parts[PARTS.index(n)], actual[PARTS.index(n)]) for n in names]
    return f"{start}: {'; '.join(told)}." if told else f"{start}."


def _service(clue: Clue, parts: tuple[str, ...], has: str) -> str:
    """Another service's ARN; the sender's own one belongs into a condition."""
    source = split(clue.carried("aws:SourceArn") or "")
    says = f"the service in it is {short(parts[2]) or '(empty)'} instead of {has}"
    if source is None or source[2] != parts[2]:
        return says
    what, slash, _ = parts[5].partition("/")
    named = f"the {what}" if slash else f"the ARN of {parts[2]}"
    return f"{says}. Resource is the {clue.noun}; {named} belongs into aws:SourceArn"


def _part(clue: Clue, name: str, asked: str, has: str) -> str:
    owner = f"the {clue.noun}'s"
    if name == "resource":
        told = beyond_the_name(asked, has) or _suffix(clue, asked, has)
        return told or f"the name in it is {short(asked) or '(empty)'} instead of {has}"
    if not asked:
        return f"it has no {name}, and {owner} is {has}"
    form = account_form(asked, has) if name == "account" else None
    return f"the {name} in it is {short(asked)}{f' ({form})' if form else ''}, and {owner} is {has}"


def _suffix(clue: Clue, asked: str, has: str) -> str | None:
    """What stands behind the name; only a function has versions and aliases there."""
    if clue.noun == "function" and (asked.startswith(f"{has}:") or has.startswith(f"{asked}:")):
        more = len(asked) > len(has)
        which = "names a version or an alias" if more else "names no version or alias"
        return f"it {which}, and the request asks for {has}"
    if not asked.startswith((f"{has}:", f"{has}/")):
        return None
    whose = "id" if clue.kms else "name"
    ends = f"the {clue.noun}'s ARN ends at its {whose}, with nothing behind it"
    of_subscriptions = clue.noun == "topic" and asked.startswith(f"{has}:") and "*" in asked
    return f"those are the ARNs of its subscriptions, and {ends}" if of_subscriptions else ends
