"""How a ruling reads: who denies, what almost allows, on what it turns."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.access import Ruling, Statement
from bot.core.checks._world import SENDER
from bot.core.documents import services, statements
from bot.core.policy.decision import ConditionResult, Match
from bot.core.text import capital, listed


def deciders(*rulings: Ruling) -> str:
    """The statements that decided, as a list for people."""
    return listed([s.label for r in rulings for s in r.deciding]) or "its statements together"


def denied(ruling: Ruling, policy: str, what: str) -> str:
    """Which statement denies, as in: The topic policy forbids AWS Budgets to publish: ..."""
    by = deciders(ruling)
    return (
        f"{policy} forbids {SENDER.title} to {what}: {by} denies it, and a Deny wins over every "
        "Allow. Ask whoever wrote it to except this service."
    )


def undecidable(ruling: Ruling, policy: str, what: str) -> str:
    """Why it cannot be told: the document itself, or the keys that it turns on."""
    start = f"Whether {policy} lets {SENDER.title} {what} cannot be told"
    if ruling.problem:
        return f"{start}: {ruling.problem}"
    problems = [s.result.problem for s in ruling.undecided if s.result.problem]
    if not ruling.unknown_keys and problems:
        return f"{start}: {problems[0]}"
    where = listed([s.label for s in ruling.undecided])
    keys = listed(ruling.unknown_keys) or "something that budget-check does not know"
    return (
        f"{start}: {where} turns on {keys}, and AWS does not document what the request carries "
        "there."
    )


def near_misses(ruling: Ruling, documents: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each statement that means the sender and fails in exactly one part."""
    return tuple(
        _explained(s, ruling) for s in ruling.statements if _means_sender(s, documents, ruling)
    )


def _means_sender(statement: Statement, documents: Sequence[str], ruling: Ruling) -> bool:
    raw = statements(documents[statement.document])[statement.result.index]
    return statement.result.near_miss and ruling.request.service in services(raw)


def _explained(statement: Statement, ruling: Ruling) -> str:
    result, request = statement.result, ruling.request
    [part] = result.failing
    parts = {
        "principal": f"its principal is not {request.service}",
        "action": f"its actions do not include {request.action}",
        "resource": f"its resource is not {request.resource}",
    }
    failing = [c for c in result.conditions if c.match is Match.NO]
    why = parts.get(part) or " and ".join(_condition(c) for c in failing)
    return f"{capital(statement.label)} means to let {SENDER.title} in and never matches: {why}."


def _condition(condition: ConditionResult) -> str:
    wanted = listed([f'"{value}"' for value in condition.values], "or")
    carried = listed([f'"{value}"' for value in condition.actual or ()])
    return (
        f"its condition {condition.operator} {condition.key} is written with {wanted}, and the "
        f"request carries {carried or 'no such key'}"
    )
