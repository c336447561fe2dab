"""Why a Deny hits a service's request, condition by condition, and what would spare it.

A negated test of a key that is not there holds (docs/facts.md 4.2, rule 10): the trap that nobody
expects, for a Deny that means people then hits every service.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.core.policy.carried import (
    carries,
    is_awss_own,
    is_of_the_organisation,
    is_unlisted,
    is_unsure,
)
from bot.core.policy.decision import ConditionResult, Match, Request, StatementResult
from bot.core.policy.document import read
from bot.core.policy.evaluate import evaluate
from bot.core.policy.exemption import exemption
from bot.core.policy.groups import PrincipalElement
from bot.core.policy.hit import Exemption, Hit
from bot.core.policy.names import is_known, key_meant, operator_meant
from bot.core.policy.operators.table import Operator, Quantifier, operator_named
from bot.core.policy.statements import Statement
from bot.core.texts.words import listed, quoted

MOST = 8
"""So many Denys, and conditions of each, are explained; a policy has room for hundreds."""
_NARROWING = ("aws:principalisawsservice", "aws:viaawsservice")
"""Keys that only narrow a Deny to services; the other conditions tell more."""
_COMPARED = {
    "DateGreater": "after",
    "DateLess": "before",
    "NumericGreater": "above",
    "NumericLess": "below",
}


@dataclass(frozen=True, slots=True)
class Denial:
    """A Deny that hits, or may hit.

    `because` are sentences without a subject's name ("It ..."), the most telling first.
    `of_the_sender` is true where it is for the sender alone, so that nothing can be excepted from
    it; `allow` is then the statement as an Allow, where it was surely meant as one. `exemption` is
    None where no simple change of it spares the sender.
    """

    statement: int
    because: tuple[str, ...]
    exemption: Exemption | None = None
    of_the_sender: bool = False
    allow: Mapping[str, object] | None = None


def denials(
    policy: str, requests: Sequence[Request], match: Match = Match.YES
) -> tuple[Denial, ...]:
    """The first Deny statements that meet any of the requests so, in their order. Never raises.

    `match` is UNKNOWN for those of which it cannot be told whether they hit.
    """
    document = read(policy)
    if document.problem is not None:
        return ()
    found = json.loads(policy)
    decisions = [evaluate(policy, request) for request in requests]
    allowed = any(_is(one, "Allow", Match.YES) for d in decisions for one in d.statements)
    hits = (
        _hit(found, requests, [decision.statements[index] for decision in decisions], match)
        for index in range(len(document.statements))
    )
    told = islice((hit for hit in hits if hit), MOST)
    return tuple(_denial(hit, document.statements[hit.index], match, allowed) for hit in told)


def _hit(
    policy: Mapping[str, object],
    requests: Sequence[Request],
    results: Sequence[StatementResult],
    match: Match,
) -> Hit | None:
    met = [number for number, one in enumerate(results) if _is(one, "Deny", match)]
    if not met:
        return None
    first = met[0]
    asked = (requests[first], *(r for number, r in enumerate(requests) if number != first))
    return Hit(policy, results[first].index, results[first], asked)


def _is(result: StatementResult, effect: str, match: Match) -> bool:
    return result.effect == effect and result.match is match


def _denial(hit: Hit, statement: Statement, match: Match, allowed: bool) -> Denial:
    """`allowed` is whether some Allow lets the sender in: then the Deny was not meant as one."""
    alone = hit.reach.sender_alone
    if alone and match is Match.YES and _is_plain(hit):
        named = _names_alone(hit, statement)
        allow = {**hit.written, "Effect": "Allow"} if named and not allowed else None
        says = _itself(hit, named, allow)
        return Denial(hit.index, (says,), None, of_the_sender=True, allow=allow)
    because = (*_whom_and_what(hit, statement), *_conditions(hit, match), *_unread(hit))
    because = because or (f"It covers {hit.request.action} by {hit.request.service}.",)
    if match is Match.UNKNOWN and _turns_on_the_organisation(hit):
        return Denial(hit.index, because)
    spared = exemption(hit)
    if alone and spared is None:
        because = (f"{because[0]} {_OUT}", *because[1:])
    return Denial(hit.index, because, spared, of_the_sender=alone and spared is None)


_OUT = "It is for this service alone: if it is meant no more, take the statement out."


def _turns_on_the_organisation(hit: Hit) -> bool:
    """Where only that is not known, there may be nothing to spare anybody from."""
    open_keys = [one.key for one in hit.result.conditions if one.match is Match.UNKNOWN]
    return any(map(is_of_the_organisation, open_keys))


def _is_plain(hit: Hit) -> bool:
    """Whether it asks for nothing but what the sender has."""
    operators = (operator_named(found.operator) for found in hit.result.conditions)
    return all(operator is not None and not operator.negated for operator in operators)


def _names_alone(hit: Hit, statement: Statement) -> bool:
    """Whether its Principal names the sender and nobody else."""
    principal = statement.principal
    return (
        principal is not None
        and not principal.negated
        and principal.services == {hit.request.service}
    )


def _itself(hit: Hit, named: bool, allow: Mapping[str, object] | None) -> str:
    keys = listed(found.key for found in hit.result.conditions)
    whom = "names" if named else "is for"
    by = "itself" if named else f"alone (by {keys})"
    says = f"It {whom} {hit.request.service} {by} and says Deny"
    if allow is not None:
        return f'{says}: it should be "Effect": "Allow".'
    return (
        f"{says}, so it is a refusal of this very service. If that is meant no more, take the "
        "statement out."
    )


def _whom_and_what(hit: Hit, statement: Statement) -> Iterator[str]:
    """What a statement covers beyond what it lists."""
    action, resource = statement.action, statement.resource
    if action is not None and action.negated:
        yield (
            f"Its NotAction lists {quoted(action.texts)}, so it is about every other action, "
            f"{hit.request.action} too."
        )
    if resource is not None and resource.negated:
        yield (
            f"Its NotResource lists {quoted(resource.texts)}, so it is about every other "
            f"resource, {hit.request.resource} too."
        )
    if statement.principal is not None:
        yield from _whom_named(hit, statement.principal)


def _whom_named(hit: Hit, principal: PrincipalElement) -> Iterator[str]:
    service = hit.request.service
    if principal.negated:
        yield (
            f"Its NotPrincipal spares only whom it lists, and {service} is not listed: a service "
            "has to be listed too, or excepted by a condition."
        )
    elif service in principal.services and _names_others(hit, principal):
        yield f"It names {service} itself, beside others."
    elif principal.everyone and not hit.result.conditions:
        yield "It names everybody (*) and has no condition, so it refuses services too."


def _names_others(hit: Hit, principal: PrincipalElement) -> bool:
    """Whether it names other services, or others than services, beside the sender."""
    named = hit.written.get("Principal")
    return len(principal.services) > 1 or (isinstance(named, Mapping) and len(named) > 1)


def _unread(hit: Hit) -> Iterator[str]:
    """The parts of a Deny that nobody can tell."""
    if hit.result.principal is Match.UNKNOWN:
        yield "Whom its Principal takes in cannot be told."
    if hit.result.action is Match.UNKNOWN:
        yield "What its Action covers cannot be told."
    if hit.result.resource is Match.UNKNOWN:
        yield "How far its Resource reaches cannot be told."
    if hit.result.problem:
        yield hit.result.problem


def _conditions(hit: Hit, match: Match) -> Iterator[str]:
    found = [one for one in hit.result.conditions if one.match is match]
    for one in sorted(found, key=_only_narrows)[:MOST]:
        yield _because(one, hit.request)


def _only_narrows(found: ConditionResult) -> bool:
    return found.operator == "Null" or found.key.lower() in _NARROWING


def _because(found: ConditionResult, request: Request) -> str:
    operator = operator_named(found.operator)
    if operator is None:
        meant = operator_meant(found.operator)
        named = f", meant is {meant}" if meant else ""
        return f"It tests {found.key} by {found.operator}; AWS has no such operator{named}."
    says = f"It refuses {_who(found, operator)}; {_has(found, request)}"
    if found.match is Match.UNKNOWN:
        return f"{says}{_open(found)}."
    return f"{says}{_holds(found, operator, request)}.{_slip(found)}"


def _who(found: ConditionResult, operator: Operator) -> str:
    if operator.make is None:
        without = "true" in {value.lower() for value in found.values}
        return f"whoever carries {'no ' if without else ''}{found.key} (Null)"
    for part, word in _COMPARED.items():
        if part in found.operator:
            return f"whatever has {found.key} {word} {quoted(found.values)} ({found.operator})"
    if not operator.negated:
        return f"whoever has {found.key} {quoted(found.values)} ({found.operator})"
    among = "not" if len(found.values) < 2 else "not among"
    return f"whoever's {found.key} is {among} {quoted(found.values)} ({found.operator})"


def _has(found: ConditionResult, request: Request) -> str:
    if is_known(found.key) or is_unlisted(found.key, request):
        return carries(found, request)
    meant = key_meant(found.key)
    named = f" (meant is {meant})" if meant else ""
    return f"AWS has no key {found.key}{named}, so no request carries it"


def _holds(found: ConditionResult, operator: Operator, request: Request) -> str:
    """Why a test holds of a key that is not there."""
    absent = not found.actual or is_awss_own(found.key) or is_unsure(found.key, request)
    if not absent or operator.make is None:
        return ""
    if operator.quantifier is Quantifier.ALL:
        return ", and a ForAllValues test holds for a key that is not there"
    if operator.negated:
        with_it = ", with IfExists as without it" if operator.if_exists else ""
        either = " or holds another value" if is_awss_own(found.key) else ""
        return f", and a negated test holds for a key that is not there{either}{with_it}"
    return ", and a test with IfExists holds for a key that is not there"


def _open(found: ConditionResult) -> str:
    return ", and AWS does not say which" if is_awss_own(found.key) else ""


def _slip(found: ConditionResult) -> str:
    """What was surely meant, where a test is turned round or takes a star as it stands."""
    if found.key.lower() == "aws:securetransport" and found.values == ("true",):
        return " As it stands it refuses every call over TLS."
    star = any("*" in value or "?" in value for value in found.values)
    if star and "StringNotEquals" in found.operator:
        return f" {found.operator} takes the star as it stands."
    return ""
