"""The AWS services that publish, as data: who they are and what their requests carry.

A condition key of a request is known (only in `Request.context`), absent (in neither place),
unknown, or unknown in part: absent or the value that `context` gives, or (`aws_own`) absent or a
value that is never the customer's. No value is ever invented (docs/facts.md 4.1;
docs/architecture.md, "Policy evaluator").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.policy.decision import Request

PUBLISH = "sns:Publish"
KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
"""What whoever publishes to an encrypted topic needs on its key (docs/facts.md 2.5)."""

_AWS_OWN = ("aws:PrincipalArn", "aws:PrincipalAccount", "aws:SourceIp", "aws:userid")
"""Whether a service's request carries them is documented nowhere; the customer's it never does."""
_CALLER = "kms:CallerAccount"
"""Never the customer's account: AWS's own policy of alias/aws/sns tests it, and keeps services out
by it (docs/facts.md 4.1)."""
_ORG_IDS = ("aws:SourceOrgID", "aws:ResourceOrgID")
_ORG_PATHS = ("aws:SourceOrgPaths", "aws:ResourceOrgPaths")
_NOT_READ = ("aws:ResourceTag/*", "aws:PrincipalType", "aws:UserAgent", "aws:Referer")
"""Keys that a service's request may carry as well (IAM guide, global condition keys): the
resource's tags are not read, and the others' values for a service are documented nowhere."""

_AGENTS = ("aws:ViaAWSMCPService", "aws:IsMcpServiceAction")
"""True for a call through an agent's server (IAM guide): a service's own has them as false, or not
at all, and AWS does not say which."""

_ON_KEYS_UNDOCUMENTED = ("kms:*",)
"""What the call to KMS carries of KMS's own keys is documented for none (docs/facts.md 11, item
7)."""
_OF_OTHER_CALLS = (
    *("kms:GrantIsForAWSResource", "kms:GrantOperations", "kms:GrantConstraintType"),
    *("kms:GranteePrincipal", "kms:GranteeServicePrincipal", "kms:RetiringPrincipal"),
    *("kms:RetiringServicePrincipal", "kms:BypassPolicyLockoutSafetyCheck"),
    *("kms:ScheduleKeyDeletionPendingWindowInDays", "kms:RotationPeriodInDays"),
    *("kms:ReplicaRegion", "kms:PrimaryRegion", "kms:ReEncryptOnSameKey"),
    *("kms:MacAlgorithm", "kms:MessageType", "kms:SigningAlgorithm", "kms:KeyAgreementAlgorithm"),
    *("kms:ExpirationModel", "kms:ValidTo", "kms:WrappingAlgorithm", "kms:WrappingKeySpec"),
    *("kms:DataKeyPairSpec", "kms:SourceRegion"),
)
"""Keys that calls other than GenerateDataKey and Decrypt carry (KMS guide, condition keys)."""

THROUGH_SNS = (
    "kms:ViaService",
    "kms:EncryptionContext:aws:sns:topicArn",
    "kms:EncryptionContextKeys",
)
"""Of those, the ones whose value is known if they are there at all: AWS prints conditions on them
for other services that publish to an encrypted topic (docs/facts.md 4.1)."""

_MAY_HOLD_MORE = ("aws:PrincipalServiceNamesList",)
"""It holds the service's name, and maybe regional ones (docs/facts.md 4.1)."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a request is about: the resource, its owner, and the Region of the call."""

    arn: str
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class Origin:
    """On whose behalf a sender acts: account and partition, the name and ARN it acts for.

    `topic` is the ARN of the topic whose key it uses, "" where it is another's key. `organization`
    is the id of the account's organisation, "" where it is in none, None where that is not known.
    """

    account: str
    partition: str
    name: str = ""
    arn: str = ""
    topic: str = ""
    organization: str | None = None


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
        held = _context(service, resource, now) | _organization(resource, origin)
        held |= {"aws:SourceAccount": origin.account}
        organization = _unknown_organization(resource, origin)
        unknown = (*_AWS_OWN, *organization, *_NOT_READ, *_AGENTS)
        if self.source_arn:
            held["aws:SourceArn"] = self.source(origin)
        else:
            unknown += ("aws:SourceArn",)
        made = Request(service, action, resource.arn, held, unknown, _MAY_HOLD_MORE, _AWS_OWN)
        return self._on_key(made, resource, origin) if action.startswith("kms:") else made

    def _on_key(self, made: Request, resource: Resource, origin: Origin) -> Request:
        """The call on a topic's key: KMS's own keys are absent, or as SNS sets them
        (docs/facts.md 4.1).
        """
        held = _through_sns(origin.topic, resource.region)
        return replace(
            made,
            context={**made.context, **held},
            unknown=(*made.unknown, *held, _CALLER, *_ON_KEYS_UNDOCUMENTED, *self.key_unsure),
            aws_own=(*made.aws_own, _CALLER),
            absent=_OF_OTHER_CALLS,
        )


def _context(service: str, resource: Resource, now: datetime) -> dict[str, str | list[str]]:
    return {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": service,
        "aws:PrincipalServiceNamesList": [service],
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        **dict.fromkeys(_AGENTS, "false"),
        "aws:CurrentTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": str(int(now.timestamp())),
        "aws:RequestedRegion": resource.region,
        "aws:ResourceAccount": resource.account,
    }


def _organization(resource: Resource, origin: Origin) -> dict[str, str | list[str]]:
    """The organisation's id, the resource's too where both are of one account."""
    if not origin.organization:
        return {}
    own = resource.account == origin.account
    return dict.fromkeys(_ORG_IDS if own else _ORG_IDS[:1], origin.organization)


def _unknown_organization(resource: Resource, origin: Origin) -> tuple[str, ...]:
    """What is not known of it: the paths also of a known one, nothing of an account without."""
    own = resource.account == origin.account
    if origin.organization is None:
        return (*_ORG_IDS, *_ORG_PATHS)
    paths = _ORG_PATHS[:1] if origin.organization else ()
    if own:
        return _ORG_PATHS if origin.organization else ()
    return (*paths, _ORG_IDS[1], _ORG_PATHS[1])


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
    # Budgets endpoint (docs/facts.md 1.1, 1.3).
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
    key_unsure=("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"),
)
