"""Whom a Deny hits beside the sender: people, other services, the sender on behalf of others.

An exception must leave the Deny to those whom it was written for: what spares all services would
empty a Deny that hits services alone, and nobody would see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.policy.arns import split
from bot.core.policy.decision import ConditionResult, Match, Request
from bot.core.policy.evaluate import evaluate

Json = Mapping[str, object]

_NAMES = ("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList")
_SOURCES = ("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths")
_OF_SERVICES = (*_SOURCES, *_NAMES)
"""Only a call that a service makes itself carries these (IAM guide, global condition keys)."""
_OF_THE_CALL = ("aws:currenttime", "aws:epochtime", "aws:requestedregion", "aws:resourceaccount")
_ANY_OTHER = "any-other"
"""Stands for a service that no policy names."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The statement as it stands, with whom else it hits, in the order in which that counts."""

    policy: Json
    statement: Json
    request: Request
    conditions: Sequence[ConditionResult]

    @property
    def sender_alone(self) -> bool:
        """Whether it surely hits nobody but the sender."""
        return not any(self._hit(self.statement, one) for one in (_person(self), *_siblings(self)))

    def kept(self, changed: Json) -> bool:
        """Whether the changed statement still hits those whom it is for.

        People if it hits any, else every other service that it hits, else the sender where it acts
        on behalf of others.
        """
        for group in ([_person(self)], list(_siblings(self)), [_elsewhere(self.request)]):
            hit = [one for one in group if self._hit(self.statement, one)]
            if hit:
                return all(self._hit(changed, one) for one in hit)
        return True

    def _hit(self, statement: Json, request: Request) -> bool:
        """Whether it hits a request, surely or perhaps; a request of nobody stands for people."""
        asked = statement if request.service else _for_people(statement)
        if asked is None:
            return False
        found = evaluate({**self.policy, "Statement": [asked]}, request)
        return found.problem is not None or found.statements[0].match is not Match.NO


def _for_people(statement: Json) -> Json | None:
    """The statement as it meets somebody whom its Principal names; None if it names no people."""
    principal = statement.get("Principal")
    if isinstance(principal, Mapping) and not principal.keys() - {"Service"}:
        return None
    rest = {name: value for name, value in statement.items() if name != "NotPrincipal"}
    return {**rest, "Principal": "*"}


def _person(reach: Reach) -> Request:
    """Anybody's call: everything is open but what only services carry."""
    context = {k: v for k, v in reach.request.context.items() if k.lower() in _OF_THE_CALL}
    context["aws:PrincipalIsAWSService"] = "false"
    asked = reach.request
    return Request("", asked.action, asked.resource, context, ("*",), absent=_OF_SERVICES)


def _siblings(reach: Reach) -> Iterator[Request]:
    """The same call by other services: any one, and those of which the statement speaks."""
    own, context = reach.request.service, reach.request.context
    source = f"{context.get('aws:RequestedRegion', '')}:{context.get('aws:SourceAccount', '')}:x"
    yield _by(reach.request, arn=f"arn:aws:{_ANY_OTHER}:{source}")
    for name in _named(reach.statement):
        if name != own:
            yield _by(reach.request, name)
    for found in reach.conditions:
        for value in found.values:
            yield from _spoken_of(reach.request, found.key.lower(), value)


def _named(statement: Json) -> list[str]:
    principal = statement.get("Principal")
    listed = principal.get("Service") if isinstance(principal, Mapping) else None
    names = listed if isinstance(listed, list) else [listed]
    return [name for name in names if isinstance(name, str)]


def _spoken_of(request: Request, key: str, value: str) -> Iterator[Request]:
    """The service that a value of a condition names, if it is not the sender."""
    if key in _LOWER_NAMES and value != request.service:
        wild = "*" in value or "?" in value
        made = _by(request, "" if wild else value)
        yield replace(made, unknown=(*made.unknown, *_NAMES), more=()) if wild else made
    elif key == "aws:sourcearn":
        parts, own = split(value), split(str(request.context.get("aws:SourceArn", "")))
        if parts is None or own is None or parts[2] != own[2]:
            yield _by(request)


_LOWER_NAMES = frozenset(map(str.lower, _NAMES))


def _by(request: Request, service: str = "", arn: str = "") -> Request:
    """The call by another service, from a source that is open, but for its ARN if that is given."""
    made, name = _elsewhere(request), service or f"{_ANY_OTHER}.amazonaws.com"
    context = {**made.context, _NAMES[0]: name, _NAMES[1]: [name]}
    if not arn:
        return replace(made, service=name, context=context)
    unknown = tuple(key for key in made.unknown if key != "aws:SourceArn")
    return replace(made, service=name, context={**context, "aws:SourceArn": arn}, unknown=unknown)


def _elsewhere(request: Request) -> Request:
    """The sender's call on behalf of whomever."""
    context = {key: value for key, value in request.context.items() if key not in _SOURCES}
    unknown = tuple(dict.fromkeys((*request.unknown, *_SOURCES)))
    return replace(request, context=context, unknown=unknown)
