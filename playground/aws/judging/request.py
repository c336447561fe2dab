"""What Budgets' call to SNS or KMS carries (FACTS 4.1), as candidates for every condition key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from playground.aws.judging.situation import Situation

Candidates = tuple[str | None, ...]
"""Every value that the key may have in the request; None stands for "not there"."""

FOREIGN = "held-by-aws-not-by-the-customer"
"""Stands for a value inside AWS that no customer policy names."""

ABSENT = {
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:multifactorauthpresent",
    "aws:sourceowner",
}
INTERNAL = {"aws:principalarn", "aws:principalaccount", "aws:userid"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the service that is asked, the action, the resource, and for which situation."""

    system: Literal["sns", "kms"]
    action: str
    resource: str
    situation: Situation

    def candidates(self, key: str) -> Candidates:
        """Every value that `key` may have in this call; empty where AWS documents nothing."""
        name = key.lower()
        if name in ABSENT or name.startswith("aws:principaltag/"):
            return (None,)
        if name in INTERNAL:
            return (None, FOREIGN)
        if name == "aws:sourcearn":
            return self._source_arn()
        known = self._known().get(name)
        return () if known is None else (known,)

    def _source_arn(self) -> Candidates:
        arn = self.situation.source_arn
        if self.system == "sns":
            return (arn,)
        # Which SourceArn Budgets sends to KMS, if any, is unknown: FACTS 1.1.
        sent = self.situation.assumptions.kms_source_arn
        return (arn, None) if sent is None else (arn if sent else None,)

    def _known(self) -> Mapping[str, str]:
        parts = self.resource.split(":")
        return {
            "aws:sourceaccount": self.situation.account,
            "aws:principalisawsservice": "true",
            "aws:principalservicename": self.situation.service,
            "aws:securetransport": "true",
            "aws:viaawsservice": "false",
            "aws:requestedregion": parts[3],
            "aws:resourceaccount": parts[4],
        }
