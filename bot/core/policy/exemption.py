"""How a Deny would spare one sender: the least change of that statement, tried before it is told.

budget-check never edits a Deny. What is made here is text for its owner, and each text is judged by
the evaluator first: with it the statement no longer hits any of the requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.core.policy.arns import split
from bot.core.policy.carried import is_awss_own, is_unsure
from bot.core.policy.decision import ConditionResult, Effect, Match, Request
from bot.core.policy.evaluate import evaluate
from bot.core.policy.hit import (
    Exemption,
    Hit,
    Json,
    as_list,
    as_text,
    tests,
    with_condition,
    with_element,
    with_key,
    with_operator,
    with_values,
)
from bot.core.policy.names import is_known, key_meant
from bot.core.policy.operators.table import Quantifier, operator_named
from bot.core.policy.traps.arns import usual

_LISTS = (
    *("aws:sourceaccount", "aws:sourceorgid", "aws:sourcearn", "aws:principalservicename"),
    *("aws:principalservicenameslist", "aws:requestedregion", "aws:resourceaccount"),
)
"""Keys whose lists a sender's value may join, the most telling first."""
_MOST = 8
"""Conditions in which a slip is looked for; a policy has room for hundreds."""
_IS_SERVICE = "aws:PrincipalIsAWSService"
_SERVICE_NAME = "aws:PrincipalServiceName"


def exemption(hit: Hit) -> Exemption | None:
    """The first change that spares the sender in all of the requests; None where none does.

    Whom else the Deny is for it still hits (`Reach.kept`).
    """
    tried = (made for make in _WAYS for made in make(hit))
    kept = hit.reach.kept
    return next((made for made in tried if _works(hit, made) and kept(made.statement)), None)


def _works(hit: Hit, made: Exemption) -> bool:
    """Whether the statement, which meets a request by itself, no longer meets any of them."""
    alone = {**hit.policy, "Statement": [made.statement]}
    results = (evaluate(alone, request) for request in hit.requests)
    return all(one.problem is None and one.statements[0].match is Match.NO for one in results)


def _corrected(hit: Hit) -> Iterator[Exemption]:
    """A slip that makes the statement hit everybody: TLS turned round, a key that is none."""
    for found in hit.result.conditions[:_MOST]:
        if found.key.lower() == "aws:securetransport" and found.values == ("true",):
            yield with_values(hit, found, "false", "Meant is surely")
        if meant := None if is_known(found.key) else key_meant(found.key):
            yield with_key(hit, found, meant)
        if like := _like(found):
            yield with_operator(hit, found, like)


def _like(found: ConditionResult) -> str | None:
    """The operator that expands the wildcards of a value, where this one takes them as they are."""
    if found.operator not in {"StringNotEquals", "StringNotEqualsIfExists"}:
        return None
    if not any("*" in value or "?" in value for value in found.values):
        return None
    name = "ArnNotLike" if found.key.lower().endswith("arn") else "StringNotLike"
    return found.operator.replace("StringNotEquals", name)


def _listed(hit: Hit) -> Iterator[Exemption]:
    """The sender's value added to a list of those that are spared."""
    for key in _LISTS:
        for found in hit.result.conditions:
            operator = operator_named(found.operator)
            if found.key.lower() != key or operator is None or not operator.negated:
                continue
            if key == "aws:sourcearn" and hit.request.action.startswith("kms:"):
                continue  # AWS documents none on that call (docs/facts.md 1.1)
            if value := _value(hit, found):
                others = as_list(tests(hit, found.operator).get(found.key))
                how = f'Add "{value}" to that list:'
                if len(others) == 1:
                    how = f'Add "{value}" beside it, or in its place if it is wrong:'
                yield with_values(hit, found, [*others, value], how)


def _unlisted(hit: Hit) -> Iterator[Exemption]:
    """The sender out of a list of those that are refused, where others stay in it."""
    for found in hit.result.conditions[:_MOST]:
        operator = operator_named(found.operator)
        if found.key.lower() not in _OF_ONE_SERVICE or operator is None or operator.make is None:
            continue
        if operator.negated or operator.quantifier is Quantifier.ALL:
            continue
        listed = as_list(tests(hit, found.operator).get(found.key))
        kept = [value for value in listed if not _is_the_senders(hit.request, value)]
        if kept and len(kept) < len(listed):
            gone = next(value for value in listed if value not in kept)
            how = f'Take "{gone}" out of that list:'
            yield with_values(hit, found, kept if len(kept) > 1 else kept[0], how)


_OF_ONE_SERVICE = frozenset(
    {"aws:principalservicename", "aws:principalservicenameslist", "aws:sourcearn"}
)


def _is_the_senders(request: Request, value: object) -> bool:
    """Whether a value is the sender's name, or an ARN of its service."""
    parts, own = split(str(value)), split(str(request.context.get("aws:SourceArn", "")))
    return value == request.service or bool(parts and own and parts[2] == own[2])


def _value(hit: Hit, found: ConditionResult) -> str | None:
    """What the sender's request carries there; AWS's own values are nobody's to write."""
    if not found.actual or is_awss_own(found.key) or is_unsure(found.key, hit.request):
        return None
    wild = "Arn" in found.operator or "Like" in found.operator
    return usual(found.actual[0]) if wild else found.actual[0]


def _not_principal(hit: Hit) -> Iterator[Exemption]:
    spared = hit.written.get("NotPrincipal")
    if isinstance(spared, Mapping):
        services = [*as_list(spared.get("Service")), hit.request.service]
        changed = {**spared, "Service": services if len(services) > 1 else services[0]}
        yield with_element(hit, "NotPrincipal", changed, "List the service there too:")


def _principal(hit: Hit) -> Iterator[Exemption]:
    """The sender out of a list of services; alone in it, the statement has another meaning."""
    named = hit.written.get("Principal")
    if not isinstance(named, Mapping) or "*" in as_list(named.get("AWS")):
        return
    listed = as_list(named.get("Service"))
    services = [name for name in listed if name != hit.request.service]
    if len(services) == len(listed) or not (services or len(named) > 1):
        return
    rest = {kind: names for kind, names in named.items() if kind != "Service"}
    kept = {"Service": services if len(services) > 1 else services[0]} if services else {}
    yield with_element(hit, "Principal", {**rest, **kept}, "Take the service out there:")


def _services(hit: Hit) -> Iterator[Exemption]:
    """AWS services as a whole.

    A caller without any identity carries no aws:PrincipalIsAWSService (IAM guide), so Bool would
    let it past the Deny: where something else then lets it in, BoolIfExists keeps it out.
    """
    for operator in ("Bool", "BoolIfExists"):
        for made in _added(hit, operator, _IS_SERVICE, "false", "To except AWS services"):
            if not _opens_to_strangers(hit, hit.with_statement(made.statement)):
                yield made


def _opens_to_strangers(hit: Hit, document: Json) -> bool:
    """Whether a caller without any identity, refused so far, might then get in."""
    kept = ("aws:currenttime", "aws:epochtime", "aws:requestedregion", "aws:resourceaccount")
    context = {key: value for key, value in hit.request.context.items() if key.lower() in kept}
    context["aws:SecureTransport"] = "true"
    stranger = Request("", hit.request.action, hit.request.resource, context)
    before, after = (evaluate(one, stranger).effect for one in (hit.policy, document))
    return before is Effect.DENY and after in {Effect.ALLOW, Effect.UNKNOWN}


def _by_name(hit: Hit) -> Iterator[Exemption]:
    service = hit.request.service
    yield from _added(hit, "StringNotEquals", _SERVICE_NAME, service, f"To except {service}")


def _added(hit: Hit, operator: str, key: str, value: str, why: str) -> Iterator[Exemption]:
    """One more condition, merged into the block of its operator."""
    block = hit.condition.get(operator, {})
    if not isinstance(block, Mapping) or key.lower() in {str(name).lower() for name in block}:
        return
    merged = {**block, key: value}
    condition = {**hit.condition, operator: merged}
    if not hit.condition:
        yield with_element(hit, "Condition", condition, f"{why}, give that Deny")
        return
    how = f"{why}, write in the Condition of that Deny:"
    yield with_condition(hit, condition, as_text(operator, merged), how)


_WAYS: Sequence[Callable[[Hit], Iterator[Exemption]]] = (
    _corrected,
    _listed,
    _unlisted,
    _not_principal,
    _principal,
    _services,
    _by_name,
)
"""The least change first; what excepts every service comes before what names one, as AWS's own
examples do it, and after what the statement's own lists can say."""
