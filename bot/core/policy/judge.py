"""One statement, and then all of a policy's, against one request."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.policy.decision import Effect, Match, Request, StatementResult
from bot.core.policy.kleene import NO, UNKNOWN, YES, all_of
from bot.core.policy.statements import EFFECTS, Statement
from bot.core.policy.world import World


def match(statement: Statement, request: Request, world: World) -> Match:
    """Whether the statement applies; as `judge`, which also says what each of its parts did.

    Parts are looked at from the cheapest on, until one does not match.
    """
    if not _in_force(statement, request):
        return _clouded(statement, NO)
    broken, principal = statement.broken, statement.principal
    found = broken if principal is None else principal.match(request.service)
    if found is not NO:
        action = statement.action
        found = _and(found, broken if action is None else action.match(request.action))
    if found is not NO:
        resource = statement.resource
        part = broken if resource is None else resource.match(request.resource, world)
        found = _and(found, part)
    if found is not NO:
        for condition in statement.conditions:
            found = _and(found, condition.outcome(world))
    return _clouded(statement, found)


def _and(one: Match, other: Match) -> Match:
    if one is NO or other is NO:
        return NO
    return other if one is YES else UNKNOWN


def judge(statement: Statement, request: Request, world: World) -> StatementResult:
    """How the statement meets the request: principal AND action AND resource AND conditions."""
    broken, principal = statement.broken, statement.principal
    in_force = _in_force(statement, request)
    gap = broken if in_force else NO
    action, resource = statement.action, statement.resource
    groups = (
        broken if principal is None else principal.match(request.service),
        gap if action is None else action.match(request.action),
        gap if resource is None else resource.match(request.resource, world),
    )
    conditions = tuple([one.result(world) for one in statement.conditions])
    found = all_of((*groups, *[one.match for one in conditions])) if in_force else NO
    return StatementResult(
        statement.index,
        statement.sid,
        statement.effect,
        *groups,
        conditions,
        _clouded(statement, found),
        _problem(statement, request) if statement.problems or statement.missing else None,
        principal is not None
        and principal.everyone
        and not principal.negated
        and request.service not in principal.services,
    )


def outcome(
    statements: tuple[Statement, ...], matches: Sequence[Match]
) -> tuple[Effect, tuple[int, ...]]:
    """The effect of all statements together, and the indexes of those that decided.

    docs/facts.md 4.2, rule 1. For UNKNOWN these are the undecided statements that could still turn
    it: an undecided Deny matters only where something may allow, an undecided Allow only where
    nothing surely does.
    """
    found: dict[tuple[bool, Match], list[int]] = {}
    for statement, one in zip(statements, matches, strict=True):
        found.setdefault((statement.effect == "Allow", one), []).append(statement.index)
    if (False, YES) in found:
        return Effect.DENY, tuple(found[False, YES])
    sure, may_allow = found.get((True, YES), ()), found.get((True, UNKNOWN), ())
    may_deny = found.get((False, UNKNOWN), ())
    if sure:
        return (Effect.UNKNOWN, tuple(may_deny)) if may_deny else (Effect.ALLOW, tuple(sure))
    if may_allow:
        return Effect.UNKNOWN, tuple(sorted((*may_allow, *may_deny)))
    return Effect.IMPLICIT_DENY, ()


def _in_force(statement: Statement, request: Request) -> bool:
    """docs/facts.md 4.2, rule 3: KMS takes a statement without Action or Resource; it has no
    effect.
    """
    return not (_is_kms(request) and statement.missing & {"Action", "Resource"})


def _is_kms(request: Request) -> bool:
    return request.action[:4].lower() == "kms:"


def _clouded(statement: Statement, match: Match) -> Match:
    if statement.effect not in EFFECTS:
        return all_of((match, statement.broken))
    return all_of((match, UNKNOWN)) if statement.clouded else match


def _problem(statement: Statement, request: Request) -> str:
    kms = _is_kms(request)
    gaps = (
        f"It has no {name}: KMS accepts that, and the statement has no effect."
        if kms and name != "Principal"
        else f"It has no {name}, which AWS does not accept here."
        for name in ("Principal", "Action", "Resource")
        if name in statement.missing
    )
    return " ".join((*gaps, *statement.problems))
