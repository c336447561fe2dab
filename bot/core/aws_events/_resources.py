"""What each event is about: the key, alias, topic or budget, as an ARN.

The parameters are those of the operations' CloudTrail entries, which begin with a small letter; a
recorded one of AWS Budgets has them as in its API:
https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.aws_events._json import inner, several, word

Detail = Mapping[str, object]


class ResourceKind(StrEnum):
    """What was changed."""

    TOPIC = "topic"
    KEY = "key"
    ALIAS = "alias"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class ChangedResource:
    """`about` is an ARN, for a budget its name; `account` its owner.

    `key` is an alias's key, where told.
    """

    kind: ResourceKind
    about: str
    account: str
    key: str = ""


def changed_resource(
    kind: str, detail: Detail, account: str, region: str
) -> ChangedResource | None:
    """What the event is about; None where it does not say, or is none that can stop an alert.

    `kind` is its `detail-type`.
    """
    find = _FOUND.get(kind, {}).get((word(detail, "eventSource"), word(detail, "eventName")))
    return find(detail, account, region) if find else None


def _key(detail: Detail, account: str, region: str) -> ChangedResource | None:
    """A key by its resource entry, else by `keyId`: an id, an ARN or an alias.

    RetireGrant has no parameters at all, only the entry, and neither has what KMS does by itself.
    """
    named = (word(inner(detail, name), "keyId") for name in _WITH_KEY)
    given = _resource(detail, "key") or next(filter(None, named), "")
    if not given:
        return None
    if given.startswith("alias/") or ":alias/" in given:
        return _of(ResourceKind.ALIAS, _kms(given, account, region))
    return _of(ResourceKind.KEY, _kms(given if ":" in given else f"key/{given}", account, region))


def _alias(detail: Detail, account: str, region: str) -> ChangedResource | None:
    """An alias. The key beside it is the old one of DeleteAlias, else the new one."""
    asked = inner(detail, "requestParameters")
    given = word(asked, "aliasName") or _resource(detail, "alias")
    if not given:
        return None
    key = _resource(detail, "key") or word(asked, "targetKeyId")
    whole = _kms(key if ":" in key else f"key/{key}", account, region) if key else ""
    return _of(ResourceKind.ALIAS, _kms(given, account, region), whole)


def _topic(detail: Detail, _account: str, _region: str) -> ChangedResource | None:
    arn = word(inner(detail, "requestParameters"), "topicArn")
    return _of(ResourceKind.TOPIC, arn) if is_topic_arn(arn) else None


def _topics_policy(detail: Detail, _account: str, _region: str) -> ChangedResource | None:
    """Of all operations on a topic's documents this one calls the topic `ResourceArn`."""
    arn = word(inner(detail, "requestParameters"), "resourceArn")
    return _of(ResourceKind.TOPIC, arn) if is_topic_arn(arn) else None


def _subscription(detail: Detail, _account: str, _region: str) -> ChangedResource | None:
    """A subscription's ARN is its topic's with an id behind it."""
    arn = word(inner(detail, "requestParameters"), "subscriptionArn").rpartition(":")[0]
    return _of(ResourceKind.TOPIC, arn) if is_topic_arn(arn) else None


def _budget(detail: Detail, account: str, _region: str) -> ChangedResource | None:
    asked = inner(detail, "requestParameters")
    name, owner = word(asked, "budgetName"), word(asked, "accountId") or account
    return ChangedResource(ResourceKind.BUDGET, name, owner) if name else None


def _new_budget(detail: Detail, account: str, region: str) -> ChangedResource | None:
    """Its name stands within the budget that is made (CreateBudget's request in the API)."""
    asked = inner(detail, "requestParameters")
    named = {**asked, "budgetName": word(inner(asked, "budget"), "budgetName")}
    return _budget({"requestParameters": named}, account, region)


def _of(kind: ResourceKind, arn: str, key: str = "") -> ChangedResource | None:
    parts = parse_arn(arn)
    return ChangedResource(kind, arn, parts.account, key) if parts and parts.account else None


def _resource(detail: Detail, kind: str) -> str:
    """The ARN of this kind among the event's resources."""
    arns = (word(one, "ARN") or word(one, "arn") for one in several(detail, "resources"))
    return next((arn for arn in arns if f":{kind}/" in arn and ":kms:" in arn), "")


def _kms(resource: str, account: str, region: str) -> str:
    if resource.startswith("arn:"):
        return resource
    return f"arn:{_partition(region)}:kms:{region}:{account}:{resource}"


def _partition(region: str) -> str:
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


_Find = Callable[[Detail, str, str], ChangedResource | None]
_EVENTS: dict[tuple[str, str], _Find] = {
    ("kms.amazonaws.com", "PutKeyPolicy"): _key,
    ("kms.amazonaws.com", "DisableKey"): _key,
    ("kms.amazonaws.com", "EnableKey"): _key,
    ("kms.amazonaws.com", "ScheduleKeyDeletion"): _key,
    ("kms.amazonaws.com", "CancelKeyDeletion"): _key,
    ("kms.amazonaws.com", "DeleteImportedKeyMaterial"): _key,
    ("kms.amazonaws.com", "RevokeGrant"): _key,
    ("kms.amazonaws.com", "RetireGrant"): _key,
    ("kms.amazonaws.com", "ImportKeyMaterial"): _key,
    ("kms.amazonaws.com", "CreateAlias"): _alias,
    ("kms.amazonaws.com", "UpdateAlias"): _alias,
    ("kms.amazonaws.com", "DeleteAlias"): _alias,
    ("sns.amazonaws.com", "SetTopicAttributes"): _topic,
    ("sns.amazonaws.com", "AddPermission"): _topic,
    ("sns.amazonaws.com", "RemovePermission"): _topic,
    ("sns.amazonaws.com", "DeleteTopic"): _topic,
    ("sns.amazonaws.com", "PutDataProtectionPolicy"): _topics_policy,
    ("sns.amazonaws.com", "Subscribe"): _topic,
    ("sns.amazonaws.com", "ConfirmSubscription"): _topic,
    ("sns.amazonaws.com", "Unsubscribe"): _subscription,
    ("sns.amazonaws.com", "SetSubscriptionAttributes"): _subscription,
    ("budgets.amazonaws.com", "CreateBudget"): _new_budget,
    ("budgets.amazonaws.com", "DeleteBudget"): _budget,
    ("budgets.amazonaws.com", "CreateBudgetAction"): _budget,
    ("budgets.amazonaws.com", "UpdateBudgetAction"): _budget,
    ("budgets.amazonaws.com", "DeleteBudgetAction"): _budget,
    ("budgets.amazonaws.com", "CreateNotification"): _budget,
    ("budgets.amazonaws.com", "UpdateNotification"): _budget,
    ("budgets.amazonaws.com", "DeleteNotification"): _budget,
    ("budgets.amazonaws.com", "CreateSubscriber"): _budget,
    ("budgets.amazonaws.com", "UpdateSubscriber"): _budget,
    ("budgets.amazonaws.com", "DeleteSubscriber"): _budget,
}
_SERVICE_EVENTS: dict[tuple[str, str], _Find] = {
    ("kms.amazonaws.com", "DeleteKey"): _key,
    ("kms.amazonaws.com", "DeleteExpiredKeyMaterial"): _key,
}
_FOUND = {
    "AWS API Call via CloudTrail": _EVENTS,
    "AWS Service Event via CloudTrail": _SERVICE_EVENTS,
}
_WITH_KEY = ("requestParameters", "responseElements", "serviceEventDetails")
EVENTS = {kind: frozenset(found) for kind, found in _FOUND.items()}
"""Event source and name of everything that is understood, by `detail-type`: somebody's call, and
what AWS does by itself. deploy/watch.yml asks for these.
"""
OF_MACHINES = frozenset({"RevokeGrant", "RetireGrant"})
"""Services make these by the thousand for encrypted volumes: they are heard where no service made
them (`invokedBy`).
"""
