"""Why an Allow that means the sender does not let it in (FACTS 4.2, rule 13, and 4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.policy.arns import split
from bot.core.policy.decision import Effect, Match, Request
from bot.core.policy.document import read
from bot.core.policy.evaluate import evaluate
from bot.core.policy.traps.conditions import condition_traps
from bot.core.policy.traps.principals import principal_traps
from bot.core.policy.traps.shape import action_trap, effect_trap, resource_trap
from bot.core.policy.traps.suspect import Clue, Suspect


def suspects(policy: str | Mapping[str, object], request: Request) -> tuple[Suspect, ...]:
    """The mistakes in the Allow statements that miss the request, those that were meant first.

    A statement is looked at if it names the sender, or something that was surely meant to be it,
    or if it misses in one part only. Empty where the policy allows the request, or is none.
    Never raises.
    """
    decision = evaluate(policy, request)
    if decision.effect is Effect.ALLOW:
        return ()
    document = read(policy)
    found = [
        suspect
        for statement, result in zip(document.statements, decision.statements, strict=True)
        if statement.effect.lower() == "allow" and result.match is not Match.YES
        for suspect in _of(Clue(statement, result, request, document.expand))
    ]
    return tuple(sorted(found, key=lambda suspect: (not suspect.meant, suspect.statement)))


def _of(clue: Clue) -> Iterator[Suspect]:
    whom = list(principal_traps(clue))
    principal = clue.statement.principal
    named = principal is not None and clue.request.service in principal.services
    meant = named or _names_its_arn(clue) or any(suspect.meant for suspect in whom)
    if not meant and len(clue.result.failing) > 1:
        return
    yield from whom
    for suspect in _rest(clue):
        yield suspect if meant else replace(suspect, meant=False)


def _names_its_arn(clue: Clue) -> bool:
    """Whether an aws:SourceArn is of the sender's own service, whatever else it gets wrong."""
    return any(
        wanted[2] == actual[2]
        for found in clue.result.conditions
        if found.key.lower() == "aws:sourcearn" and found.actual
        for actual in [split(found.actual[0])]
        for wanted in map(split, found.values)
        if wanted is not None and actual is not None
    )


def _rest(clue: Clue) -> Iterator[Suspect]:
    yield from effect_trap(clue)
    yield from action_trap(clue)
    yield from resource_trap(clue)
    for found in clue.result.conditions:
        if found.match is not Match.YES:
            yield from condition_traps(clue, found)
