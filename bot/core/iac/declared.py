"""What a template or a plan declares, in one form for both. Unknown parts keep their expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown
from bot.core.senders import Sender


@dataclass(frozen=True, slots=True)
class Place:
    """Where a resource stands: its address (or logical id), and the line in a template."""

    address: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class DeclaredNotification:
    """A notification (or a budget action, then `action` is made up) and who it tells.

    `topics` and `emails` may be unknown, one by one.
    """

    type: str = "ACTUAL"
    operator: str = "GREATER_THAN"
    threshold: float = 0.0
    threshold_type: str | None = None
    topics: tuple[str | Unknown, ...] = ()
    emails: tuple[str | Unknown, ...] = ()
    action: str | None = None
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class DeclaredBudget:
    """A budget. `notifications` is Unknown where not even their number is known."""

    place: Place
    name: str
    type: str = "COST"
    time_unit: str = "MONTHLY"
    ends: datetime | None = None
    notifications: tuple[DeclaredNotification, ...] | Unknown = ()


@dataclass(frozen=True, slots=True)
class DeclaredAction:
    """A budget action, declared beside its budget."""

    budget: str | Unknown
    notification: DeclaredNotification


@dataclass(frozen=True, slots=True)
class DeclaredTopic:
    """A topic. `policy` is a document of its own, None for none; `key` its KmsMasterKeyId.

    `standing` is the policy that it has now, where nobody writes one.
    """

    place: Place
    arn: str
    key: str | Unknown | None = None
    policy: object = None
    fifo: bool | Unknown = False
    logs_failures: bool = False
    standing: object = None


@dataclass(frozen=True, slots=True)
class DeclaredPolicy:
    """A policy declared beside what it is for: `targets` are ARNs (or queue URLs, key ids).

    `service` is that of the targets: "sns", "sqs" or "kms".
    """

    place: Place
    service: str
    targets: tuple[str | Unknown, ...]
    document: object


@dataclass(frozen=True, slots=True)
class DeclaredRemoval:
    """A policy that is taken away, which leaves AWS's default, as `DeclaredPolicy`."""

    service: str
    targets: tuple[str | Unknown, ...]


@dataclass(frozen=True, slots=True)
class DeclaredKey:
    """A KMS key. `policy` None: what KMS writes itself, or `standing`, which it has now."""

    place: Place
    arn: str
    policy: object = None
    state: str | Unknown = "Enabled"
    spec: str | Unknown = "SYMMETRIC_DEFAULT"
    usage: str | Unknown = "ENCRYPT_DECRYPT"
    standing: object = None


@dataclass(frozen=True, slots=True)
class DeclaredAlias:
    """An alias: its name with "alias/", and the key behind it."""

    name: str
    target: str | Unknown


@dataclass(frozen=True, slots=True)
class DeclaredSubscription:
    """A subscription. `endpoint` may be unknown; `pending` where a plan shows that it is."""

    place: Place
    topic: str | Unknown
    protocol: str | Unknown
    endpoint: str | Unknown
    filter_policy: object = None
    filter_scope: str | Unknown = "MessageAttributes"
    raw: bool | Unknown = False
    pending: bool = False
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class DeclaredQueue:
    """An SQS queue. `url` is how policies name it."""

    place: Place
    arn: str
    url: str
    key: str | Unknown | None = None
    policy: object = None
    standing: object = None


@dataclass(frozen=True, slots=True)
class DeclaredFunction:
    """A Lambda function; `reserved` its reserved concurrency."""

    place: Place
    arn: str
    name: str
    reserved: int | Unknown | None = None


@dataclass(frozen=True, slots=True)
class DeclaredPermission:
    """A permission on a function, which is named by name or ARN."""

    place: Place
    function: str | Unknown
    statement: object


@dataclass(frozen=True, slots=True)
class DeclaredChat:
    """A channel of Amazon Q Developer in chat applications; it subscribes itself to its topics."""

    place: Place
    app: str
    name: str
    channel: str
    topics: tuple[str | Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredSubject:
    """What another sender than AWS Budgets publishes for: an alarm, a rule, a trail.

    `role` is that of the customer's which makes the call, "" where the service does.
    `other_actions` is what it does besides; `enabled` False where it, or its actions, are off.
    `switch` is the ARN of the `DeclaredSwitch` that it hangs on besides, "" without one.
    `recorded` is whether it publishes with the role of a `DeclaredRecorder`. `not_of_alarm` and
    `acts_on_alarm` are as of a `Subject`.
    """

    place: Place
    sender: Sender
    name: str
    arn: str
    region: str
    topics: tuple[str | Unknown, ...]
    role: str = ""
    enabled: bool | Unknown = True
    other_actions: tuple[str, ...] = ()
    switch: str = ""
    recorded: bool = False
    not_of_alarm: tuple[str, ...] = ()
    acts_on_alarm: bool = True


@dataclass(frozen=True, slots=True)
class DeclaredRecorder:
    """AWS Config's recorder in a Region: its role publishes for the delivery channel there."""

    region: str
    role: str | Unknown


@dataclass(frozen=True, slots=True)
class DeclaredSwitch:
    """Whether a thing is on that senders hang on: a rule, of its targets."""

    arn: str
    enabled: bool | Unknown


Declared = (
    DeclaredBudget
    | DeclaredAction
    | DeclaredTopic
    | DeclaredPolicy
    | DeclaredRemoval
    | DeclaredKey
    | DeclaredAlias
    | DeclaredSubscription
    | DeclaredQueue
    | DeclaredFunction
    | DeclaredPermission
    | DeclaredChat
    | DeclaredSubject
    | DeclaredRecorder
    | DeclaredSwitch
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """All of it. `opaque` is what may change any of it: a macro, say; None without such a thing.

    `source` is what people call it: "template" or "plan". `taken` is what is taken for granted of
    a resource's expressions, by its address (`Facts.taken`).
    """

    identities: Identities
    declared: Sequence[Declared] = ()
    source: str = "template"
    opaque: Unknown | None = None
    later: str = "known only once it is deployed"
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
