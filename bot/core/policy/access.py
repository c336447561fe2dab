"""What several policy documents together say to one request.

A KMS key can carry a second policy, and both count together: a Deny in any refuses, an Allow in any
admits (docs/facts.md 3.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.core.policy import evaluate
from bot.core.policy.decision import Decision, Effect, Match, Request, StatementResult
from bot.core.policy.documents import without_everyone


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """One statement of one document, as evaluated. `label` is for people."""

    document: int
    result: StatementResult
    label: str


@dataclass(frozen=True)
class Ruling:
    """The answer to one request: what each document says to it, and what follows from all."""

    request: Request
    decisions: tuple[Decision, ...]

    @cached_property
    def effect(self) -> Effect:
        """Of all documents together."""
        if len(self.decisions) == 1:
            return self.decisions[0].effect
        return _effect(self.statements, self.problem)

    @cached_property
    def statements(self) -> tuple[LabelledStatement, ...]:
        """Those of all documents; worked out when somebody first asks."""
        return tuple(_statements(self.decisions))

    @property
    def unknown_keys(self) -> tuple[str, ...]:
        """The condition keys that an UNKNOWN effect turns on."""
        return tuple(dict.fromkeys(k for d in self.decisions for k in d.unknown_keys))

    @property
    def problem(self) -> str | None:
        """Why one of the documents cannot be judged at all."""
        return next((d.problem for d in self.decisions if d.problem), None)

    @property
    def deciding(self) -> tuple[LabelledStatement, ...]:
        """The statements that match: the Denies of a denial, the Allows of an allowance."""
        effect = {Effect.DENY: "Deny", Effect.ALLOW: "Allow"}.get(self.effect)
        return tuple(s for s in self.statements if _is(s, effect, Match.YES))

    @property
    def undecided(self) -> tuple[LabelledStatement, ...]:
        """The statements whose match cannot be told."""
        return tuple(s for s in self.statements if s.result.match is Match.UNKNOWN)


def rule(documents: Iterable[str | Mapping[str, object]], request: Request) -> Ruling:
    """Evaluate the documents, texts or parsed, as one policy. None at all is an implicit deny."""
    asked = tuple(documents)
    if all(isinstance(document, str) for document in asked):
        return Ruling(request, _decided(asked, _parts(request)))
    return Ruling(request, tuple(evaluate(document, request) for document in asked))


_Values = str | tuple[str, ...]
_Context = tuple[tuple[str, _Values], ...]
_Names = tuple[str, ...]
_Parts = tuple[str, str, str, _Context, _Names, _Names, _Names, _Names]


def _parts(request: Request) -> _Parts:
    """The request as something that can be a key."""
    return (
        request.service,
        request.action,
        request.resource,
        tuple([(k, v if isinstance(v, str) else tuple(v)) for k, v in request.context.items()]),
        request.unknown,
        request.more,
        request.aws_own,
        request.absent,
    )


# Several checks ask the same, and so do the notifications that share a topic.
@lru_cache(maxsize=512)
def _decided(
    documents: tuple[str | Mapping[str, object], ...], parts: _Parts
) -> tuple[Decision, ...]:
    service, action, resource, context, *names = parts
    request = Request(service, action, resource, dict(context), *names)
    return tuple(evaluate(document, request) for document in documents)


def rule_surely(documents: Sequence[str], request: Request) -> Ruling:
    """As `rule`; a refusal that some of docs/facts.md 1.1 and 11 could undo is UNKNOWN.

    What is known to work is taken as it is assumed: aws:SourceAccount on the call to a key, and
    aws:SourceArn, of which a check says that it is unproven. A refusal may not rest on that.
    """
    ruling = rule(documents, request)
    if ruling.effect not in REFUSED:
        return ruling
    open_keys = _OPEN_ON_KEYS if request.action.lower().startswith("kms:") else _OPEN
    # As few as possible: of what makes no difference nothing has to be said.
    for keys in (*((key,) for key in open_keys), open_keys):
        found = rule(documents, doubting(request, keys))
        if found.effect not in REFUSED:
            return found
    return ruling


def doubting(request: Request, keys: Iterable[str]) -> Request:
    """The same request, of which nobody knows whether it carries those of the keys that it has."""
    held = {name.lower() for name in request.context}
    doubted = [key for key in keys if key.lower() in held and key not in request.unknown]
    return replace(request, unknown=(*request.unknown, *doubted)) if doubted else request


REFUSED = (Effect.DENY, Effect.IMPLICIT_DENY)
_OPEN = ("aws:SourceOrgID",)
_OPEN_ON_KEYS = ("aws:SourceArn", "aws:SourceAccount", *_OPEN)
"""What docs/facts.md 1.1 and 11 call unknown: whether the call carries it at all."""


def only_by_everyone(documents: Iterable[str], request: Request) -> bool:
    """True where documents that allow the request do so only by statements for everybody (*)."""
    named = (_naming(document, request.service) for document in documents)
    return rule(named, request).effect is not Effect.ALLOW


@lru_cache(maxsize=256)
def _naming(document: str, service: str) -> str:
    """As a text, which `rule` knows again."""
    return json.dumps(without_everyone(document, service))


def _statements(decisions: tuple[Decision, ...]) -> Iterator[LabelledStatement]:
    for number, decision in enumerate(decisions):
        where = " of the key's second policy" if number else ""
        for result in decision.statements:
            yield LabelledStatement(number, result, f"{result.label}{where}")


def _effect(statements: tuple[LabelledStatement, ...], problem: str | None) -> Effect:
    """The effect of several documents, each statement taken by itself (never too certain)."""

    def some(effect: str, match: Match) -> bool:
        return any(_is(s, effect, match) for s in statements)

    if some("Deny", Match.YES):
        return Effect.DENY
    if problem:
        return Effect.UNKNOWN
    if not some("Allow", Match.YES) and not some("Allow", Match.UNKNOWN):
        return Effect.IMPLICIT_DENY
    # An Effect that is neither may yet be read as a Deny, so it counts as one that may match.
    may_deny = any(
        s.result.effect != "Allow" and s.result.match is not Match.NO for s in statements
    )
    certain = some("Allow", Match.YES) and not may_deny
    return Effect.ALLOW if certain else Effect.UNKNOWN


def _is(statement: LabelledStatement, effect: str | None, match: Match) -> bool:
    return statement.result.effect == effect and statement.result.match is match
