"""What the judge is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Outcome = Literal["delivers", "refused", "cannot judge"]
Hop = Literal["", "topic", "key"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What AWS publishes nowhere (docs/facts.md 11). None: unknown; a scenario may decide it.

    `kms_source_arn`: Budgets sends its SourceArn on the KMS call. `everyone`: an Allow for
    {"AWS": "*"} lets services in. `grant`: a fitting KMS grant is enough without a statement.
    """

    kms_source_arn: bool | None = None
    everyone: bool | None = None
    grant: bool | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A KMS grant to a service: its operations ("Decrypt"), its SourceArn constraint."""

    service: str
    operations: tuple[str, ...]
    source_arn: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """The key behind KmsMasterKeyId, as KMS knows it. `policies` are texts; all of them count.

    `exists` is False where the topic names a key that KMS does not know.
    """

    arn: str
    account: str
    policies: tuple[str, ...] = ()
    manager: str = "CUSTOMER"
    state: str = "Enabled"
    spec: str = "SYMMETRIC_DEFAULT"
    usage: str = "ENCRYPT_DECRYPT"
    grants: tuple[Grant, ...] = ()
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """One publish. `topic_policy` is None where no such topic exists; `key` None: no encryption.

    `service` is the principal that publishes, `account` and `budget` say for which budget, `now`
    when; None: nobody knows the time. `organization` is the id of the account's, "" where it is in
    none; None: nobody has told.
    """

    account: str
    budget: str
    topic_arn: str
    topic_policy: str | None
    key: Key | None = None
    service: str = "budgets.amazonaws.com"
    assumptions: Assumptions = field(default_factory=Assumptions)
    now: datetime | None = None
    organization: str | None = None

    @property
    def source_arn(self) -> str:
        """The budget's ARN, which has no Region (docs/facts.md 1.1)."""
        partition = [*self.topic_arn.split(":"), "", ""][1] or "aws"
        return f"arn:{partition}:budgets::{self.account}:budget/{self.budget}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`outcome` and, in a sentence, why. `hop` is what stopped the publish, or what it turns on."""

    outcome: Outcome
    why: str
    hop: Hop = ""
