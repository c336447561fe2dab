"""What a case gives, as the facts that a reader makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.model.budget import Budget, Money, Notification, Subscriber
from bot.core.model.chat import ChatConfiguration, Chats
from bot.core.model.endpoint import LambdaFunction, Queue, Target
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic, Traffic
from tests.cases.case import Document, Endpoint, Given
from tests.core.build import to_function

NOW = datetime(2026, 2, 11, 9, 30, tzinfo=UTC)
MAIL = Endpoint("email", "finops@example.com")
_SINCE = NOW.replace(day=1)
_KEY_ID = "f0e1d2c3-b4a5-4968-8776-655443322110"


def key_arn(given: Given) -> str:
    """The ARN of the topic's key, where the case names it otherwise."""
    return f"arn:aws:kms:{given.region}:{given.account}:key/{_KEY_ID}"


def topic_policy(given: Given) -> Document:
    """The topic's own, or one that lets AWS Budgets publish."""
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": given.topic,
        "Condition": {"StringEquals": {"aws:SourceAccount": given.account}},
    }
    return given.topic_policy or {"Version": "2012-10-17", "Statement": [allowed]}


def facts(given: Given) -> Facts:
    """A healthy budget of the account with one notification, to the topic."""
    key = _key(given)
    return Facts(
        given.account,
        given.budget,
        NOW,
        Budget(given.budget, given.account, limit=Money("500", "USD"), starts=NOW.replace(year=1)),
        (Notification("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "OK", _to(given.topic)),),
        topics={given.topic: _topic(given, key)},
        keys={given.topic: key} if key else {},
        chats=Chats((ChatConfiguration("slack", "alerts", "#alerts", (given.topic,)),)),
    )


def _to(topic: str) -> tuple[Subscriber, ...]:
    return (Subscriber("SNS", topic),)


def _topic(given: Given, key: Key | None) -> Topic:
    return Topic(
        given.topic,
        given.account,
        given.region,
        policy=json.dumps(topic_policy(given)),
        key_reference=key.reference if key else None,
        logs_failures=True,
        subscriptions=tuple(_subscription(given, one) for one in given.subscriptions or (MAIL,)),
        traffic=Traffic(_SINCE, 1.0, 1.0, last_published=_SINCE, last_delivered=_SINCE),
    )


def _key(given: Given) -> Key | None:
    if not given.key and given.key_policy is None:
        return None
    arn = given.key if given.key.startswith("arn:") else key_arn(given)
    policies = (json.dumps(given.key_policy),) if given.key_policy else ()
    return Key(
        given.key or arn,
        arn,
        given.account,
        given.region,
        manager=given.key_manager,
        policies=policies,
    )


def _subscription(given: Given, endpoint: Endpoint) -> Subscription:
    wanted = endpoint.filter_policy
    return Subscription(
        "PendingConfirmation" if endpoint.pending else f"{given.topic}:{endpoint.protocol}",
        endpoint.protocol,
        endpoint.endpoint,
        endpoint.pending,
        SubscriptionAttributes(json.dumps(wanted) if wanted else None, endpoint.filter_scope),
        _target(given, endpoint),
    )


def _target(given: Given, endpoint: Endpoint) -> Target | None:
    policy = json.dumps(endpoint.policy) if endpoint.policy else None
    if endpoint.protocol == "lambda":
        return _function(endpoint.endpoint, policy)
    if endpoint.protocol != "sqs":
        return None
    if endpoint.key_policy is None:
        return Queue(endpoint.endpoint, policy)
    arn = key_arn(given)
    own = Key(arn, arn, given.account, given.region, policies=(json.dumps(endpoint.key_policy),))
    return Queue(endpoint.endpoint, policy, arn, own)


def _function(arn: str, policy: str | None) -> LambdaFunction:
    """One that runs."""
    found = to_function(policy).target
    assert isinstance(found, LambdaFunction)
    return replace(found, arn=arn)
