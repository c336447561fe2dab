"""What the judge is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from playground.aws.delivery_rules.sender import BUDGETS, Sender

Outcome = Literal["delivers", "refused", "cannot judge"]
SILENCE = "nothing lets"
"""How a judgement begins that turns on the want of an Allow."""
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

    `sender` publishes, for what `account` has under `name`: a budget, or whatever `arn` says. `now`
    is when; None: nobody knows the time. `organization` is the id of the account's, "" where it is
    in none; None: nobody has told.
    """

    account: str
    name: str
    topic_arn: str
    topic_policy: str | None
    key: Key | None = None
    sender: Sender = BUDGETS
    arn: str = ""
    assumptions: Assumptions = field(default_factory=Assumptions)
    now: datetime | None = None
    organization: str | None = None

    @property
    def source_arn(self) -> str:
        """For whom it publishes. A budget's ARN has no Region (docs/facts.md 1.1)."""
        partition = [*self.topic_arn.split(":"), "", ""][1] or "aws"
        return self.arn or f"arn:{partition}:budgets::{self.account}:budget/{self.name}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`outcome` and, in a sentence, why. `hop` is what stopped the publish, or what it turns on."""

    outcome: Outcome
    why: str
    hop: Hop = ""

    @property
    def denied(self) -> bool:
        """Whether a Deny refuses it, and not the want of an Allow."""
        return self.outcome == "refused" and " denies " in self.why

    @property
    def silent(self) -> bool:
        """Whether the want of an Allow refuses it."""
        return self.outcome == "refused" and self.why.startswith(SILENCE)
