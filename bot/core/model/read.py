"""How a read can end: with the thing itself, or in one of two other ways.

The types keep them apart so that none is taken for another: the thing itself, `NotFound` (AWS says
that it does not exist) and `ReadFailed` (no answer: refused, throttled, timed out). ReadFailed is
never an answer of "nothing there".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a read gave no answer. HIDDEN: AWS does not tell a refusal from "does not exist".

    The last two are of a template or plan: DEFERRED is what is known only once it is applied, of
    the expression in `resource`; UNDECLARED what does not stand in it, in words.
    """

    REFUSED = "refused"
    HIDDEN = "refused or absent"
    THROTTLED = "throttled"
    TIMED_OUT = "timed out"
    NO_CREDENTIALS = "no credentials"
    EXPIRED = "expired credentials"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    DEFERRED = "known only once it is applied"
    UNDECLARED = "not in the template or plan"


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """A read that gave no answer: what needs it is UNKNOWN.

    `action` is the IAM action that allows the read ("sns:GetTopicAttributes"), `resource` what was
    read, `detail` AWS's own words.
    """

    action: str
    resource: str
    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """AWS says that `resource` does not exist, or that it cannot be such a thing at all."""

    resource: str
    detail: str = ""
