"""What stands behind a KmsMasterKeyId: a KMS key with its policies and grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.read import NotFound, ReadFailed


@dataclass(frozen=True, slots=True)
class Grant:
    """A KMS grant. `service` is its GranteeServicePrincipal, `source_arn` that constraint."""

    id: str
    operations: tuple[str, ...]
    grantee: str = ""
    service: str | None = None
    source_arn: str | None = None
    encryption_context: bool = False


@dataclass(frozen=True, slots=True)
class PredefinedAlias:
    """A key known by an `alias/aws/...` name. Never read: DescribeKey could create the key."""

    reference: str


@dataclass(frozen=True, slots=True)
class Key:
    """A KMS key as DescribeKey shows it, with its policies and grants.

    `reference` is KmsMasterKeyId as the topic (or queue) holds it. `policies` are the key policy's
    text and, where the key is shared through RAM, the second one; both together count. A key of
    another account shows no policy: `policies` is ReadFailed and `account` differs from the
    owner's. `created` is None where AWS did not say when it was made.
    """

    reference: str
    arn: str
    account: str
    region: str
    state: str = "Enabled"
    manager: str = "CUSTOMER"
    spec: str = "SYMMETRIC_DEFAULT"
    usage: str = "ENCRYPT_DECRYPT"
    deletion_date: datetime | None = None
    policies: tuple[str, ...] | ReadFailed = ()
    grants: tuple[Grant, ...] | ReadFailed = ()
    created: datetime | None = None


AnyKey = Key | PredefinedAlias | NotFound | ReadFailed
"""What can stand behind a KmsMasterKeyId."""
