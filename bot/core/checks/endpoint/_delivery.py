"""Does an endpoint's policy let SNS deliver?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.access import Ruling, rule
from bot.core.checks._ruling import deciders, turning
from bot.core.policy.decision import Effect, Request
from bot.core.text import listed


def verdict(documents: Sequence[str], requests: Iterable[Request]) -> tuple[Effect, str]:
    """The effect over all requests, and a clause that says what decided.

    UNKNOWN where the answer differs by the principal that SNS may use.
    """
    rulings = [rule(documents, request) for request in requests]
    effects = {ruling.effect for ruling in rulings}
    if len(effects) > 1:
        allowed = listed([r.request.service for r in rulings if r.effect is Effect.ALLOW])
        return Effect.UNKNOWN, f"it lets in only {allowed}, and either principal may be used"
    if not rulings:
        return Effect.UNKNOWN, "AWS does not document the principal of SNS in this partition"
    return rulings[0].effect, _clause(rulings[0])


def _clause_of(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _clause(ruling: Ruling) -> str:
    by = deciders(ruling)
    clauses = {
        Effect.ALLOW: f"{by} allows it",
        Effect.DENY: f"{by} denies it",
        Effect.IMPLICIT_DENY: "no statement allows it",
        Effect.UNKNOWN: (_clause_of(ruling.problem) if ruling.problem else turning(ruling)),
    }
    return clauses[ruling.effect]
