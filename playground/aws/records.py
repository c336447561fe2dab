"""What the control plane reports: calls, deliveries, mails, messages, events."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One AWS call that the server has seen, with its User-Agent, as CloudTrail keeps it.

    `caller` is the ARN of an assumed role's session, "" for other credentials. `invocation` is the
    SDK's id of the call, the same when it tries again; "" where the client sends none.
    """

    service: str
    operation: str
    account: str
    region: str
    at: float
    agent: str = ""
    caller: str = ""
    invocation: str = ""


@dataclass(frozen=True)
class Delivery:
    """One alert that Budgets tried to hand to one subscriber.

    `outcome` is `delivers`, `refused` or `cannot judge` for a topic, `sent` for an e-mail address.
    """

    account: str
    budget: str
    notification: str
    subscriber: str
    outcome: str
    why: str
    subject: str
    at: float


@dataclass(frozen=True)
class Mail:
    """A mail from Budgets; `to` is an address, or `account contact`."""

    account: str
    to: str
    subject: str
    body: str
    at: float


@dataclass(frozen=True)
class SnsMessage:
    """What SNS did with one message for one subscription: `delivered`, `failed` or `filtered`."""

    topic: str
    protocol: str
    endpoint: str
    outcome: str
    subject: str
    message: str
    at: float


@dataclass(frozen=True)
class Way:
    """What an alert would meet on its way to one subscriber of a notification (its `address`).

    `outcome` is `delivers`, `unheard` (SNS takes it, and no subscription would get it), `refused`
    or `cannot judge` for a topic, `mail` for an e-mail address. `stopped_at` is `budget`, `topic`,
    `key` or `subscription`, "" where nothing stops it. `reaches` is what would become of it at each
    endpoint of the topic: `delivered`, `filtered`, `failed`, `pending` or
    `unread` (no chat configuration that is switched on holds the topic).
    """

    address: str
    outcome: str
    why: str
    stopped_at: str
    reaches: Mapping[str, str]


@dataclass(frozen=True)
class AlertForecast:
    """One notification of a budget, its threshold as money, and the way to each subscriber.

    `action` is what a budget action would do, "" for a notification; an action has no state here.
    """

    type: str
    operator: str
    threshold: float
    threshold_type: str
    state: str
    amount: float
    ways: tuple[Way, ...]
    action: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "AlertForecast":
        """From JSON."""
        return cls(**{**given, "ways": tuple(Way(**way) for way in given["ways"])})


@dataclass(frozen=True)
class Publish:
    """What another sender tried to publish to one topic, or would try now.

    `sender` is the word of its kind (`alarms`, `rules`, ...), `name` the alarm or rule. `hop` is
    what stops it, `topic` or `key`; `error` SNS's own code, "" where it is not refused.
    """

    sender: str
    account: str
    name: str
    topic: str
    outcome: str
    why: str
    hop: str
    error: str
    at: float


@dataclass(frozen=True)
class Invocation:
    """One event for a function that runs elsewhere; `outcome` is `taken` or `lost`."""

    event: dict[str, Any]
    outcome: str
    at: float
