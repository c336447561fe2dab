"""Who made a call, from CloudTrail's `userIdentity`, in words for people.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.arns import parse_arn
from bot.core.aws_events._json import inner, word

UNNAMED = "somebody whom CloudTrail does not name"
ITSELF = "AWS itself"
_INTERNAL = "AWS Internal"
_ANONYMOUS = {"ANONYMOUS_PRINCIPAL", "anonymous"}
_OUR_ROLE = re.compile(r"assumed-role/budget-check-[a-z0-9-]+-mend/")
_OUR_JOB = re.compile(r"\bjob/([A-Za-z0-9._-]+)")


def who(identity: Mapping[str, object], home: str = "") -> str:
    """A person, a role or a service: "dana, role Developer". What is not understood is shown as its
    ARN. The account is named only where it is not `home`, the one in which it happened.
    """
    said = _said(identity, home)
    service = word(identity, "invokedBy")
    if service in {"", _INTERNAL} or service in said:
        return said
    return f"{said}, through {service}"


def who_is(arn: str, home: str = "") -> str:
    """The same for an event that gives nothing but an ARN."""
    parts = parse_arn(arn)
    kind = "Root" if parts and parts.resource == "root" else ""
    return who({"type": kind, "arn": arn, "accountId": parts.account if parts else ""}, home)


def our_job(identity: Mapping[str, object], agent: str) -> str:
    """The id of our own job behind the call; "" where budget-check's mend role did not make it.

    The User-Agent alone proves nothing: anybody can write one.
    """
    found = _OUR_JOB.search(agent)
    ours = _OUR_ROLE.search(word(identity, "arn"))
    return found[1] if found and ours else ""


def _said(identity: Mapping[str, object], home: str) -> str:
    kind, arn = word(identity, "type"), word(identity, "arn")
    account = word(identity, "accountId")
    if kind == "Root":
        return f"the root user{_of(account, home)}"
    if kind == "AWSService":
        return f"the AWS service {word(identity, 'invokedBy') or UNNAMED}"
    parts = parse_arn(arn)
    resource = parts.resource if parts else ""
    if resource.startswith("assumed-role/"):
        return f"{_session(resource)}{_of(account, home)}"
    if resource.startswith("user/"):
        return f"the user {resource.rpartition('/')[2]}{_of(account, home)}"
    if kind == "AWSAccount" and account:
        anonymous = account in _ANONYMOUS
        return "somebody without AWS credentials" if anonymous else f"somebody of account {account}"
    name = word(identity, "userName") or word(inner(identity, "onBehalfOf"), "userId")
    service = word(identity, "invokedBy")
    return arn or name or (ITSELF if service == _INTERNAL else service) or UNNAMED


def _session(resource: str) -> str:
    role, _, session = resource.removeprefix("assumed-role/").partition("/")
    return f"{session}, role {role}" if session else f"the role {role}"


def _of(account: str, home: str) -> str:
    return f", account {account}" if account and account != home else ""
