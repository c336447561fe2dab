"""What the control plane reports: calls, deliveries, mails, messages."""

from dataclasses import dataclass


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
