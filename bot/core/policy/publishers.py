"""Who else publishes to a topic, as far as its policy tells.

Identity policies are not read: every principal of the topic's own account may publish if its own
policies say so, whatever the topic policy says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, rule
from bot.core.policy.decision import Effect, Match, Request, StatementResult
from bot.core.policy.documents import names_everyone, statements
from bot.core.senders import PUBLISH, Origin, Resource, Sender, sender_as

_OWNER = "aws:SourceOwner"
_SAME = (
    *("budgets", "cloudwatch", "codecommit", "dms", "ds", "dynamodb", "events", "glacier"),
    *("inspector", "redshift", "s3", "ses", "ssm-contacts", "ssm-incidents"),
)
_ARN_SERVICES: Mapping[str, str] = {
    **{name: f"{name}.amazonaws.com" for name in _SAME},
    "rds": "events.rds.amazonaws.com",
    "ce": "costalerts.amazonaws.com",
}
"""Who calls for an aws:SourceArn of this service, where a statement names nobody
(docs/facts.md 2.5)."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A service that the topic policy lets publish, or may let, on behalf of these accounts.

    `bound` is true where the policy names every account that may be meant. Else `accounts` are
    those that it names, or the topic's own; none where it keeps that one out and describes the
    others by a pattern only.
    """

    service: str
    accounts: tuple[str, ...]
    bound: bool = True


@dataclass(frozen=True, slots=True)
class _Sources:
    """The accounts that one statement names, and whether it can mean no others."""

    accounts: tuple[str, ...]
    all_told: bool


@dataclass(frozen=True, slots=True)
class Publishers:
    """Everybody that the topic policy lets publish.

    `accounts` are other accounts that it names. `everyone` labels the statements for all
    principals: whom else they let in cannot be told from the policy. `problem` says why the policy
    cannot be read at all; then nobody is known.
    """

    services: tuple[Publisher, ...] = ()
    accounts: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()
    problem: str = ""


def as_sender(service: str, partition: str) -> Sender:
    """A service of which the principal is known, and what its sender's file says of its call to
    KMS; its aws:SourceOwner is `publish_request`'s.
    """
    made = Sender(service, service, {partition: service}, source_owner=False)
    known = sender_as(service, partition)
    if known is None:
        return made
    return replace(made, key_unsure=known.key_unsure, key_never=known.key_never)


def publish_request(topic: Topic, service: str, account: str, now: datetime) -> Request | None:
    """The service's publish on behalf of an account.

    Some services send aws:SourceOwner, the account (docs/facts.md 2.2). Of one that is not known
    not to, it is supposed where a statement for that very service asks for it.
    """
    resource = Resource(topic.arn, topic.account, topic.region)
    organization = topic.organization if account == topic.account else None
    origin = Origin(account, topic.partition, organization=organization)
    made = as_sender(service, topic.partition).request(PUBLISH, resource, origin, now)
    if made is None or not _may_send_owner(topic, service):
        return made
    context = {**made.context, _OWNER: account}
    return replace(made, context=context, unknown=(*made.unknown, _OWNER))


def _may_send_owner(topic: Topic, service: str) -> bool:
    named = (one for one in statements(topic.policy or "") if service in _services(one))
    asked = any(text for one in named for text in _conditioned(one, _OWNER.lower()))
    known = sender_as(service, topic.partition)
    return asked and not (known and known.source_owner is False)


def publishers(topic: Topic, now: datetime) -> Publishers:
    """The publishers that the policy names; none, and why, where it cannot be read."""
    found = statements(topic.policy or "")
    ruling = _anybodys(topic, now)
    if ruling is None:
        return Publishers(problem="The topic policy could not be read.")
    if ruling.problem:
        return Publishers(problem=ruling.problem)
    open_to = [s for s in ruling.statements if _lets_publish(s.result)]
    services: dict[str, list[_Sources]] = {}
    accounts: dict[str, None] = {}
    everyone = []
    for statement in open_to:
        one = found[statement.result.index]
        if names_everyone(one):
            everyone.append(statement.label)
        for service in _services(one):
            services.setdefault(service, []).append(_sources(one))
        accounts.update(dict.fromkeys(_named_accounts(one, topic.account)))
    told = (_publisher(topic, service, named, now) for service, named in services.items())
    return Publishers(tuple(p for p in told if p), tuple(accounts), tuple(everyone))


def _anybodys(topic: Topic, now: datetime) -> Ruling | None:
    """A stranger's publish: tells which statements are about this action on this topic."""
    request = publish_request(topic, "stranger.invalid", topic.account, now)
    return rule([topic.policy], request) if topic.policy and request else None


def _lets_publish(result: StatementResult) -> bool:
    """True for an Allow that may be about publishing to this topic, whoever it is for."""
    return result.effect == "Allow" and Match.NO not in (result.action, result.resource)


def _publisher(
    topic: Topic, service: str, named: list[_Sources], now: datetime
) -> Publisher | None:
    """The service, if the policy as a whole does not keep it out (a Deny may).

    `named` is what each of its statements says of the accounts; one without any means the owner's.
    """
    each = (account for one in named for account in one.accounts or (topic.account,))
    asked = {a: publish_request(topic, service, a, now) for a in dict.fromkeys(each)}
    accounts = tuple(a for a, request in asked.items() if request and _may(topic, request))
    if accounts:
        return Publisher(service, accounts, all(one.all_told for one in named))
    some = next((request for request in asked.values() if request), None)
    anyones = some and _may(topic, _from_anywhere(some))
    return Publisher(service, (), bound=False) if anyones else None


def _may(topic: Topic, request: Request) -> bool:
    return rule([topic.policy or ""], request).effect in (Effect.ALLOW, Effect.UNKNOWN)


def _from_anywhere(request: Request) -> Request:
    """The same on behalf of nobody knows which account."""
    context = {k: v for k, v in request.context.items() if k not in ("aws:SourceAccount", _OWNER)}
    return replace(request, context=context, unknown=(*request.unknown, "aws:SourceAccount"))


def _services(statement: Mapping[str, object]) -> Iterator[str]:
    """The services it names; for everybody, those whose ARNs its condition asks for."""
    principal = statement.get("Principal")
    named = principal.get("Service") if isinstance(principal, Mapping) else None
    yield from _texts(named)
    if names_everyone(statement):
        for text in _conditioned(statement, "aws:sourcearn"):
            arn = parse_arn(text)
            if arn and arn.service in _ARN_SERVICES:
                yield _ARN_SERVICES[arn.service]
        yield from _conditioned(statement, "aws:principalservicename")
        yield from _conditioned(statement, "aws:principalservicenameslist")


def _sources(statement: Mapping[str, object]) -> _Sources:
    """The source accounts that it names, themselves and in the ARNs of the sources."""
    arns = [parse_arn(text) for text in _conditioned(statement, "aws:sourcearn")]
    told = (
        list(_conditioned(statement, "aws:sourceaccount")),
        list(_conditioned(statement, _OWNER.lower())),
        [arn.account if arn else "" for arn in arns],
    )
    accounts = tuple(text for found in told for text in found if _is_account(text))
    return _Sources(accounts, any(found and all(map(_is_account, found)) for found in told))


def _named_accounts(statement: Mapping[str, object], own: str) -> Iterator[str]:
    principal = statement.get("Principal")
    for text in _texts(principal.get("AWS") if isinstance(principal, Mapping) else None):
        arn = parse_arn(text)
        account = arn.account if arn else text
        if _is_account(account) and account != own:
            yield account


def _conditioned(statement: Mapping[str, object], key: str) -> Iterator[str]:
    """The values of a condition key under operators that ask for it."""
    block = statement.get("Condition")
    for label, keys in block.items() if isinstance(block, Mapping) else ():
        if "Not" in label or label == "Null" or not isinstance(keys, Mapping):
            continue
        for name, values in keys.items():
            if name.lower() == key:
                yield from _texts(values)


def _texts(value: object) -> Iterator[str]:
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, str | int) and not isinstance(item, bool):
            yield str(item)  # an account id may be written as a number


def _is_account(text: str) -> bool:
    return len(text) == 12 and text.isascii() and text.isdecimal()
