"""What an undecided verdict turns on, and whether it really does.

Kleene's logic judges each statement by itself. A key that is absent or holds a known value is
tried both ways here: two statements that both hang on it can between them leave no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.policy.decision import (
    Decision,
    Effect,
    Explanation,
    Match,
    Request,
    StatementResult,
)
from bot.core.policy.judge import judge, match, outcome
from bot.core.policy.kleene import UNKNOWN
from bot.core.policy.statements import Statement
from bot.core.policy.world import MAX_SPLIT, World

_REFUSED = (Effect.DENY, Effect.IMPLICIT_DENY)


@dataclass(frozen=True, slots=True)
class _Case:
    """One way in which the doubtful keys may stand."""

    effect: Effect
    deciding: tuple[int, ...]
    open: frozenset[str]


def settled(
    statements: tuple[Statement, ...],
    explanation: Explanation,
    undecided: tuple[int, ...],
    request: Request,
    world: World,
) -> Decision:
    """The decision where the single statements that are `undecided` left it UNKNOWN."""
    results = explanation.results
    hanging = {key for index in undecided for key in _keys(statements[index], results[index])}
    tried = sorted(world.doubtful & hanging)
    known = tuple(result.match for result in results)
    cases = [_case(statements, known, request, one) for one in world.splits(tried)]
    effects = {case.effect for case in cases}
    if effects <= set(_REFUSED):
        effect = Effect.DENY if effects == {Effect.DENY} else Effect.IMPLICIT_DENY
    elif effects == {Effect.ALLOW}:
        effect = Effect.ALLOW
    else:
        turning = _turning(cases, tried[:MAX_SPLIT])
        keys = _spelt(turning, request, results)
        return Decision(Effect.UNKNOWN, undecided, explanation, keys)
    deciding = sorted({index for case in cases for index in case.deciding})
    told = () if effect is Effect.IMPLICIT_DENY else tuple(deciding)
    return Decision(effect, told, explanation)


def _case(
    statements: tuple[Statement, ...], known: tuple[Match, ...], request: Request, world: World
) -> _Case:
    """What is `known` of a statement whatever becomes of the doubtful keys is so in each case."""
    matches = [
        match(one, request, world) if before is UNKNOWN else before
        for one, before in zip(statements, known, strict=True)
    ]
    effect, deciding = outcome(statements, matches)
    undecided = [statements[index] for index in deciding] if effect is Effect.UNKNOWN else []
    read = {key for one in undecided for key in _keys(one, judge(one, request, world))}
    untold = frozenset(key for key in read if world.is_open(key) or key in world.more)
    return _Case(effect, deciding, untold)


def _keys(statement: Statement, result: StatementResult) -> Iterator[str]:
    """The keys that the undecided parts of a statement read."""
    if statement.resource is not None and result.resource is UNKNOWN:
        yield from statement.resource.keys
    for one, found in zip(statement.conditions, result.conditions, strict=True):
        if found.match is UNKNOWN:
            yield from one.keys


def _turning(cases: list[_Case], tried: list[str]) -> set[str]:
    """Open keys of undecided cases, and doubtful ones that change an outcome by themselves."""
    found = {key for case in cases for key in case.open}
    outcomes = [None if case.effect in _REFUSED else case.effect for case in cases]
    for position, key in enumerate(tried):
        if any(outcomes[i] is not outcomes[i ^ 1 << position] for i in range(len(cases))):
            found.add(key)
    return found


def _spelt(
    keys: set[str], request: Request, results: tuple[StatementResult, ...]
) -> tuple[str, ...]:
    """As the request spells them, each once; those of a family as the policy does."""
    read = (one.key for result in results for one in result.conditions)
    names = (*request.unknown, *read, *sorted(keys))
    spelt = {name.lower(): name for name in reversed(names)}
    return tuple(name for name in dict.fromkeys(names) if _is_among(name, keys, spelt))


def _is_among(name: str, keys: set[str], spelt: dict[str, str]) -> bool:
    return name.lower() in keys and spelt[name.lower()] == name
