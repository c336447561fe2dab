"""What is let in only as long as the call to KMS carries aws:SourceArn, and what to write instead.

Which one the sender sends to KMS, if any, AWS does not document (docs/facts.md 1.1): an Allow may
ask for it, or a Deny may refuse whoever comes without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.checks._denial import Refusing, refusing
from bot.core.checks._ruling import deciders
from bot.core.checks._unproven import hanging
from bot.core.checks.key._access import KeyAccess
from bot.core.checks.key._key import certain
from bot.core.policy.access import LabelledStatement, doubting
from bot.core.policy.decision import Match, Request
from bot.core.texts.words import listed, sentences

_KEY = "aws:SourceArn"


def unproven(access: KeyAccess) -> tuple[str, tuple[str, ...]]:
    """The sentence and its evidence, for an access that hangs on aws:SourceArn."""
    requests = doubted(access)
    denies = refusing(access.documents, requests) or _may_refuse(access, requests)
    if not denies:
        return _by_allow(access), ()
    labels = listed(one.label for one in denies)
    verb = "deny" if len(denies) > 1 else "denies"
    by = deciders(*access.rulings)
    says = (
        f"The key policy lets {access.path.sender.title} in by {by}, but {labels} {verb} it "
        f"if the call to KMS does not carry the {_KEY} that is expected, and AWS does not "
        "document that it carries one."
    )
    first, *others = denies
    lines = (*(one.line() for one in others), *_asking(access))
    return sentences(says, first.denial.because[0], first.change), lines


def doubted(access: KeyAccess) -> tuple[Request, ...]:
    """The calls as a Deny may hit them: with aws:SourceArn or without, else with another one."""
    unsure = _unsure(access)
    return unsure if _may_refuse(access, unsure) else access.of_another_subject


def _unsure(access: KeyAccess) -> tuple[Request, ...]:
    return tuple(doubting(request, (_KEY,)) for request in access.requests)


def _may_refuse(access: KeyAccess, requests: Sequence[Request]) -> tuple[Refusing, ...]:
    return refusing(access.documents, requests, Match.UNKNOWN)


def _asking(access: KeyAccess) -> Iterator[str]:
    """Beside a Deny, the Allows that ask for it as well."""
    if labels := listed(one.label for one in _hanging(access)):
        yield f"The Allow tests {_KEY} too ({labels}): {certain(access.path.sender)}."


def _by_allow(access: KeyAccess) -> str:
    by = listed(one.label for one in _hanging(access)) or deciders(*access.rulings)
    tests, sender = "test" if " and " in by else "tests", access.path.sender
    return (
        f"The key policy lets {sender.title} in by {by}, which {tests} {_KEY}. The value fits, but "
        f"AWS does not document that the call to KMS carries one; {certain(sender)}."
    )


def _hanging(access: KeyAccess) -> Iterator[LabelledStatement]:
    """The Allows that let the calls in, and would not without aws:SourceArn."""
    return hanging(access.documents, access.rulings, _unsure(access))
