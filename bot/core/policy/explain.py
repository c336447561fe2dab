"""Why an Allow that means the sender does not let it in (docs/facts.md 4.2, rule 13, and 4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from bot.core.policy.decision import Effect, Match, Request
from bot.core.policy.document import read
from bot.core.policy.documents import statements
from bot.core.policy.evaluate import evaluate
from bot.core.policy.traps.actions import action_trap
from bot.core.policy.traps.conditions import condition_traps
from bot.core.policy.traps.owners import bystander
from bot.core.policy.traps.principals import names_the_sender, principal_traps
from bot.core.policy.traps.resources import resource_trap
from bot.core.policy.traps.shape import (
    effect_trap,
    element_meant,
    element_trap,
    missing_trap,
    unreadable_trap,
)
from bot.core.policy.traps.signs import is_the_owners, signs
from bot.core.policy.traps.suspect import Clue, Suspect

_MOST = 20
"""Conditions of one statement that are looked at; a policy has room for thousands."""


def suspects(
    policy: str | Mapping[str, object], request: Request, where: str = ""
) -> tuple[Suspect, ...]:
    """The mistakes in the Allow statements that miss the request, those that were meant first.

    A statement is looked at if it names the sender, or something that was surely meant to be it, or
    bears a sign of it. Of other people's statements, the owner's and other services', it is said
    whose they are and that they stay. `where` follows each label ("statement 2 of the key's second
    policy"). Empty where the policy allows the request, or is none. Never raises.
    """
    decision = evaluate(policy, request)
    if decision.effect is Effect.ALLOW:
        return ()
    document = read(policy)
    found = [
        suspect
        for statement, result, written in zip(
            document.statements, decision.statements, _written(policy), strict=False
        )
        if _allows(written) and result.match is not Match.YES
        for suspect in _of(Clue(statement, result, request, document.expand, written, where))
    ]
    return tuple(sorted(found, key=lambda suspect: (not suspect.meant, suspect.statement)))


def _written(policy: str | Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The statements as they stand in the document."""
    if isinstance(policy, str):
        return statements(policy)
    found = policy.get("Statement")
    listed = found if isinstance(found, list | tuple) else [found]
    return tuple(one if isinstance(one, Mapping) else {} for one in listed)


def _allows(written: Mapping[str, object]) -> bool:
    """Whether the Effect is Allow, in whatever case it and its name are written."""
    effect = next((v for name, v in written.items() if element_meant(name) == "Effect"), None)
    return isinstance(effect, str) and effect.lower() == "allow"


def _of(clue: Clue) -> Iterator[Suspect]:
    whom = list(principal_traps(clue))
    if not whom and not _is_meant(clue):
        yield from (one for one in [bystander(clue)] if one)
        return
    yield from element_trap(clue)
    yield from whom
    yield from effect_trap(clue)
    yield from missing_trap(clue)
    yield from unreadable_trap(clue)
    yield from action_trap(clue)
    yield from resource_trap(clue)
    failing = [found for found in clue.result.conditions if found.match is not Match.YES]
    # Where one never holds, what the others turn on makes no difference.
    never = [found for found in failing if found.match is Match.NO]
    for found in islice(never or failing, _MOST):
        yield from condition_traps(clue, found)


def _is_meant(clue: Clue) -> bool:
    principal = clue.statement.principal
    if principal is not None and clue.request.service in principal.services:
        return True
    told = signs(clue)
    if is_the_owners(clue):
        return any(sign.lower() == "aws:sourcearn" for sign in told)
    odd = (v for name, v in clue.written.items() if element_meant(name) == "Principal")
    named = principal is None and any(names_the_sender(v, clue.request.service) for v in odd)
    return named or bool(told)
