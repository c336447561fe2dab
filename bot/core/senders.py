"""The AWS services that publish, as data: who they are and what their requests carry.

A condition key of a request is known (only in `Request.context`), absent (in neither place), or
unknown. Some unknown keys are certain in one respect: if they are there at all, they do not hold a
value of the customer's. They stand in `context` with such a value and in `unknown`, and the
evaluator knows the outcome wherever absence and that value agree (FACTS 4.1, contract 8.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.policy.decision import Request

PUBLISH = "sns:Publish"
KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
"""What whoever publishes to an encrypted topic needs on its key (FACTS 2.5)."""

_NEVER_THE_CUSTOMERS: Mapping[str, str] = {
    "aws:PrincipalArn": "arn:aws:iam::000000000000:role/aws-internal",
    "aws:PrincipalAccount": "000000000000",
    "aws:SourceIp": "192.0.2.1",
    "aws:userid": "AROA00000000000000000:aws-internal",
}
_ORGANISATION = (
    *("aws:SourceOrgID", "aws:SourceOrgPaths"),
    *("aws:ResourceOrgID", "aws:ResourceOrgPaths"),
)
_NOT_READ = ("aws:ResourceTag/*", "aws:PrincipalType", "aws:UserAgent", "aws:Referer")
"""Keys that a service's request may carry as well (IAM guide, global condition keys): the
resource's tags are not read, and the others' values for a service are documented nowhere."""

_ON_KEYS_UNDOCUMENTED = ("kms:*",)
"""What the call to KMS carries of KMS's own keys is documented for none (FACTS 11, 7)."""

THROUGH_SNS = (
    "kms:ViaService",
    "kms:EncryptionContext:aws:sns:topicArn",
    "kms:EncryptionContextKeys",
)
"""Of those, the ones whose value is known if they are there at all: AWS prints conditions on them
for other services that publish to an encrypted topic (FACTS 4.1)."""

_MAY_HOLD_MORE = ("aws:PrincipalServiceNamesList",)
"""It holds the service's name, and maybe regional ones (FACTS 4.1)."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a request is about: the resource, its owner, and the Region of the call."""

    arn: str
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class Origin:
    """On whose behalf a sender acts: account and partition, the name and ARN it acts for.

    `topic` is the ARN of the topic that is published to, where the call is one on that topic's key.
    """

    account: str
    partition: str
    name: str = ""
    arn: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """An AWS service that publishes.

    `principals` maps a partition to the service principal; where AWS documents none, the partition
    is missing and nothing can be decided. `source_arn` is aws:SourceArn as a template of Origin's
    fields; empty where it is not known what the sender sends. `key_unsure` are the keys that AWS
    does not document for the sender's KMS call: absent, or as assumed.
    """

    id: str
    title: str
    principals: Mapping[str, str]
    source_arn: str = ""
    key_unsure: tuple[str, ...] = field(default=())

    def principal(self, partition: str) -> str | None:
        """The service principal in a partition; None where AWS documents none."""
        return self.principals.get(partition)

    def source(self, origin: Origin) -> str:
        """The aws:SourceArn that the sender's requests carry."""
        return self.source_arn.format(
            partition=origin.partition, account=origin.account, name=origin.name, arn=origin.arn
        )

    def request(
        self, action: str, resource: Resource, origin: Origin, now: datetime, principal: str = ""
    ) -> Request | None:
        """The sender's call; None where its principal is not documented.

        `principal` stands in for the usual one (SNS in opt-in Regions).
        """
        service = principal or self.principal(origin.partition)
        if service is None:
            return None
        on_key = action.startswith("kms:")
        context = _context(service, resource, now) | {"aws:SourceAccount": origin.account}
        unknown = (*_NEVER_THE_CUSTOMERS, *_ORGANISATION, *_NOT_READ)
        if self.source_arn:
            context["aws:SourceArn"] = self.source(origin)
        else:
            unknown += ("aws:SourceArn",)
        if on_key:
            through = _through_sns(origin.topic, resource.region)
            context |= through
            unknown += (*_ON_KEYS_UNDOCUMENTED, *through, *self.key_unsure)
        return Request(service, action, resource.arn, context, unknown, _MAY_HOLD_MORE)


def _context(service: str, resource: Resource, now: datetime) -> dict[str, str | list[str]]:
    return {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": service,
        "aws:PrincipalServiceNamesList": [service],
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        "aws:CurrentTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": str(int(now.timestamp())),
        "aws:RequestedRegion": resource.region,
        "aws:ResourceAccount": resource.account,
        **_NEVER_THE_CUSTOMERS,
    }


def _through_sns(topic: str, region: str) -> dict[str, str | list[str]]:
    """What SNS adds to the call on a topic's key, if a service's call carries it."""
    if not topic:
        return {}
    values = (f"sns.{region}.amazonaws.com", topic, ["aws:sns:topicArn"])
    return dict(zip(THROUGH_SNS, values, strict=True))


BUDGETS = Sender(
    id="budgets",
    title="AWS Budgets",
    # China publishes Budgets ARNs (arn:aws-cn:budgets::...) but no principal; GovCloud has no
    # Budgets endpoint (FACTS 1.1, 1.3).
    principals={"aws": "budgets.amazonaws.com"},
    source_arn="arn:{partition}:budgets::{account}:budget/{name}",
)
COST_ANOMALY = Sender(
    id="cost-anomaly",
    title="AWS Cost Anomaly Detection",
    principals={"aws": "costalerts.amazonaws.com"},
)
SNS = Sender(
    id="sns",
    title="Amazon SNS",
    principals={"aws": "sns.amazonaws.com"},
    source_arn="{arn}",
    key_unsure=("aws:SourceArn", "aws:SourceAccount"),
)
