"""What is let in only as long as the request carries a key that AWS documents for services in
general and not for this one (docs/facts.md 4.1 and 11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.checks._denial import refusing
from bot.core.checks._ruling import deciders
from bot.core.policy.access import LabelledStatement, Ruling, doubting, rule
from bot.core.policy.decision import Effect, Match, Request
from bot.core.texts.words import listed, sentences

ORGANIZATION = "aws:SourceOrgID"


@dataclass(frozen=True, slots=True)
class Allowed:
    """An answer that lets `who` in, and what it is made of.

    `policy` is its name at the start of a sentence, `does` what it allows ("publish"), `sure` the
    clause that says which statement is certain.
    """

    documents: Sequence[str]
    rulings: Sequence[Ruling]
    who: str
    policy: str
    does: str
    sure: str


def of_an_organization(rulings: Sequence[Ruling]) -> tuple[Request, ...]:
    """The requests, of which nobody knows whether they carry the id of the organisation."""
    return tuple(doubting(ruling.request, (ORGANIZATION,)) for ruling in rulings)


def by_organization(allowed: Allowed) -> tuple[str, tuple[str, ...]] | None:
    """The sentence and its evidence where the answer hangs on aws:SourceOrgID; None elsewhere."""
    documents, doubted = allowed.documents, of_an_organization(allowed.rulings)
    if all(rule(documents, one).effect is Effect.ALLOW for one in doubted):
        return None
    lets = f"{allowed.policy} lets {allowed.who} {allowed.does}"
    open_part = f"AWS does not document that {allowed.who} sends it"
    denies = refusing(documents, doubted, Match.UNKNOWN)
    if denies:
        labels = listed(one.label for one in denies)
        verb = "deny" if len(denies) > 1 else "denies"
        says = (
            f"{lets}, but {labels} {verb} it if the request does not carry {ORGANIZATION}. "
            f"{open_part}; it does so only for services in general."
        )
        first, *others = denies
        return sentences(says, first.change), tuple(one.line() for one in others)
    by = listed(one.label for one in hanging(documents, allowed.rulings, doubted))
    by = by or deciders(*allowed.rulings)
    tests = "test" if " and " in by else "tests"
    says = f"{lets} by {by}, which {tests} {ORGANIZATION}. The id fits, but {open_part}; "
    return f"{says}{allowed.sure}.", ()


def hanging(
    documents: Sequence[str], rulings: Sequence[Ruling], doubted: Sequence[Request]
) -> Iterator[LabelledStatement]:
    """The Allows that let the requests in, and would not let in the doubted ones for certain."""
    for ruling, request in zip(rulings, doubted, strict=True):
        then = rule(documents, request).statements
        for one, other in zip(ruling.statements, then, strict=True):
            let_in = one.result.effect == "Allow" and one.result.match is Match.YES
            if let_in and other.result.match is not Match.YES:
                yield one
