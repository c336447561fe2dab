"""What a trap looks for, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.policy.decision import Request, StatementResult
from bot.core.policy.statements import Statement

_LONGEST = 600
"""Characters of a sentence; a policy's values can fill 32 KB."""


class SuspectKind(StrEnum):
    """The mistakes that people make, by name."""

    ACTION = "action"
    ALIAS_AS_RESOURCE = "alias as resource"
    ANOTHER_ACCOUNT = "another account"
    ANOTHER_RESOURCE = "another resource"
    ANOTHER_SOURCE = "another source"
    CASE = "case"
    CONDITION = "condition"
    KMS_CALL = "kms call"
    NO_ELEMENT = "no element"
    NOT_AN_ARN = "not an arn"
    NOT_PRINCIPAL = "not principal"
    PARTITION = "partition"
    PRINCIPAL_KEY = "principal key"
    REGION = "region"
    ROOT_ONLY = "root only"
    SERVICE_UNDER_AWS = "service under aws"
    SOURCE_OWNER = "source owner"
    VARIABLE = "variable"
    WILDCARD = "wildcard"
    WRONG_SERVICE = "wrong service"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A reason why an Allow statement does not let the sender in.

    `statement` is its index, `says` one or two sentences with the policy's text unescaped. `meant`
    is true where the statement names the sender, or something that was surely meant to be it; an
    owner's or a neighbour's statement that only comes near is not meant.
    """

    kind: SuspectKind
    statement: int
    says: str
    meant: bool = True


@dataclass(frozen=True, slots=True)
class Clue:
    """What a trap looks at: a statement, how it met the request, and the policy's Version."""

    statement: Statement
    result: StatementResult
    request: Request
    expand: bool

    @property
    def label(self) -> str:
        """The statement's label, at the start of a sentence."""
        return self.result.label[0].upper() + self.result.label[1:]

    @property
    def kms(self) -> bool:
        """Whether this is about a key."""
        return self.request.action.lower().startswith("kms:")

    def suspect(self, kind: SuspectKind, says: str, *, meant: bool = True) -> Suspect:
        """A Suspect whose sentence starts with the statement's label."""
        text = says if len(says) <= _LONGEST else f"{says[:_LONGEST]}..."
        return Suspect(kind, self.statement.index, f"{self.label} {text}", meant)
