"""Reads the KMS key behind a KmsMasterKeyId.

A reference is an alias, an alias ARN, a key id or a key ARN (docs/facts.md 2.3). Each is made a
full ARN first, in the account and Region of the topic or queue that names it: two names of one key
are then one key, and another account's alias is not taken for ours.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

import botocore

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads, Once
from bot.aws.reads import DESCRIBE_KEY, GET_KEY_POLICY, LIST_GRANTS, Read
from bot.aws.shape import whole
from bot.core.arns import Arn, parse_arn
from bot.core.model.key import AnyKey, Grant, Key, PredefinedAlias
from bot.core.model.read import Cause, NotFound, ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_kms.type_defs import GrantListEntryTypeDef, KeyMetadataTypeDef

_PREDEFINED = "alias/aws/"
_SHARED = "AWS_RAM"
"""The name of the second policy of a key that is shared through RAM (docs/facts.md 3.2)."""

_SHARED_POLICY = Read(
    GET_KEY_POLICY.operation,
    GET_KEY_POLICY.action,
    (*GET_KEY_POLICY.missing, "AccessDeniedException", "ValidationException"),
)
"""AWS documents `default` as the only name. Where that one could be read, a refusal of the other is
about the name: no right and no condition key of IAM tells the two apart."""

_PAGE = 100
Policies = tuple[str, ...] | ReadFailed
Grants = tuple[Grant, ...] | ReadFailed


@dataclass(frozen=True, slots=True)
class _Papers:
    """What needs the key's id or ARN, and its own account."""

    policies: Policies
    grants: Grants


class Keys:
    """The keys of one check; each is read once, whatever its names."""

    def __init__(self, reader: CheckReads) -> None:
        self._reader = reader
        self._described: Once[str, Key | NotFound | ReadFailed] = Once(self._describe)
        self._papers: Once[str, _Papers] = Once(self._read_papers)

    async def get(self, reference: str, owner: Arn) -> AnyKey:
        """The key that `reference` names in the account and Region of `owner`."""
        arn = _full(reference, owner)
        if arn.resource.startswith(_PREDEFINED):
            return PredefinedAlias(reference)
        described = self._described.get(_text(arn))
        if arn.resource.startswith("key/"):
            self._papers.get(_text(arn))
        key = await described
        if not isinstance(key, Key):
            return replace(key, resource=reference) if isinstance(key, NotFound) else key
        papers = await self._papers.get(key.arn)
        return replace(key, reference=reference, policies=papers.policies, grants=papers.grants)

    async def _describe(self, arn: str) -> Key | NotFound | ReadFailed:
        aws = self._reader.aws

        def call() -> Key:
            client = aws.kms(_region(arn))
            return _key(client.describe_key(KeyId=arn)["KeyMetadata"])

        return await self._reader.ask(DESCRIBE_KEY, arn, call)

    async def _read_papers(self, arn: str) -> _Papers:
        parsed = parse_arn(arn)
        if parsed is None or parsed.account != self._reader.account:
            return _Papers(_foreign(GET_KEY_POLICY, arn), _foreign(LIST_GRANTS, arn))
        own, grants, shared = await asyncio.gather(
            self._policy(arn, "default", GET_KEY_POLICY),
            self._grants(arn),
            self._policy(arn, _SHARED, _SHARED_POLICY),
        )
        return _Papers(_together(own, shared, arn), grants)

    async def _policy(self, arn: str, name: str, read: Read) -> str | NotFound | ReadFailed:
        aws = self._reader.aws

        def call() -> str:
            client = aws.kms(_region(arn))
            return text(client.get_key_policy(KeyId=arn, PolicyName=name)["Policy"])

        return await self._reader.ask(read, arn, call)

    async def _grants(self, arn: str) -> Grants:
        aws = self._reader.aws

        def call() -> Grants:
            client = aws.kms(_region(arn))
            if not _knows_services(client):
                return _too_old(arn)
            pages = client.get_paginator("list_grants").paginate(
                KeyId=arn, PaginationConfig={"PageSize": _PAGE}
            )
            return tuple(_grant(raw) for page in whole(pages) for raw in page["Grants"])

        return found(LIST_GRANTS, arn, await self._reader.ask(LIST_GRANTS, arn, call))


def _together(
    own: str | NotFound | ReadFailed, shared: str | NotFound | ReadFailed, arn: str
) -> Policies:
    """Both policies count together.

    Every key has the first. The second is rare; one that did not come leaves it open what the key
    allows.
    """
    first = found(GET_KEY_POLICY, arn, own)
    if isinstance(first, ReadFailed):
        return first
    if isinstance(shared, ReadFailed):
        return shared
    return (first, shared) if isinstance(shared, str) else (first,)


def _foreign(read: Read, arn: str) -> ReadFailed:
    detail = "The policy and grants of a key can be read only from the key's own account."
    return ReadFailed(read.action, arn, Cause.REFUSED, detail)


def _too_old(arn: str) -> ReadFailed:
    detail = (
        f"botocore {botocore.__version__} is older than grants to services: bundle a newer one."
    )
    return ReadFailed(LIST_GRANTS.action, arn, Cause.FAILED, detail)


def _knows_services(client: KMSClient) -> bool:
    """False for an SDK that drops GranteeServicePrincipal silently (docs/facts.md 1.7)."""
    shape = client.meta.service_model.shape_for("GrantListEntry")
    return "GranteeServicePrincipal" in getattr(shape, "members", {})


def _full(reference: str, owner: Arn) -> Arn:
    named = parse_arn(reference)
    if named:
        return named
    resource = reference if reference.startswith("alias/") else f"key/{reference}"
    return replace(owner, service="kms", resource=resource)


def _text(arn: Arn) -> str:
    parts = (arn.partition, arn.service, arn.region, arn.account, arn.resource)
    return ":".join(("arn", *parts))


def _region(arn: str) -> str:
    parsed = parse_arn(arn)
    return parsed.region if parsed else ""


def _account(arn: str) -> str:
    parsed = parse_arn(arn)
    return parsed.account if parsed else ""


def _key(said: KeyMetadataTypeDef) -> Key:
    arn, deletion, created = text(said["Arn"]), said.get("DeletionDate"), said.get("CreationDate")
    return Key(
        reference=arn,
        arn=arn,
        account=text(said.get("AWSAccountId") or _account(arn)),
        region=_region(arn),
        state=said["KeyState"],
        manager=said["KeyManager"],
        spec=said["KeySpec"],
        usage=said["KeyUsage"],
        deletion_date=deletion.astimezone(UTC) if deletion else None,
        created=created.astimezone(UTC) if created else None,
    )


def _grant(raw: GrantListEntryTypeDef) -> Grant:
    constraints = raw.get("Constraints", {})
    contexts = ("EncryptionContextSubset", "EncryptionContextEquals")
    return Grant(
        id=raw["GrantId"],
        operations=tuple(raw["Operations"]),
        grantee=raw.get("GranteePrincipal", ""),
        service=raw.get("GranteeServicePrincipal"),
        source_arn=constraints.get("SourceArn"),
        encryption_context=any(constraints.get(name) for name in contexts),
    )
