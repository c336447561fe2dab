"""The parts that a scenario is made of. The defaults add up to a path on which an alert arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.scenarios import policies
from playground.scenarios.expected import Expected, Outcome, Status
from playground.scenarios.policies import ACCOUNT, BUDGETS, BUDGETS_ON_KEY, OWNER, ROOT, Statement

REGION = "us-east-1"
SNS = "sns.amazonaws.com"
CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Grant:
    """A KMS grant to AWS Budgets, which needs a SourceArn (docs/facts.md 3.4)."""

    source_arn: str
    operations: tuple[str, ...] = ("GenerateDataKey", "Decrypt")


@dataclass(frozen=True, slots=True)
class Key:
    """A customer managed key, reached as alias/NAME. `state` as in KMS, `by_arn` how it is named.

    `shared` are the statements of the second policy that sharing through RAM adds. `region` is
    the topic's where it is empty. `gone_users` are IAM users that the policy names by ARN and that
    are deleted afterwards.
    """

    name: str
    statements: tuple[Statement, ...] = (ROOT, BUDGETS_ON_KEY)
    state: str = "Enabled"
    account: str = ACCOUNT
    spec: str = "SYMMETRIC_DEFAULT"
    usage: str = "ENCRYPT_DECRYPT"
    grants: tuple[Grant, ...] = ()
    by_arn: bool = False
    shared: tuple[Statement, ...] = ()
    region: str = ""
    gone_users: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        """The key policy's text."""
        text = policies.document(self.statements, "2012-10-17", "key-consolepolicy-1")
        return text.replace("KEY_OWNER", self.account)

    @property
    def shared_policy(self) -> str:
        """The shared policy's text, empty without one."""
        return policies.document(self.shared, "2012-10-17", "AWS_RAM") if self.shared else ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic's subscription; the default is the one of Amazon Q Developer in chat applications."""

    protocol: str = "https"
    endpoint: str = CHATBOT
    pending: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What CloudWatch counted for a topic, once, `hours_ago`."""

    published: int = 0
    delivered: int = 0
    failed: int = 0
    filtered_out: int = 0
    hours_ago: float = 50.0


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `policy` says its text outright and takes the place of `statements`.

    `key` may be a text: the KmsMasterKeyId of a key that the scenario does not make.
    """

    name: str
    statements: tuple[Statement, ...] = (OWNER, BUDGETS)
    policy: str = ""
    key: Key | str | None = None
    subscriptions: tuple[Subscription, ...] = (Subscription(),)
    traffic: Traffic | None = None
    account: str = ACCOUNT
    region: str = REGION
    partition: str = "aws"
    missing: bool = False

    @property
    def arn(self) -> str:
        """The topic's ARN."""
        return f"arn:{self.partition}:sns:{self.region}:{self.account}:{self.name}"

    @property
    def text(self) -> str:
        """The topic policy's text."""
        text = self.policy or policies.document(
            self.statements, "2008-10-17", "__default_policy_ID"
        )
        return text.replace("TOPIC_ARN", self.arn)


@dataclass(frozen=True, slots=True)
class Notification:
    """A budget's notification; `topic` None leaves it without an SNS subscriber."""

    topic: str | None
    emails: tuple[str, ...] = ()
    type: str = "ACTUAL"
    threshold: float = 80.0
    operator: str = "GREATER_THAN"
    threshold_type: str = "PERCENTAGE"


@dataclass(frozen=True, slots=True)
class Action:
    """A budget action with the topic that it tells."""

    topic: str
    threshold: float = 100.0


@dataclass(frozen=True, slots=True)
class Queue:
    """An SQS queue behind a subscription.

    `admits` is whether its policy has a statement for the first topic, `principal` whom it names
    and `condition` what it asks besides. TOPIC_ARN in the statements of its key is that topic's.
    """

    name: str
    admits: bool = True
    principal: str = SNS
    condition: Mapping[str, object] = field(default_factory=dict)
    key: Key | str | None = None
    region: str = REGION

    @property
    def arn(self) -> str:
        """The queue's ARN."""
        return f"arn:aws:sqs:{self.region}:{ACCOUNT}:{self.name}"


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function behind a subscription.

    `admits` is whether SNS may invoke it for the first topic; the permission is that of its `alias`
    where it has one. `reserved` is its reserved concurrency, `state` as in Lambda.
    """

    name: str
    admits: bool = True
    alias: str = ""
    reserved: int | None = None
    state: str = "Active"

    @property
    def arn(self) -> str:
        """The function's ARN."""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One AWS call that fails, for this scenario's own topic, key or budget only."""

    service: str
    operation: str
    code: str
    of: Literal["topic", "key", "budget", "function", "queue"]
    message: str = ""
    status: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """A budget's HealthStatus, where AWS finds it UNHEALTHY."""

    reason: str


@dataclass(frozen=True, slots=True)
class OtherSender:
    """What else publishes to the scenario's first topic, and what must be said of it.

    `sender` is one of the words of SENDERS (alarms, rules, trails, anomalies, config, rds,
    elasticache), `name` that of the alarm, rule, trail... `status` is the verdict, `codes` are
    those of its own findings that are not OK, `judge` is the fate of what it publishes. `spoke`: it
    has tried already, so that AWS shows what came of it. `unchecked`: AWS would not link it to such
    a topic, whose policy or key has changed since. `role` publishes where the service itself does
    not, and may do what `rights` allow.
    """

    sender: str
    name: str
    status: Status
    judge: Outcome
    codes: tuple[str, ...] = ()
    spoke: bool = False
    unchecked: bool = False
    role: str = ""
    rights: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story: what stands in AWS, and what must be said of it.

    `source` is a public address, or the section of AWS's behaviour that it shows. Without
    `notifications` the budget has one, on the first topic. `chat` is the state of the chat
    configuration that holds the topics, empty for none. `forecast` None: AWS has none yet.
    `ended` is whether the budget's period is over. `failure_mail`: AWS mails that it could not
    publish; `verified_message`: it says "SNS Topic Verified!" on linking. Nobody knows what makes
    AWS do either, so they happen where a scenario says so. `organization` is the id of the one that
    the account is in, "" where nothing turns on it; all scenarios share the account. `senders` are
    those beside the budget.
    """

    name: str
    title: str
    story: str
    source: str
    budget: str
    expected: Expected
    topics: tuple[Topic, ...] = ()
    notifications: tuple[Notification, ...] | None = None
    actions: tuple[Action, ...] = ()
    queues: tuple[Queue, ...] = ()
    functions: tuple[Function, ...] = ()
    faults: tuple[Fault, ...] = ()
    chat: str = "ENABLED"
    limit: float = 1000.0
    spent: float = 100.0
    forecast: float | None = 700.0
    health: Health | None = None
    ended: bool = False
    failure_mail: bool = False
    verified_message: bool = False
    organization: str = ""
    senders: tuple[OtherSender, ...] = ()

    @property
    def alerts(self) -> tuple[Notification, ...]:
        """The budget's notifications."""
        if self.notifications is not None:
            return self.notifications
        return (Notification(self.topics[0].arn),)
