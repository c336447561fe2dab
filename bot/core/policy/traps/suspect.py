"""What a trap looks for, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.policy.arns import split
from bot.core.policy.decision import Request, StatementResult
from bot.core.policy.statements import Statement

_LONGEST = 600
"""Characters of a sentence; a policy's values can fill 32 KB."""
_NOUNS = {"sns": "topic", "kms": "key", "sqs": "queue", "lambda": "function"}


class SuspectKind(StrEnum):
    """The mistakes that people make, by name."""

    ACCOUNT_FORM = "account form"
    ACTION = "action"
    ALIAS_AS_RESOURCE = "alias as resource"
    ANOTHER_ACCOUNT = "another account"
    ANOTHER_RESOURCE = "another resource"
    ANOTHER_SOURCE = "another source"
    CASE = "case"
    CONDITION = "condition"
    ELEMENT = "element"
    ENDED = "ended"
    KMS_CALL = "kms call"
    MISSPELT_KEY = "misspelt key"
    MISSPELT_OPERATOR = "misspelt operator"
    NEIGHBOUR = "neighbour"
    NEVER_CARRIED = "never carried"
    NO_ELEMENT = "no element"
    NO_OPERATOR = "no operator"
    NOT_AN_ARN = "not an arn"
    NOT_PRINCIPAL = "not principal"
    OPERATOR_TYPE = "operator type"
    PARTITION = "partition"
    PRINCIPAL_FORM = "principal form"
    PRINCIPAL_KEY = "principal key"
    REGION = "region"
    ROLE = "role"
    ROOT_ONLY = "root only"
    SERVICE_UNDER_AWS = "service under aws"
    SOURCE_OWNER = "source owner"
    UNFILLED = "unfilled"
    UNREADABLE = "unreadable"
    VARIABLE = "variable"
    WILDCARD = "wildcard"
    WRONG_SERVICE = "wrong service"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A reason why an Allow statement does not let the sender in.

    `statement` is its index, `says` one or two sentences with the policy's text unescaped. `meant`
    is true where the statement names the sender, or something that was surely meant to be it; an
    owner's or a neighbour's statement is not meant, and its sentence asks for no change of it.
    """

    kind: SuspectKind
    statement: int
    says: str
    meant: bool = True


@dataclass(frozen=True, slots=True)
class Clue:
    """What a trap looks at: a statement, how it met the request, and the policy's Version.

    `written` is the statement as it stands in the document, `where` what follows its label, as in
    "statement 2 of the key's second policy".
    """

    statement: Statement
    result: StatementResult
    request: Request
    expand: bool
    written: Mapping[str, object] = field(default_factory=dict)
    where: str = ""

    @property
    def label(self) -> str:
        """The statement's label, at the start of a sentence."""
        return f"{self.result.label[0].upper()}{self.result.label[1:]}{self.where}"

    @property
    def kms(self) -> bool:
        """Whether this is about a key."""
        return self.request.action.lower().startswith("kms:")

    @property
    def noun(self) -> str:
        """What the request is about: a topic, a key, a queue, a function."""
        return _NOUNS.get(self.request.action.partition(":")[0].lower(), "resource")

    @property
    def principal(self) -> str:
        """The Principal that the sender needs, as JSON."""
        return f'"Principal": {{"Service": "{self.request.service}"}}'

    @property
    def owner(self) -> str:
        """The account of the resource, "" where its ARN has none."""
        parts = split(self.request.resource)
        return parts[4] if parts else ""

    def carried(self, key: str) -> str | None:
        """The one value of the request's key, None where it has none or may have none."""
        lower = key.lower()
        if any(name.lower() == lower for name in self.request.unknown):
            return None
        held = next((v for k, v in self.request.context.items() if k.lower() == lower), None)
        return held if isinstance(held, str) else None

    def suspect(self, kind: SuspectKind, says: str, *, meant: bool = True) -> Suspect:
        """A Suspect whose sentence starts with the statement's label."""
        text = says if len(says) <= _LONGEST else f"{says[:_LONGEST]}..."
        return Suspect(kind, self.statement.index, f"{self.label} {text}", meant)
