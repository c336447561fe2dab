"""The names that AWS has for condition keys and operators, and what a misspelt one means.

Global keys: IAM guide, reference_policies_condition-keys; operators: the same guide,
reference_policies_elements_condition_operators; the keys of KMS, SNS and Lambda (SQS has none):
the service authorization reference. aws:SourceOwner stands in SNS's old default policy and in no
list (docs/facts.md 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

_GLOBAL = (
    *("aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgPaths", "aws:PrincipalOrgID"),
    *("aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"),
    *("aws:PrincipalType", "aws:userid", "aws:username", "aws:AssumedRoot"),
    *("aws:FederatedProvider", "aws:TokenIssueTime", "aws:SignInSessionArn"),
    *("aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:ChatbotSourceArn"),
    *("aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4", "aws:SourceIdentity"),
    *("aws:SourceIp", "aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce", "aws:VpceAccount"),
    *("aws:VpceOrgID", "aws:VpceOrgPaths", "aws:VpcSourceIp", "aws:ResourceAccount"),
    *("aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:CalledVia", "aws:CalledViaFirst"),
    *("aws:CalledViaLast", "aws:CalledViaAWSMCP", "aws:ViaAWSService", "aws:ViaAWSMCPService"),
    *("aws:CurrentTime", "aws:EpochTime", "aws:referer", "aws:RequestedRegion", "aws:TagKeys"),
    *("aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID"),
    *("aws:SourceOrgPaths", "aws:UserAgent", "aws:IsMcpServiceAction", "aws:SourceOwner"),
)
_OF_SERVICES = (
    *("sns:Endpoint", "sns:Protocol", "kms:BypassPolicyLockoutSafetyCheck", "kms:CallerAccount"),
    *("kms:CustomerMasterKeySpec", "kms:CustomerMasterKeyUsage", "kms:DataKeyPairSpec"),
    *("kms:EncryptionAlgorithm", "kms:EncryptionContextKeys", "kms:ExpirationModel"),
    *("kms:GrantConstraintType", "kms:GrantIsForAWSResource", "kms:GrantOperations"),
    *("kms:GranteePrincipal", "kms:GranteeServicePrincipal", "kms:KeyAgreementAlgorithm"),
    *("kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage", "kms:MacAlgorithm", "kms:MessageType"),
    *("kms:MultiRegion", "kms:MultiRegionKeyType", "kms:PrimaryRegion", "kms:ReEncryptOnSameKey"),
    *("kms:ReplicaRegion", "kms:RequestAlias", "kms:ResourceAliases", "kms:RetiringPrincipal"),
    *("kms:RetiringServicePrincipal", "kms:RotationPeriodInDays", "kms:SigningAlgorithm"),
    *("kms:ScheduleKeyDeletionPendingWindowInDays", "kms:ValidTo", "kms:ViaService"),
    *("kms:WrappingAlgorithm", "kms:WrappingKeySpec", "lambda:CodeSigningConfigArn"),
    *("lambda:EventSourceToken", "lambda:FunctionArn", "lambda:FunctionUrlAuthType"),
    *("lambda:InvokedViaFunctionUrl", "lambda:Layer", "lambda:Principal", "lambda:SubnetIds"),
    *("lambda:SecurityGroupIds", "lambda:SourceFunctionArn", "lambda:VpcIds"),
)
_FAMILIES = (
    *("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/"),
    *("kms:encryptioncontext", "kms:recipientattestation:"),
)
"""Beginnings after which any name may follow."""
_OURS = frozenset({"", "aws", "iam", "sns", "kms"})
"""Prefixes whose keys are all known here; another service's are its own."""

_ALSO_CALLED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("account", "accountid", "accountnumber", "sourceaccountid", "sourceaccountnumber"),
            *("awsaccount", "awsaccountid", "owneraccount", "owner", "srcaccount"),
        ),
        "aws:SourceAccount",
    ),
    **dict.fromkeys(("arn", "srcarn", "resourcearn", "source"), "aws:SourceArn"),
    "sourceresourcearn": "aws:SourceArn",
    **dict.fromkeys(
        ("orgid", "organizationid", "organisationid", "sourceorg", "sourceorganizationid"),
        "aws:SourceOrgID",
    ),
    **dict.fromkeys(
        ("service", "servicename", "principalservice", "sourceservice", "sourceservicename"),
        "aws:PrincipalServiceName",
    ),
    **dict.fromkeys(("isawsservice", "awsservice"), "aws:PrincipalIsAWSService"),
    **dict.fromkeys(("ip", "ipaddress", "sourceipaddress"), "aws:SourceIp"),
    **dict.fromkeys(("mfa", "mfapresent", "multifactorauth"), "aws:MultiFactorAuthPresent"),
    **dict.fromkeys(("tls", "ssl", "https"), "aws:SecureTransport"),
    **dict.fromkeys(("region", "awsregion"), "aws:RequestedRegion"),
    **dict.fromkeys(("vpce", "vpcendpoint", "sourcevpcendpoint"), "aws:SourceVpce"),
}
"""Names that people give a key and that no spelling brings near it."""

OPERATORS = (
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    *("StringLike", "StringNotLike", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"),
    *("Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"),
    *(
        f"{kind}{name}"
        for kind in ("Numeric", "Date")
        for name in (
            *("Equals", "NotEquals", "LessThan", "LessThanEquals"),
            *("GreaterThan", "GreaterThanEquals"),
        )
    ),
)
"""Every operator, without a quantifier and without IfExists."""
_QUANTIFIERS = ("ForAllValues", "ForAnyValue")
_ALSO_WRITTEN: Mapping[str, str] = {
    **dict.fromkeys(("equals", "equal", "is", "stringis", "stringmatch"), "StringEquals"),
    **dict.fromkeys(("notequals", "notequal", "stringisnot"), "StringNotEquals"),
    **dict.fromkeys(("like", "stringmatches", "stringcontains", "contains"), "StringLike"),
    **dict.fromkeys(("notlike", "stringnotmatches"), "StringNotLike"),
    **dict.fromkeys(("arnmatch", "arnmatches", "arncontains", "arnis"), "ArnLike"),
    **dict.fromkeys(("arnnotmatch", "arnnotmatches"), "ArnNotLike"),
    **dict.fromkeys(("boolean", "boolequals", "booleanequals"), "Bool"),
    **dict.fromkeys(("isnull", "exists", "notnull"), "Null"),
    **dict.fromkeys(("ip", "ipequals", "cidr", "sourceip"), "IpAddress"),
    **dict.fromkeys(("datebefore", "dateless"), "DateLessThan"),
    **dict.fromkeys(("dateafter", "dategreater"), "DateGreaterThan"),
}

_LONGEST = 80
"""Characters of a name that is looked at; a policy's can fill 32 KB."""
_NEAR = 0.8
_LETTERS_A_SLIP = 6
_MOST_SLIPS = 3
"""A misspelt key is a letter in six off, three at the most: what differs in more may be a key that
AWS added, as aws:PrincipalServiceRegion is nobody's aws:PrincipalServiceName."""


def is_known(key: str) -> bool:
    """Whether AWS has a condition key of this name, as far as it can be told from its prefix."""
    lower = key.lower()
    prefix = lower.partition(":")[0] if ":" in lower else ""
    return _is_listed(lower) or prefix not in _OURS


@lru_cache(maxsize=256)
def key_meant(key: str) -> str | None:
    """The key that a name means which AWS does not have; None where it has it, or none is near."""
    if is_known(key) or len(key) > _LONGEST:
        return None
    local = _plain(key.rpartition(":")[2])
    for prefix in ("aws", "sns", "kms"):
        bare = local.removeprefix(prefix)
        if bare in _locals() or bare in _ALSO_CALLED:
            return _locals().get(bare) or _ALSO_CALLED[bare]
    near = get_close_matches(local, _locals(), n=3, cutoff=_NEAR)
    few = min(_MOST_SLIPS, max(1, len(local) // _LETTERS_A_SLIP))
    return next((_locals()[one] for one in near if _slips(local, one) <= few), None)


@lru_cache(maxsize=1024)
def may_be_new(key: str, service: str) -> bool:
    """Whether a key that stands in no list may be one that AWS has added since.

    So it is with a global key and with one of the `service` that is called ("sns"), unless the
    name is a known one misspelt. Other services' keys cannot be in the request (IAM guide).
    """
    prefix, colon, local = key.lower().partition(":")
    if not (colon and local) or prefix not in {"aws", service} or _is_listed(key.lower()):
        return False
    return key_meant(key) is None


@lru_cache(maxsize=256)
def operator_meant(name: str) -> str | None:
    """The operator that a misspelt name means, quantifier and IfExists with it; None if none is."""
    if len(name) > _LONGEST:
        return None
    head, colon, rest = name.rpartition(":")
    base = _base(rest)
    if base is None:
        return None
    quantifier = _nearest(head, _QUANTIFIERS) if colon else ""
    if quantifier is None or base == "Null":
        return base
    suffix = "IfExists" if "ifexist" in rest.lower() else ""
    return f"{quantifier}{':' if quantifier else ''}{base}{suffix}"


def looks_like_a_key(text: str) -> bool:
    """Whether a text where an operator should stand is a condition key."""
    prefixed = text.lower().startswith(("aws:", "kms:", "sns:"))
    return prefixed or (operator_meant(text) is None and key_meant(text) is not None)


def _is_listed(lower: str) -> bool:
    return lower in _by_name() or lower.startswith(_FAMILIES)


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, changed or swapped with the next (optimal string alignment)."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        before, above, row = above, row, [down]
        for right, wanted in enumerate(other, 1):
            change = above[right - 1] + (letter != wanted)
            steps = [change, above[right] + 1, row[right - 1] + 1]
            if right > 1 < down and (one[down - 2], letter) == (wanted, other[right - 2]):
                steps.append(before[right - 2] + 1)
            row.append(min(steps))
    return row[-1]


def _base(name: str) -> str | None:
    plain = _plain(re.sub("ifexists?$", "", name, flags=re.IGNORECASE))
    # A letter off must not turn a test into its opposite.
    alike = tuple(one for one in OPERATORS if ("Not" in one) is ("not" in plain))
    return _ALSO_WRITTEN.get(plain) or _nearest(plain, alike)


def _nearest(text: str, names: tuple[str, ...]) -> str | None:
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(text.lower(), by_lower, n=1, cutoff=_NEAR)
    return by_lower[near[0]] if near else None


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text.lower())


@lru_cache(maxsize=1)
def _by_name() -> frozenset[str]:
    return frozenset(key.lower() for key in (*_GLOBAL, *_OF_SERVICES))


@lru_cache(maxsize=1)
def _locals() -> Mapping[str, str]:
    """The keys by what follows their prefix; a global one goes before a service's."""
    return {_plain(key.partition(":")[2]): key for key in (*_OF_SERVICES, *_GLOBAL)}
