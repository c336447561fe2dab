"""Small builders: each gives a healthy thing, and a case names only what it breaks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.core import senders
from bot.core.model.budget import Budget, Health, Money, Notification, Subscriber
from bot.core.model.chat import ChatConfiguration, Chats
from bot.core.model.endpoint import FunctionState, LambdaFunction, Queue, Target
from bot.core.model.key import AnyKey, Grant, Key
from bot.core.model.path import Facts, Path
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic, Traffic

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
PERIOD = datetime(2026, 3, 1, tzinfo=UTC)
ACCOUNT = "111111111111"
OTHER = "222222222222"
REGION = "ap-northeast-1"
NAME = "cost-all-services-manage"
BUDGETS = "budgets.amazonaws.com"
BUDGET_ARN = f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:dev_cost_alert_topic"
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{KEY_ID}"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:alerts"
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:alerts"
CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"
SOURCE = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
}
ACCOUNT_ONLY = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}

Doc = dict[str, object]


def document(*statements: Doc, version: str = "2012-10-17") -> str:
    """A policy's text."""
    return json.dumps({"Version": version, "Statement": list(statements)})


def statement(
    service: str = BUDGETS,
    action: object = "SNS:Publish",
    resource: object = TOPIC,
    condition: object = None,
    *,
    effect: str = "Allow",
    sid: str | None = None,
    principal: object = None,
) -> Doc:
    """One statement; a part given as None is left out."""
    parts: Doc = {
        "Sid": sid,
        "Effect": effect,
        "Principal": {"Service": service} if principal is None else principal,
        "Action": action,
        "Resource": resource,
        "Condition": condition,
    }
    return {key: value for key, value in parts.items() if value is not None}


DEFAULT = statement(
    principal={"AWS": "*"},
    action=["SNS:Publish", "SNS:Subscribe", "SNS:SetTopicAttributes"],
    condition={"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
    sid="__default_statement_ID",
)
ROOT = statement(
    principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, action="kms:*", resource="*", sid="root"
)
PUBLISHING = statement(condition=SOURCE, sid="AWSBudgetsSNSPublishingPermissions")
TOPIC_POLICY = document(DEFAULT, PUBLISHING, version="2008-10-17")


def key_statement(
    condition: object = ACCOUNT_ONLY,
    *,
    action: object = ("kms:GenerateDataKey*", "kms:Decrypt"),
    resource: object = "*",
    service: str = BUDGETS,
    effect: str = "Allow",
    sid: str | None = "AllowBudgets",
    principal: object = None,
) -> Doc:
    """The key policy's statement for the sender, with aws:SourceAccount alone."""
    acts = list(action) if isinstance(action, tuple) else action
    return statement(
        service, acts, resource, condition, effect=effect, sid=sid, principal=principal
    )


KEY_POLICY = document(ROOT, key_statement())


def refused(action: str = "sns:GetTopicAttributes", resource: str = TOPIC) -> ReadFailed:
    """A read that AWS refused."""
    return ReadFailed(
        action, resource, Cause.REFUSED, "User is not authorized to perform the action"
    )


def budget(**changes: object) -> Budget:
    """A healthy monthly budget."""
    made = Budget(
        NAME,
        ACCOUNT,
        limit=Money("100", "USD"),
        actual=Money("40", "USD"),
        forecast=Money("90", "USD"),
        starts=datetime(2025, 1, 1, tzinfo=UTC),
        health=Health("HEALTHY"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def notification(*emails: str, topic: str | None = TOPIC, **changes: object) -> Notification:
    """Actual > 80 %, to the topic."""
    mails = tuple(Subscriber("EMAIL", email) for email in emails)
    sns = (Subscriber("SNS", topic),) if topic else ()
    made = Notification("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "OK", (*sns, *mails))
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def lambda_policy(topic: str = TOPIC, service: str = "sns.amazonaws.com") -> str:
    """A function's policy that lets SNS invoke it for the topic."""
    condition = {"ArnLike": {"AWS:SourceArn": topic}}
    return document(statement(service, "lambda:InvokeFunction", FUNCTION, condition, sid="sns"))


def queue_policy(topic: str = TOPIC) -> str:
    """A queue's policy that lets SNS send for the topic."""
    condition = {"ArnEquals": {"aws:SourceArn": topic}}
    return document(statement("sns.amazonaws.com", "sqs:SendMessage", QUEUE, condition))


def subscription(
    protocol: str = "email",
    endpoint: str = "ops@example.com",
    target: Target | None = None,
    *,
    pending: bool = False,
    attributes: SubscriptionAttributes | ReadFailed | None = None,
) -> Subscription:
    """A confirmed e-mail subscription."""
    known = f"{TOPIC}:{protocol}-{endpoint.replace(':', '-')}"
    arn = "PendingConfirmation" if pending else known
    return Subscription(
        arn, protocol, endpoint, pending, attributes or SubscriptionAttributes(), target
    )


def function(
    policy: str | ReadFailed | None = lambda_policy(),  # noqa: B008
    arn: str = FUNCTION,
    state: FunctionState | ReadFailed = FunctionState("Active", "Successful"),  # noqa: B008
    reserved: int | ReadFailed | None = None,
) -> LambdaFunction:
    """A function that runs, and lets SNS invoke it for the topic."""
    return LambdaFunction(arn, policy, state, reserved)


def to_function(policy: str | ReadFailed | None = lambda_policy()) -> Subscription:  # noqa: B008
    """A Lambda subscription that works."""
    return subscription("lambda", FUNCTION, function(policy))


def to_queue(
    policy: str | None = queue_policy(),
    reference: str | None = None,
    key: AnyKey | None = None,
) -> Subscription:
    """An SQS subscription that works."""
    return subscription("sqs", QUEUE, Queue(QUEUE, policy, reference, key))


def to_chat(attributes: SubscriptionAttributes | None = None) -> Subscription:
    """A subscription of Amazon Q Developer in chat applications."""
    return subscription("https", CHATBOT, attributes=attributes)


def chats(
    app: str = "slack",
    state: str = "ENABLED",
    reason: str = "",
    *,
    unread: tuple[ReadFailed, ...] = (),
) -> Chats:
    """One channel that serves the topic."""
    found = ChatConfiguration(app, "cost-alerts", "#costs", (TOPIC,), state, reason)
    return Chats((found,), unread)


def traffic(**changes: object) -> Traffic:
    """The period's metrics: one message, delivered."""
    when = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    made = Traffic(PERIOD, 1.0, 1.0, last_published=when, last_delivered=when)
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def topic(policy: str | None = TOPIC_POLICY, **changes: object) -> Topic:
    """An unencrypted topic that works, with one e-mail subscription."""
    made = Topic(
        TOPIC,
        ACCOUNT,
        REGION,
        policy=policy,
        logs_failures=True,
        subscriptions=(subscription(),),
        traffic=traffic(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def encrypted(reference: str = KEY, **changes: object) -> Topic:
    """The same topic with a key."""
    return replace(topic(), key_reference=reference, **changes)  # type: ignore[arg-type]  # a builder


def key(*policies: str, **changes: object) -> Key:
    """A customer managed key that lets the sender in."""
    made = Key(KEY, KEY, ACCOUNT, REGION, policies=policies or (KEY_POLICY,))
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def grant(**changes: object) -> Grant:
    """A grant to the sender for this budget."""
    made = Grant(
        "0c237476b39f8bc4",
        ("GenerateDataKey", "Decrypt"),
        service=BUDGETS,
        source_arn=BUDGET_ARN,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def path(**changes: object) -> Path:
    """A healthy path to an unencrypted topic."""
    made = Path(ACCOUNT, NAME, NOW, budget(), notification(), topic(), sender=senders.BUDGETS)
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


ALARM = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:errors"


def sender(option: str) -> senders.Sender:
    """The sender that people ask for by this word."""
    found = senders.sender_by(option)
    assert found
    return found


def subject(sender: senders.Sender, **changes: object) -> Subject:
    """One of the sender's, which publishes to the topic."""
    made = Subject(sender, ACCOUNT, REGION, "errors", ALARM, (TOPIC,))
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def subject_path(sender: senders.Sender, about: object = None, **changes: object) -> Path:
    """A path from a subject of the sender to an unencrypted topic that lets it publish."""
    given = {"subject": about or subject(sender), "topic": letting_in(sender)} | changes
    made = Path(ACCOUNT, "errors", NOW, None, sender=sender)
    return replace(made, **given)  # type: ignore[arg-type]  # a builder takes any field


def letting_in(sender: senders.Sender, **changes: object) -> Topic:
    """A topic with a statement for the sender, without a condition."""
    return topic(policy=document(statement(sender.principals["aws"])), **changes)


def key_path(*policies: str, **changes: object) -> Path:
    """A healthy path to an encrypted topic; `changes` are those of the key."""
    return path(topic=encrypted(), key=key(*policies, **changes))


def with_subscriptions(*subscriptions: Subscription, **changes: object) -> Path:
    """A healthy path whose topic has these subscriptions."""
    return path(topic=topic(subscriptions=subscriptions), **changes)


def facts(*notifications: Notification, **changes: object) -> Facts:
    """A healthy budget with one notification, or these."""
    made = Facts(
        ACCOUNT,
        NAME,
        NOW,
        budget(),
        notifications or (notification(),),
        topics={TOPIC: topic()},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def encrypted_facts(found: AnyKey, **changes: object) -> Facts:
    """A budget whose topic is encrypted with this key."""
    reference = getattr(found, "reference", KEY)
    return facts(topics={TOPIC: encrypted(reference)}, keys={TOPIC: found}, **changes)
