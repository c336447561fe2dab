"""What a service's own call carries of a condition key, and why it has none (docs/facts.md 4.1).

Some keys hold AWS's own value, if they are there at all: what it is nobody knows but AWS, so none
is ever shown, whatever stands in for it in a request.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.policy.decision import ConditionResult, Request
from bot.core.policy.names import may_be_new
from bot.core.texts.words import quoted

_OWN: Mapping[str, str] = {
    "aws:principalarn": "the caller is AWS's own, never a user or a role of yours",
    "aws:principalaccount": "a service calls from an account of AWS's own, never from one of yours",
    "aws:userid": "the caller is AWS's own, never a user or a role of yours",
    "aws:sourceip": "a service's call comes from AWS's own address, never from one of yours",
    "kms:calleraccount": "a service calls from an account of AWS's own, never from one of yours",
}
"""If the call carries them at all, the value is AWS's."""

_PEOPLE = "it describes users and roles"
_NETWORK = "a service does not come through your network or your VPC endpoint"
_MFA = "a service never signs in with MFA"
_SESSION = "a service signs in with no role or session of yours"
_VIA = "a service principal makes the call itself, and the Principal says so already"
_SUBSCRIBE = "it belongs to sns:Subscribe, not to a publish"
_TAGS = "it belongs to calls that set tags"
_GRANT = "it belongs to kms:CreateGrant"

_NEVER: Mapping[str, str] = {
    **dict.fromkeys(
        ("aws:principalorgid", "aws:principalorgpaths", "aws:username"),
        _PEOPLE,
    ),
    **dict.fromkeys(
        (
            *("aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpcsourceip"),
            *("aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"),
        ),
        _NETWORK,
    ),
    **dict.fromkeys(("aws:multifactorauthpresent", "aws:multifactorauthage"), _MFA),
    **dict.fromkeys(
        (
            *("aws:assumedroot", "aws:federatedprovider", "aws:tokenissuetime"),
            *("aws:sourceidentity", "aws:signinsessionarn", "aws:chatbotsourcearn"),
            *("aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4"),
        ),
        _SESSION,
    ),
    **dict.fromkeys(("aws:calledvia", "aws:calledviafirst", "aws:calledvialast"), _VIA),
    **dict.fromkeys(("sns:protocol", "sns:endpoint"), _SUBSCRIBE),
    "aws:tagkeys": _TAGS,
    **dict.fromkeys(
        ("kms:grantisforawsresource", "kms:grantoperations", "kms:granteeprincipal"), _GRANT
    ),
}
_NEVER_BEGINNING = (("aws:principaltag/", _PEOPLE), ("aws:requesttag/", _TAGS))

_ORGANISATION = frozenset(
    {"aws:sourceorgid", "aws:sourceorgpaths", "aws:resourceorgid", "aws:resourceorgpaths"}
)
INSTEAD: Mapping[str, str] = {
    "aws:principalorgid": "aws:SourceOrgID",
    "aws:principalorgpaths": "aws:SourceOrgPaths",
    "aws:principalaccount": "aws:SourceAccount",
    "aws:principalarn": "aws:SourceArn",
    "aws:userid": "aws:SourceAccount",
    "aws:username": "aws:SourceAccount",
}
"""Keys that describe an IAM principal, and the one that a service's request carries instead."""


def instead_of(key: str) -> str | None:
    """The key of a service's request that says what `key` says of a user or a role."""
    lower = key.lower()
    return INSTEAD.get(lower) or (
        "aws:SourceAccount" if lower.startswith("aws:principaltag/") else None
    )


def is_awss_own(key: str) -> bool:
    """Whether the key, if a service's call carries it, holds AWS's own value and never yours."""
    return key.lower() in _OWN


def is_of_the_organisation(key: str) -> bool:
    """Whether the key holds the organisation of the source's or the resource's account."""
    return key.lower() in _ORGANISATION


def never_carried(key: str) -> str | None:
    """Why no service's own call carries the key; None where one may."""
    lower = key.lower()
    found = _NEVER.get(lower)
    return found or next((why for start, why in _NEVER_BEGINNING if lower.startswith(start)), None)


def is_unsure(key: str, request: Request) -> bool:
    """Whether nobody can tell what the request carries there."""
    lower = key.lower()
    if lower in (name.lower() for name in request.absent):
        return False
    if is_unlisted(key, request):
        return True
    names = (name.lower() for name in request.unknown)
    return any(lower == n or (n.endswith("*") and lower.startswith(n[:-1])) for n in names)


def is_unlisted(key: str, request: Request) -> bool:
    """Whether the key is in no list of AWS's that budget-check has, and may be a new one."""
    held = {name.lower() for name in (*request.context, *request.absent)}
    service = request.action.partition(":")[0].lower()
    return key.lower() not in held and may_be_new(key.lower(), service)


def carries(found: ConditionResult, request: Request) -> str:
    """A clause on what the request has of the condition's key, or that it has none, and why."""
    own = _OWN.get(found.key.lower())
    if own:
        return own
    unsure = is_unsure(found.key, request)
    if found.actual:
        return f"the request carries {quoted(found.actual)}{', if that key at all' * unsure}"
    return _unknown(found, request) if unsure else _absent(found, request)


def _absent(found: ConditionResult, request: Request) -> str:
    if found.key.lower() == "aws:sourceowner":
        return f"{request.service} does not send it"
    why = never_carried(found.key)
    if why:
        return f"a service's call carries no {found.key} ({why})"
    return f"the request carries no {found.key}"


def _unknown(found: ConditionResult, request: Request) -> str:
    if is_of_the_organisation(found.key):
        return "budget-check does not know the organisation of the account"
    if is_unlisted(found.key, request):
        return "budget-check does not know that key"
    return f"what the call of {request.service} carries there cannot be known"
