"""What the policy checks say of one statement beside the usual ones, in an account of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.core.checks.key import policy as key_policy
from bot.core.checks.topic import policy as topic_policy
from bot.core.findings import Finding
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from tests.core.build import (
    Doc,
    budget,
    document,
    key,
    notification,
    path,
    statement,
    topic,
)

ACCOUNT = "210987654321"
FAR = "555566667777"
REGION = "eu-west-1"
NAME = "monthly spend"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:spend-watch"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/9f8e7d6c-1111-4222-8333-444455556666"
BUDGETS = "budgets.amazonaws.com"
SID = "AWSBudgetsSNSPublishingPermissions"
ACCOUNT_ONLY = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
BUDGETS_ARN = f"arn:aws:budgets::{ACCOUNT}:*"

OWNERS = statement(
    principal={"AWS": "*"},
    action=["SNS:Publish", "SNS:Subscribe", "SNS:DeleteTopic"],
    resource=TOPIC,
    condition={"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
    sid="__default_statement_ID",
)
ROOT = statement(
    principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, action="kms:*", resource="*", sid="root"
)


def publish(condition: object = ACCOUNT_ONLY, **elements: object) -> Doc:
    """AWS's topic statement for Budgets; elements replace its own, None takes one out."""
    made = statement(resource=TOPIC, condition=condition, sid=SID)
    return _with(made, elements)


def use(condition: object = ACCOUNT_ONLY, **elements: object) -> Doc:
    """AWS's key statement for Budgets, changed like `publish`."""
    actions = ["kms:GenerateDataKey*", "kms:Decrypt"]
    made = statement(action=actions, resource="*", condition=condition, sid="ForBudgets")
    return _with(made, elements)


def guard(condition: object = None, **elements: object) -> Doc:
    """A Deny for everybody, changed like `publish`."""
    made = statement(principal="*", action="*", resource="*", condition=condition, sid="Guard")
    return _with(made, {"Effect": "Deny", **elements})


def topic_path(*statements: Doc, account: str = ACCOUNT, version: str = "2012-10-17") -> Path:
    """The path to an unencrypted topic with the owner's statement and these."""
    text = document(OWNERS, *statements, version=version)
    return replace(_path(account), topic=_topic(text))


def key_path(*statements: Doc, second: Doc | None = None) -> Path:
    """The path to a topic whose key has the account's statement and these."""
    texts = (document(ROOT, *statements), *([document(second)] if second else ()))
    found = replace(key(*texts), arn=KEY, reference=KEY, account=ACCOUNT, region=REGION)
    text = document(OWNERS, publish())
    encrypted = replace(_topic(text), key_reference=KEY)
    return replace(_path(ACCOUNT), topic=encrypted, key=found)


def finding(found: Path) -> Finding:
    """What the key's check says where there is a key, else the topic's."""
    check = topic_policy.check if found.key is None else key_policy.check
    first, *_ = check(found)
    return first


def text(found: Finding) -> str:
    """The sentence and its evidence, a line each."""
    return "\n".join((found.says, *found.evidence))


def _path(account: str) -> Path:
    found = budget(name=NAME, account=account)
    return path(account=account, name=NAME, budget=found, notification=notification(topic=TOPIC))


def _topic(policy: str) -> Topic:
    return replace(topic(policy, arn=TOPIC, account=ACCOUNT, region=REGION), traffic=None)


def _with(made: Doc, elements: dict[str, object]) -> Doc:
    return {name: value for name, value in {**made, **elements}.items() if value is not None}
