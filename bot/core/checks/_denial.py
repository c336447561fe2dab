"""How a Deny reads: which condition hit, why it holds for a service, and what spares it.

Topic, key, queue and function policies alike: who asks is given, the Deny is never edited by us.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.findings import Amendment
from bot.core.policy.access import rule
from bot.core.policy.decision import Effect, Match, Request
from bot.core.policy.denial import MOST, Denial, denials
from bot.core.policy.documents import statements
from bot.core.texts.words import capital, first_of, listed, sentences, small

_SHOWN = 320
"""Characters of a policy's text in a sentence; a longer one stands in the ticket alone."""
_OWNERS = "budget-check does not edit a Deny: its owner does."
_NO_WAY = "No simple change of it spares the service: its owner has to decide."


@dataclass(frozen=True, slots=True)
class Refusing:
    """A Deny that hits, or may (`open`), with its label for people."""

    label: str
    denial: Denial
    open: bool = False

    @property
    def change(self) -> str:
        """What its owner would write, as a sentence."""
        spared = self.denial.exemption
        if spared is None:
            return "" if self.denial.of_the_sender or self.open else _NO_WAY
        if len(spared.text) > _SHOWN:
            return f"{spared.how.rstrip(':')}: the ticket has the exact text."
        return f"{spared.how} {spared.text}."

    def line(self) -> str:
        """All of it in one line, under its label."""
        return f"{capital(self.label)}: {small(sentences(*self.denial.because, self.change))}"


def denied(
    documents: Sequence[str],
    requests: Sequence[Request],
    policy: str,
    what: str,
    who: str,
) -> tuple[str, tuple[str, ...]]:
    """Why a policy denies it, as a sentence and evidence: "The topic policy forbids ..."."""
    # Where each way in which the open keys may stand meets another Deny, none hits by itself.
    found = refusing(documents, requests) or refusing(documents, requests, Match.UNKNOWN)
    by = _by(documents, requests) or listed(one.label for one in found)
    verb = "deny" if len(found) > 1 else "denies"
    head = f"{policy} forbids {who} to {what}: {by} {verb} it, and a Deny wins over every Allow."
    evidence = (*_evidence(found), *_beside(documents, requests, who, what, found))
    if not found:
        return head, evidence
    if len(found) > 1:
        return f"{head} {found[0].line()}", evidence
    first = found[0]
    return sentences(head, first.denial.because[0], first.change), evidence


def _by(documents: Sequence[str], requests: Sequence[Request]) -> str:
    """The labels of every Deny that hits; of very many the first ones."""
    rulings = (rule(documents, request) for request in requests)
    hits = (one for ruling in rulings for one in ruling.statements)
    denying = (s.label for s in hits if s.result.effect == "Deny" and s.result.match is Match.YES)
    return first_of(list(dict.fromkeys(denying)), MOST)


def refusing(
    documents: Sequence[str], requests: Sequence[Request], match: Match = Match.YES
) -> tuple[Refusing, ...]:
    """The Deny statements of all documents that meet any of the requests so."""
    ruling = rule(documents, requests[0])
    labels = {(one.document, one.result.index): one.label for one in ruling.statements}
    return tuple(
        Refusing(labels[number, one.statement], one, match is Match.UNKNOWN)
        for number, document in enumerate(documents)
        for one in denials(document, requests, match)
    )


def amendments(
    documents: Sequence[str], requests: Sequence[Request], resource: str
) -> tuple[Amendment, ...]:
    """The Denys as they should read, for their owners; of those that hit, else of the open ones."""
    found = refusing(documents, requests) or refusing(documents, requests, Match.UNKNOWN)
    return tuple(made for one in found if (made := _amendment(one, resource)))


def _amendment(one: Refusing, resource: str) -> Amendment | None:
    denial, spared = one.denial, one.denial.exemption
    if denial.allow is not None:
        statement, says = denial.allow, "Its Effect is Allow instead of Deny."
    elif spared is not None:
        statement, says = spared.statement, one.change
    else:
        return None
    code = json.dumps(statement, indent=2, ensure_ascii=False)
    return Amendment(resource, one.label, says, code)


def _evidence(found: Sequence[Refusing]) -> Iterator[str]:
    """What the sentence does not say: the other conditions, the other Denys."""
    if len(found) > 1:
        yield from (one.line() for one in found[1:])
    for one in found[:1] if len(found) == 1 else ():
        yield from (f"{capital(one.label)}: {small(why)}" for why in one.denial.because[1:])
    if any(one.denial.allow is None for one in found):
        yield _OWNERS


def _beside(
    documents: Sequence[str],
    requests: Sequence[Request],
    who: str,
    what: str,
    found: Sequence[Refusing],
) -> Iterator[str]:
    """Where nothing would let it in without the Deny either."""
    if any(one.denial.allow is not None for one in found):
        return
    kept = [_without_denies(document) for document in documents]
    lacking = [r for r in requests if rule(kept, r).effect is Effect.IMPLICIT_DENY]
    if lacking:
        actions = listed(request.action for request in lacking)
        yield (
            f"Without that Deny no statement would let {who} {what} either: it also takes one that "
            f"allows {lacking[0].service} {actions}."
        )


def _without_denies(document: str) -> str:
    kept = [one for one in statements(document) if one.get("Effect") != "Deny"]
    return json.dumps({**json.loads(document), "Statement": kept})
