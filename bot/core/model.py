"""The nouns of budget-check, as frozen data.

The words are those of AWS Budgets, SNS and KMS (docs/architecture.md, "Words"). What `bot.aws`
reads becomes one `Facts`; `Facts.paths` lays it out as one `Path` for each notification, and the
checks read nothing but a `Path`. A read can end in three ways, and the types keep them apart so
that none is taken for another: the thing itself, `NotFound` (AWS says that it does not exist) and
`ReadFailed` (no answer: refused, throttled, timed out). ReadFailed is never an answer of "nothing
there".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.core.senders import BUDGETS, Sender


class Cause(StrEnum):
    """Why a read gave no answer. HIDDEN: AWS does not tell a refusal from "does not exist"."""

    REFUSED = "refused"
    HIDDEN = "refused or absent"
    THROTTLED = "throttled"
    TIMED_OUT = "timed out"
    NO_CREDENTIALS = "no credentials"
    EXPIRED = "expired credentials"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """A read that gave no answer: what needs it is UNKNOWN.

    `action` is the IAM action that allows the read ("sns:GetTopicAttributes"), `resource` what was
    read, `detail` AWS's own words.
    """

    action: str
    resource: str
    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """AWS says that `resource` does not exist, or that it cannot be such a thing at all."""

    resource: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as AWS Budgets writes it: `amount` is a decimal string, `unit` "USD" or a unit."""

    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class Health:
    """A budget's HealthStatus. `status` is HEALTHY or UNHEALTHY, `reason` AWS's StatusReason."""

    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget. `health` is None where AWS sent none, ReadFailed where this SDK cannot show it."""

    name: str
    account: str
    type: str = "COST"
    time_unit: str = "MONTHLY"
    limit: Money | None = None
    actual: Money | None = None
    forecast: Money | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    health: Health | ReadFailed | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """What a budget had spent when it was read, of how much; None where AWS did not say."""

    limit: Money | None = None
    actual: Money | None = None
    forecast: Money | None = None


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A budget's subscriber: `type` is SNS or EMAIL, `address` a topic ARN or an address."""

    type: str
    address: str


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification; it has no id, the first four fields are its identity at AWS.

    A budget action has subscribers of its own, a second path that DescribeNotificationsForBudget
    does not show: it appears here as a notification with `action` set to the action's id.
    """

    type: str
    operator: str
    threshold: float
    threshold_type: str | None = None
    state: str | None = None
    subscribers: tuple[Subscriber, ...] | ReadFailed = ()
    action: str | None = None

    @property
    def identity(self) -> str:
        """A notification has no id; these four are its identity (docs/facts.md 1.3)."""
        return f"{self.type} {self.operator} {self.threshold!r} {self.threshold_type or ''}"

    @property
    def topic(self) -> str | None:
        """The topic's address, verbatim; None without one or where the subscribers are unread."""
        return next((s.address for s in self._subscribers if s.type == "SNS"), None)

    @property
    def emails(self) -> tuple[str, ...]:
        """The e-mail addresses; empty where the subscribers are unread."""
        return tuple(s.address for s in self._subscribers if s.type == "EMAIL")

    @property
    def _subscribers(self) -> tuple[Subscriber, ...]:
        return () if isinstance(self.subscribers, ReadFailed) else self.subscribers


@dataclass(frozen=True, slots=True)
class Grant:
    """A KMS grant. `service` is its GranteeServicePrincipal, `source_arn` that constraint."""

    id: str
    operations: tuple[str, ...]
    grantee: str = ""
    service: str | None = None
    source_arn: str | None = None
    encryption_context: bool = False


@dataclass(frozen=True, slots=True)
class PredefinedAlias:
    """A key known by an `alias/aws/...` name. Never read: DescribeKey could create the key."""

    reference: str


@dataclass(frozen=True, slots=True)
class Key:
    """A KMS key as DescribeKey shows it, with its policies and grants.

    `reference` is KmsMasterKeyId as the topic (or queue) holds it. `policies` are the key policy's
    text and, where the key is shared through RAM, the second one; both together count. A key of
    another account shows no policy: `policies` is ReadFailed and `account` differs from the
    owner's.
    """

    reference: str
    arn: str
    account: str
    region: str
    state: str = "Enabled"
    manager: str = "CUSTOMER"
    spec: str = "SYMMETRIC_DEFAULT"
    usage: str = "ENCRYPT_DECRYPT"
    deletion_date: datetime | None = None
    policies: tuple[str, ...] | ReadFailed = ()
    grants: tuple[Grant, ...] | ReadFailed = ()


AnyKey = Key | PredefinedAlias | NotFound | ReadFailed
"""What can stand behind a KmsMasterKeyId."""


@dataclass(frozen=True, slots=True)
class FunctionState:
    """GetFunctionConfiguration's State and LastUpdateStatus; `reason` is AWS's StateReason."""

    state: str
    last_update: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LambdaFunction:
    """A Lambda endpoint: its resource policy's text, None where it has none.

    `reserved` is its reserved concurrency, None where nothing is reserved.
    """

    arn: str
    policy: str | ReadFailed | None
    state: FunctionState | ReadFailed
    reserved: int | ReadFailed | None


@dataclass(frozen=True, slots=True)
class Queue:
    """An SQS endpoint: its policy's text (None: none), and the key where it has one of its own."""

    arn: str
    policy: str | None
    key_reference: str | None = None
    key: AnyKey | None = None


Target = LambdaFunction | Queue | NotFound | ReadFailed


@dataclass(frozen=True, slots=True)
class SubscriptionAttributes:
    """What GetSubscriptionAttributes says of a confirmed subscription."""

    filter_policy: str | None = None
    filter_scope: str = "MessageAttributes"
    raw: bool = False
    redrive_policy: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic's subscription. While pending, SNS lists no ARN for it and shows no attributes.

    `target` is what stands behind a Lambda or SQS endpoint, None for the other protocols.
    """

    arn: str
    protocol: str
    endpoint: str
    pending: bool = False
    attributes: SubscriptionAttributes | ReadFailed = field(default_factory=SubscriptionAttributes)
    target: Target | None = None

    @property
    def id(self) -> str:
        """What tells this subscription from its siblings: pending ones share one "ARN"."""
        return f"{self.protocol}:{self.endpoint}" if self.pending else self.arn


@dataclass(frozen=True, slots=True)
class Traffic:
    """AWS/SNS metrics of one topic, summed from `since` until the read; evidence, never proof."""

    since: datetime
    published: float = 0.0
    delivered: float = 0.0
    failed: float = 0.0
    filtered_out: float = 0.0
    last_published: datetime | None = None
    last_delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """An SNS topic. `key_reference` is KmsMasterKeyId as set, None where it is not encrypted.

    `organization` is the id of its account's organisation, "" where that is in none, None where it
    is not known; `Facts.paths` fills it in.
    """

    arn: str
    account: str
    region: str
    partition: str = "aws"
    policy: str | None = None
    key_reference: str | None = None
    fifo: bool = False
    logs_failures: bool = False
    subscriptions: tuple[Subscription, ...] | ReadFailed = ()
    traffic: Traffic | ReadFailed | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class ChatConfiguration:
    """A channel of Amazon Q Developer in chat applications (service id: chatbot).

    `app` is slack, teams or chime; `state` ENABLED or DISABLED; `topics` its SnsTopicArns.
    """

    app: str
    name: str
    channel: str
    topics: tuple[str, ...]
    state: str = "ENABLED"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chats:
    """Every chat configuration that could be read, and each read that gave no answer."""

    found: tuple[ChatConfiguration, ...] = ()
    unread: tuple[ReadFailed, ...] = ()


Organization = str | NotFound | ReadFailed | None
"""The id of the account's organisation, NotFound where it is in none; None: nothing asked for it.
"""


@dataclass(frozen=True, slots=True)
class Path:
    """Everything between one notification and the endpoints; what a check judges.

    `sender` is the service whose alert it is: what is asked for, and the words for it, come from
    there. `notification` is None where the budget has none, ReadFailed where they could not be
    listed; `topic` is None without an SNS subscriber; `key` is None where the topic is not
    encrypted. `names` are the account's budget names nearest to the one asked for, where there is
    no such budget. `lost` is when the notification was first seen in ALARM, where nothing could be
    published to the topic then and that has been mended since; None for anything else, and where
    nobody remembers.
    """

    account: str
    name: str
    now: datetime
    budget: Budget | NotFound | ReadFailed
    notification: Notification | ReadFailed | None = None
    sender: Sender = field(kw_only=True)
    topic: Topic | NotFound | ReadFailed | None = None
    key: AnyKey | None = None
    chats: Chats = field(default_factory=Chats)
    names: tuple[str, ...] = ()
    lost: datetime | None = None
    organization: Organization = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What one check read of one budget. `keys` is indexed by the topic's ARN.

    `lost` is what earlier checks saw, by the notification's identity (`Path.lost`). `sender` is set
    by who reads the configuration of another one than AWS Budgets.
    """

    account: str
    name: str
    now: datetime
    budget: Budget | NotFound | ReadFailed
    notifications: tuple[Notification, ...] | ReadFailed = ()
    actions: tuple[Notification, ...] | ReadFailed = ()
    topics: Mapping[str, Topic | NotFound | ReadFailed] = field(default_factory=dict)
    keys: Mapping[str, AnyKey] = field(default_factory=dict)
    chats: Chats = field(default_factory=Chats)
    names: tuple[str, ...] = ()
    lost: Mapping[str, datetime] = field(default_factory=dict)
    organization: Organization = None
    sender: Sender = BUDGETS

    def paths(self) -> Iterator[Path]:
        """One path for each notification and budget action; at least one, to carry the budget."""
        for notification in self._notifications() or (None,):
            known = notification if isinstance(notification, Notification) else None
            address = known.topic if known else None
            yield Path(
                account=self.account,
                name=self.name,
                now=self.now,
                budget=self.budget,
                sender=self.sender,
                notification=notification,
                topic=self._topic(address) if address else None,
                key=self.keys.get(address) if address else None,
                chats=self.chats,
                names=self.names,
                lost=self.lost.get(known.identity) if known and not known.action else None,
                organization=self.organization,
            )

    def _topic(self, address: str) -> Topic | NotFound | ReadFailed | None:
        """The topic, with its account's organisation where that is the budget's own."""
        topic = self.topics.get(address)
        if not isinstance(topic, Topic) or topic.account != self.account:
            return topic
        return replace(topic, organization=_id_of(self.organization))

    def _notifications(self) -> tuple[Notification | ReadFailed, ...]:
        parts = (self.notifications, self.actions)
        return tuple(
            n for part in parts for n in ((part,) if isinstance(part, ReadFailed) else part)
        )


def _id_of(organization: Organization) -> str | None:
    """The id, "" in no organisation, None where it is not known."""
    if isinstance(organization, NotFound):
        return ""
    return None if isinstance(organization, ReadFailed) else organization
