"""What the policies of a role name: its own and those that are attached to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import Read
from bot.core.model.read import ReadFailed

_T = TypeVar("_T")
_TAG = "aws:resourcetag/budget-check"

GET_ROLE = Read("GetRole", "iam:GetRole")
LIST_OWN = Read("ListRolePolicies", "iam:ListRolePolicies")
GET_OWN = Read("GetRolePolicy", "iam:GetRolePolicy")
LIST_ATTACHED = Read("ListAttachedRolePolicies", "iam:ListAttachedRolePolicies")
GET_ATTACHED = Read("GetPolicy", "iam:GetPolicy")
GET_VERSION = Read("GetPolicyVersion", "iam:GetPolicyVersion")


@dataclass(frozen=True, slots=True)
class Role:
    """A role's name, the patterns of actions that its policies allow, and those they deny always.

    `bounded`: a permissions boundary may take away some of what is allowed. `untagged` are those
    patterns that are allowed whether or not a resource carries the tag `budget-check`.
    """

    name: str
    allowed: tuple[str, ...]
    denied: tuple[str, ...]
    bounded: bool
    untagged: tuple[str, ...] = ()

    def unfenced(self, actions: Iterable[str]) -> tuple[str, ...]:
        """Which of these actions are allowed on resources without the tag, too."""
        return tuple(a for a in actions if _named(a, self.untagged))

    def lacks(self, actions: Iterable[str]) -> tuple[str, ...]:
        """Which of these actions no statement allows, or one denies whatever is asked."""
        return tuple(a for a in actions if not _named(a, self.allowed) or _named(a, self.denied))

    def forbids(self, actions: Iterable[str]) -> tuple[str, ...]:
        """Which of these actions a statement denies whatever is asked."""
        return tuple(a for a in actions if _named(a, self.denied))


def role(aws: Aws, arn: str) -> Role | ReadFailed:
    """The role with everything that its policies say.

    A Deny with conditions, or for some resources only, is no Deny here: it narrows and does not
    forbid. What an organisation's policies take away shows to nobody in the account.
    """
    name = arn.rpartition("/")[2]
    shown = _ask(aws, GET_ROLE, name, lambda: aws.iam().get_role(RoleName=name)["Role"])
    if isinstance(shown, ReadFailed):
        return shown
    documents = _documents(aws, name)
    if isinstance(documents, ReadFailed):
        return documents
    statements = [one for document in documents for one in _listed(document.get("Statement"))]
    return Role(
        name=name,
        allowed=tuple(
            a for one in statements if one.get("Effect") == "Allow" for a in _actions(one)
        ),
        denied=tuple(a for one in statements if _forbids(one) for a in _actions(one)),
        bounded="PermissionsBoundary" in shown,
        untagged=tuple(
            a
            for one in statements
            if one.get("Effect") == "Allow" and not _asks_for_the_tag(one)
            for a in _actions(one)
        ),
    )


def _documents(aws: Aws, name: str) -> list[Mapping[str, Any]] | ReadFailed:
    own = _ask(aws, LIST_OWN, name, lambda: _pages(aws, "list_role_policies", "PolicyNames", name))
    attached = _ask(
        aws,
        LIST_ATTACHED,
        name,
        lambda: _pages(aws, "list_attached_role_policies", "AttachedPolicies", name),
    )
    if isinstance(own, ReadFailed) or isinstance(attached, ReadFailed):
        return own if isinstance(own, ReadFailed) else attached
    read = [_own(aws, name, one) for one in own]
    read += [_attached(aws, one["PolicyArn"]) for one in attached]
    failed = next((one for one in read if isinstance(one, ReadFailed)), None)
    return failed or [one for one in read if not isinstance(one, ReadFailed)]


def _own(aws: Aws, name: str, policy: str) -> Mapping[str, Any] | ReadFailed:
    def read() -> Mapping[str, Any]:
        got = aws.iam().get_role_policy(RoleName=name, PolicyName=policy)
        return dict(got["PolicyDocument"])

    return _ask(aws, GET_OWN, f"{name}/{policy}", read)


def _attached(aws: Aws, arn: str) -> Mapping[str, Any] | ReadFailed:
    version = _ask(aws, GET_ATTACHED, arn, lambda: aws.iam().get_policy(PolicyArn=arn)["Policy"])
    if isinstance(version, ReadFailed):
        return version

    def read() -> Mapping[str, Any]:
        got = aws.iam().get_policy_version(PolicyArn=arn, VersionId=version["DefaultVersionId"])
        return dict(got["PolicyVersion"]["Document"])

    return _ask(aws, GET_VERSION, arn, read)


def _pages(aws: Aws, operation: str, key: str, name: str) -> list[Any]:
    pages = aws.iam().get_paginator(operation).paginate(RoleName=name)
    return [one for page in pages for one in page[key]]


def _ask(aws: Aws, read: Read, resource: str, call: Callable[[], _T]) -> _T | ReadFailed:
    return found(read, resource, aws.ask(read, resource, call))


def _asks_for_the_tag(statement: Mapping[str, Any]) -> bool:
    conditions = statement.get("Condition") or {}
    return any(key.lower() == _TAG for block in conditions.values() for key in block)


def _forbids(statement: Mapping[str, Any]) -> bool:
    everywhere = "*" in _listed(statement.get("Resource"))
    return statement.get("Effect") == "Deny" and everywhere and not statement.get("Condition")


def _actions(statement: Mapping[str, Any]) -> Iterator[str]:
    for action in _listed(statement.get("Action")):
        yield str(action).lower()


def _named(action: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(action.lower(), pattern.replace("[", "[[]")) for pattern in patterns)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
