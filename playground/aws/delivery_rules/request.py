"""What a sender's call to SNS or KMS carries (docs/facts.md 4.1 and 13.1), as candidates for every
condition key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from playground.aws.delivery_rules.sender import Carried, Sent
from playground.aws.delivery_rules.situation import Situation

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
}
OWNER = "aws:sourceowner"
AS_ACCOUNT = {
    *("aws:securetransport", "aws:requestedregion", "aws:resourceaccount"),
    *("aws:currenttime", "aws:epochtime"),
}
"""What is known of a call that a service makes as the account itself, beside its source."""
INTERNAL = {"aws:principalarn", "aws:principalaccount", "aws:userid", "kms:calleraccount"}
ORGANIZATIONS = {
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
}
"""Absent outside of an organisation."""
THROUGH_SNS = (
    "kms:viaservice",
    "kms:encryptioncontext:aws:sns:topicarn",
    "kms:encryptioncontextkeys",
)
"""Keys of the KMS call that are absent or hold the one value that SNS gives them."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the service that is asked, the action, the resource, and for which situation."""

    system: Literal["sns", "kms"]
    action: str
    resource: str
    situation: Situation

    def candidates(self, key: str, wanted: Sequence[str]) -> Candidates:
        """Every value that `key` may have in this call; empty where AWS documents nothing.

        `wanted` are the values that it is tested for: of a key that holds AWS's own value only this
        is known, that it is none of the customer's.
        """
        name = key.lower()
        if name in (OWNER, "aws:sourceaccount", "aws:sourcearn"):
            return self._source(name)
        if self.situation.sender.as_account:
            return self._only(name) if name in AS_ACCOUNT else ()
        return self._of_service(name, wanted)

    def _of_service(self, name: str, wanted: Sequence[str]) -> Candidates:
        if name in ABSENT or name.startswith("aws:principaltag/"):
            return (None,)
        if name in INTERNAL:
            customers = all(self.situation.account in value for value in wanted)
            return (None, FOREIGN) if customers else ()
        if name in ORGANIZATIONS:
            return self._organization(name)
        if self.system == "kms" and name in THROUGH_SNS:
            return (None, self._through_sns()[name])
        return self._only(name)

    def _only(self, name: str) -> Candidates:
        known = self._known().get(name)
        return () if known is None else (known,)

    def _organization(self, name: str) -> Candidates:
        """The account's own is known where it was told; of a member's path only that there is one.

        Of another account's resource, and outside of what was told, nothing is.
        """
        if "source" in name and self._carried.organization == "absent":
            return (None,)
        told = self.situation.organization
        whose = self.resource.split(":")[4] if "resource" in name else self.situation.account
        if told is None or whose != self.situation.account:
            return ()
        if not told:
            return (None,)
        return () if name.endswith("paths") else (told,)

    def _through_sns(self) -> Mapping[str, str]:
        """What the call to KMS carries if SNS makes it, as AWS prints for other publishers."""
        topic = self.situation.topic_arn
        values = (f"sns.{topic.split(':')[3]}.amazonaws.com", topic, "aws:sns:topicArn")
        return dict(zip(THROUGH_SNS, values, strict=True))

    @property
    def _carried(self) -> Carried:
        sender = self.situation.sender
        return sender.on_topic if self.system == "sns" else sender.on_key

    def _source(self, name: str) -> Candidates:
        if name == OWNER:
            owner = self.situation.sender.owner if self.system == "sns" else "absent"
            return _as_sent(owner, self.situation.account)
        if name == "aws:sourceaccount":
            return _as_sent(self._carried.account, self.situation.account)
        # Which SourceArn Budgets sends to KMS, if any, is unknown: docs/facts.md 1.1.
        sent, assumed = self._carried.arn, self.situation.assumptions.kms_source_arn
        if sent == "perhaps" and assumed is not None:
            sent = "sent" if assumed else "absent"
        return _as_sent(sent, self.situation.source_arn)

    def _known(self) -> Mapping[str, str]:
        parts = self.resource.split(":")
        return {
            "aws:principalisawsservice": "true",
            "aws:principalservicename": self.situation.sender.service,
            "aws:securetransport": "true",
            "aws:viaawsservice": "false",
            "aws:requestedregion": parts[3],
            "aws:resourceaccount": parts[4],
            **self._clock(),
        }

    def _clock(self) -> Mapping[str, str]:
        now = self.situation.now
        if now is None:
            return {}
        return {
            "aws:currenttime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "aws:epochtime": str(int(now.timestamp())),
        }


def _as_sent(sent: Sent, value: str) -> Candidates:
    ways: dict[Sent, Candidates] = {"sent": (value,), "perhaps": (value, None), "absent": (None,)}
    return ways.get(sent, ())
