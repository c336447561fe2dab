"""What the call of any AWS service that publishes carries.

A condition key of a request is known (only in `Request.context`), absent (in neither place),
unknown, or unknown in part: absent or the value that `context` gives, or (`aws_own`) absent or a
value that is never the customer's. No value is ever invented (docs/facts.md 4.1;
docs/architecture.md, "Policy evaluator").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
"""What the call to KMS carries of KMS's own keys is documented for none (docs/facts.md 11, 7)."""
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

    `region` is that of the topic. `topic` is the ARN of the topic whose key it uses, "" where it is
    another's key. `organization` is the id of the account's organisation, "" where it is in none,
    None where that is not known.
    """

    account: str
    partition: str
    name: str = ""
    arn: str = ""
    topic: str = ""
    organization: str | None = None
    region: str = ""

    def fill(self, template: str) -> str:
        """The template of an ARN with what is known of the source in it."""
        return template.format(
            partition=self.partition,
            region=self.region,
            account=self.account,
            name=self.name,
            arn=self.arn,
        )


def call(  # noqa: PLR0913, PLR0917 (who asks what of whom)
    service: str, action: str, resource: Resource, origin: Origin, now: datetime, source: str
) -> Request:
    """A service's call on behalf of the origin; `source` is its aws:SourceArn, "" if unknown."""
    held = _context(service, resource, now) | _organization(resource, origin)
    held |= {"aws:SourceAccount": origin.account}
    unknown = (*_AWS_OWN, *_unknown_organization(resource, origin), *_NOT_READ, *_AGENTS)
    if source:
        held["aws:SourceArn"] = source
    else:
        unknown += ("aws:SourceArn",)
    return Request(service, action, resource.arn, held, unknown, _MAY_HOLD_MORE, _AWS_OWN)


def on_key(made: Request, resource: Resource, origin: Origin, unsure: tuple[str, ...]) -> Request:
    """The call on a topic's key: KMS's own keys are absent, or as SNS sets them
    (docs/facts.md 4.1).
    """
    held = _through_sns(origin.topic, resource.region)
    return replace(
        made,
        context={**made.context, **held},
        unknown=(*made.unknown, *held, _CALLER, *_ON_KEYS_UNDOCUMENTED, *unsure),
        aws_own=(*made.aws_own, _CALLER),
        absent=_OF_OTHER_CALLS,
    )


def without(made: Request, never: tuple[str, ...]) -> Request:
    """The call, which never carries these keys."""
    context = {key: value for key, value in made.context.items() if key not in never}
    unknown = tuple(key for key in made.unknown if key not in never)
    return replace(made, context=context, unknown=unknown, absent=(*made.absent, *never))


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
