"""What comes of looking for the place where a policy is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a policy is written, as a pull request says it."""

    POLICY_DOCUMENT = "aws_iam_policy_document"
    JSONENCODE = "jsonencode"
    JSON_FILE = "a JSON file"
    HEREDOC = "a heredoc"
    CLOUDFORMATION = "CloudFormation"


@dataclass(frozen=True, slots=True)
class Edit:
    """The new text of one file. `statement` is what was added, in the file's own language."""

    path: str
    before: str
    after: str
    statement: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class CannotEdit:
    """Why no file is edited, as a sentence for a person, and where it may stand ("a.tf:12")."""

    why: str
    candidates: tuple[str, ...] = ()


class CannotEditError(Exception):
    """Ends the search for the place; carries what is said of it."""

    def __init__(self, why: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.outcome = CannotEdit(why, candidates)
