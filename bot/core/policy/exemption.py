"""How a Deny would spare one sender: the least change of that statement, tried before it is told.

budget-check never edits a Deny. What is made here is text for its owner, and each text is judged by
the evaluator first: with it the statement no longer hits any of the requests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.policy.carried import is_awss_own, is_unsure
from bot.core.policy.decision import ConditionResult, Effect, Match, Request, StatementResult
from bot.core.policy.evaluate import evaluate
from bot.core.policy.names import is_known, key_meant
from bot.core.policy.operators.table import operator_named
from bot.core.policy.traps.arns import usual

Json = Mapping[str, object]

_LISTS = (
    *("aws:sourceaccount", "aws:sourceorgid", "aws:sourcearn", "aws:principalservicename"),
    *("aws:principalservicenameslist", "aws:requestedregion", "aws:resourceaccount"),
)
"""Keys whose lists a sender's value may join, the most telling first."""
_MOST = 8
"""Conditions in which a slip is looked for; a policy has room for hundreds."""
_IS_SERVICE = "aws:PrincipalIsAWSService"
_SERVICE_NAME = "aws:PrincipalServiceName"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A change of one Deny that spares the sender.

    `how` says what to do up to the text ("add "1" to that list"), `text` is the part of the
    statement as it then reads, `statement` the whole of it.
    """

    how: str
    text: str
    statement: Json


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that hits, as written, with how it met the first of the requests that it hits."""

    policy: Json
    index: int
    result: StatementResult
    requests: tuple[Request, ...]

    @property
    def written(self) -> Json:
        """The statement as it stands in the document."""
        return self.statements[self.index]

    @property
    def statements(self) -> list[Json]:
        """All statements of the document."""
        found = self.policy.get("Statement")
        listed = found if isinstance(found, list) else [found]
        return [one if isinstance(one, Mapping) else {} for one in listed]

    @property
    def request(self) -> Request:
        """The request that `result` is about."""
        return self.requests[0]

    @property
    def condition(self) -> dict[str, object]:
        """The Condition block; empty where there is none."""
        block = self.written.get("Condition")
        return dict(block) if isinstance(block, Mapping) else {}

    def with_statement(self, statement: Json) -> dict[str, object]:
        """The document with this statement in the place of the one that hits."""
        changed = [*self.statements[: self.index], statement, *self.statements[self.index + 1 :]]
        return {**self.policy, "Statement": changed}


def exemption(hit: Hit) -> Exemption | None:
    """The first change that spares the sender in all of the requests; None where none does."""
    tried = (made for make in _WAYS for made in make(hit))
    return next((made for made in tried if _works(hit, made)), None)


def _works(hit: Hit, made: Exemption) -> bool:
    """Whether the statement, which meets a request by itself, no longer meets any of them."""
    alone = {**hit.policy, "Statement": [made.statement]}
    results = (evaluate(alone, request) for request in hit.requests)
    return all(one.problem is None and one.statements[0].match is Match.NO for one in results)


def _corrected(hit: Hit) -> Iterator[Exemption]:
    """A slip that makes the statement hit everybody: TLS turned round, a key that is none."""
    for found in hit.result.conditions[:_MOST]:
        if found.key.lower() == "aws:securetransport" and found.values == ("true",):
            yield _with_values(hit, found, "false", "Meant is surely")
        if meant := None if is_known(found.key) else key_meant(found.key):
            yield _with_key(hit, found, meant)
        if like := _like(found):
            yield _with_operator(hit, found, like)


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
                values = [*_as_list(_block(hit, found).get(found.key)), value]
                yield _with_values(hit, found, values, f'Add "{value}" to that list:')


def _value(hit: Hit, found: ConditionResult) -> str | None:
    """What the sender's request carries there; AWS's own values are nobody's to write."""
    if not found.actual or is_awss_own(found.key) or is_unsure(found.key, hit.request):
        return None
    wild = "Arn" in found.operator or "Like" in found.operator
    return usual(found.actual[0]) if wild else found.actual[0]


def _not_principal(hit: Hit) -> Iterator[Exemption]:
    spared = hit.written.get("NotPrincipal")
    if isinstance(spared, Mapping):
        services = [*_as_list(spared.get("Service")), hit.request.service]
        changed = {**spared, "Service": services if len(services) > 1 else services[0]}
        yield _with_element(hit, "NotPrincipal", changed, "List the service there too:")


def _principal(hit: Hit) -> Iterator[Exemption]:
    """The sender out of a list of services; alone in it, the statement has another meaning."""
    named = hit.written.get("Principal")
    if not isinstance(named, Mapping) or "*" in _as_list(named.get("AWS")):
        return
    listed = _as_list(named.get("Service"))
    services = [name for name in listed if name != hit.request.service]
    if len(services) == len(listed) or not (services or len(named) > 1):
        return
    rest = {kind: names for kind, names in named.items() if kind != "Service"}
    kept = {"Service": services if len(services) > 1 else services[0]} if services else {}
    yield _with_element(hit, "Principal", {**rest, **kept}, "Take the service out there:")


def _services(hit: Hit) -> Iterator[Exemption]:
    """AWS services as a whole.

    A caller without any identity carries no aws:PrincipalIsAWSService (IAM guide), so Bool would
    let it past the Deny: where something else then lets it in, BoolIfExists keeps it out.
    """
    if any(found.key.lower() == _IS_SERVICE.lower() for found in hit.result.conditions):
        return  # a Deny for services alone would be one for nobody
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
        yield _with_element(hit, "Condition", condition, f"{why}, give that Deny")
        return
    how = f"{why}, write in the Condition of that Deny:"
    yield _with_condition(hit, condition, _text(operator, merged), how)


def _with_values(hit: Hit, found: ConditionResult, value: object, how: str) -> Exemption:
    block = {**_block(hit, found), found.key: value}
    condition = {**hit.condition, found.operator: block}
    return _with_condition(hit, condition, _text(found.operator, block), how)


def _with_key(hit: Hit, found: ConditionResult, meant: str) -> Exemption:
    block = {meant if key == found.key else key: value for key, value in _block(hit, found).items()}
    condition = {**hit.condition, found.operator: block}
    return _with_condition(hit, condition, _text(found.operator, block), "Name the key right:")


def _with_operator(hit: Hit, found: ConditionResult, operator: str) -> Exemption:
    block = _block(hit, found)
    moved = {**_block_of(hit, operator), found.key: block.pop(found.key, None)}
    rest = {name: one for name, one in hit.condition.items() if name != found.operator}
    condition = {**rest, **({found.operator: block} if block else {}), operator: moved}
    how = f"{operator} expands the star:"
    return _with_condition(hit, condition, _text(operator, moved), how)


def _with_condition(hit: Hit, condition: Json, text: str, how: str) -> Exemption:
    return Exemption(how, text, {**hit.written, "Condition": condition})


def _with_element(hit: Hit, name: str, value: object, how: str) -> Exemption:
    return Exemption(how, _text(name, value), {**hit.written, name: value})


def _block(hit: Hit, found: ConditionResult) -> dict[str, object]:
    return _block_of(hit, found.operator)


def _block_of(hit: Hit, operator: str) -> dict[str, object]:
    block = hit.condition.get(operator)
    return dict(block) if isinstance(block, Mapping) else {}


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _text(name: str, value: object) -> str:
    return f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"


_WAYS: Sequence[Callable[[Hit], Iterator[Exemption]]] = (
    _corrected,
    _listed,
    _not_principal,
    _principal,
    _services,
    _by_name,
)
"""The least change first; what excepts every service comes before what names one, as AWS's own
examples do it, and after what the statement's own lists can say."""
