"""One statement, and then all of a policy's, against one request."""

from __future__ import annotations

from bot.core.policy.decision import Effect, Match, Request, StatementResult
from bot.core.policy.kleene import NO, UNKNOWN, YES, all_of
from bot.core.policy.statements import Statement
from bot.core.policy.world import World


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
    match = all_of((*groups, *[one.match for one in conditions])) if in_force else NO
    return StatementResult(
        statement.index,
        statement.sid,
        statement.effect,
        *groups,
        conditions,
        _clouded(statement, match),
        _problem(statement, request) if statement.problems or statement.missing else None,
        principal is not None
        and principal.everyone
        and not principal.negated
        and request.service not in principal.services,
    )


def outcome(results: tuple[StatementResult, ...]) -> tuple[Effect, tuple[int, ...]]:
    """The effect of all statements together, and the indexes of those that decided.

    FACTS 4.2, rule 1. For UNKNOWN these are the undecided statements that could still turn it:
    an undecided Deny matters only where something may allow, an undecided Allow only where
    nothing surely does.
    """
    allows = [one for one in results if one.effect == "Allow"]
    denies = [one for one in results if one.effect != "Allow"]
    if sure := _with(denies, YES):
        return Effect.DENY, sure
    sure, may_allow, may_deny = _with(allows, YES), _with(allows, UNKNOWN), _with(denies, UNKNOWN)
    if sure:
        return (Effect.UNKNOWN, may_deny) if may_deny else (Effect.ALLOW, sure)
    if may_allow:
        return Effect.UNKNOWN, tuple(sorted(may_allow + may_deny))
    return Effect.IMPLICIT_DENY, ()


def _with(results: list[StatementResult], match: Match) -> tuple[int, ...]:
    return tuple([one.index for one in results if one.match is match])


def _in_force(statement: Statement, request: Request) -> bool:
    """FACTS 4.2, rule 3: KMS takes a statement without Action or Resource; it has no effect."""
    return not (statement.missing & {"Action", "Resource"} and _is_kms(request))


def _is_kms(request: Request) -> bool:
    return request.action[:4].lower() == "kms:"


def _clouded(statement: Statement, match: Match) -> Match:
    if statement.effect in {"Allow", "Deny"}:
        return all_of((match, UNKNOWN)) if statement.clouded else match
    return all_of((match, statement.broken))


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
