"""A request of which somebody says only a part."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.policy.decision import Request

_EVERY_KEY = "*"


def asked(
    service: str, action: str, resource: str, context: Mapping[str, str | list[str]]
) -> Request:
    """The call of a service principal. What neither `context` says nor follows from who asks for
    what is unknown: it may be absent, or hold anything.

    Who calls as a service principal is one, and says which (IAM guide, "aws:PrincipalIsAWSService"
    and "aws:PrincipalServiceName").
    """
    told = {name.lower() for name in context}
    certain: dict[str, str | list[str]] = {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": service,
    }
    held = {key: value for key, value in certain.items() if key.lower() not in told}
    return Request(service, action, resource, {**held, **context}, (_EVERY_KEY,))
